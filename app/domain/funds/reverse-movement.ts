import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  decideFundReversal,
  insertFundReversal,
  lockFundMovement,
  lockFundReversal,
  lockFunds,
  markFundMovementReversed,
} from '#db/queries/funds';
import { decider, proposer } from '../audit/two-persons';
import { type Scope, useCase } from '../audit/use-case';
import { holdPurpose, spendingUndone } from '../donations/spend-money';
import { undoByFund } from '../fees/record-movement';
import { accept, inBoth, type Result, refusal, refuse } from '../kernel/refusals';
import { reverseEntry } from '../ledger/reverse-entry';
import { balancesOf } from './balances';
import { decidable } from './decide';
import { fundEvent } from './fund.events';
import { declineReason, proposalId, textOf } from './fund.forms';
import { leftOf } from './fund.rules';

const constraints = {
  fund_reversals_one: refusal('FUND.REVERSAL_ASKED', { field: 'movementId' }),
  fund_reversals_two_persons: refusal('FUND.OWN_PROPOSAL'),
  ledger_entries_reversed_once: refusal('FUND.REVERSED', { field: 'movementId' }),
};

type Movement = NonNullable<Awaited<ReturnType<typeof lockFundMovement>>>;
type Booked = Movement & { readonly entryId: string };

/**
 * A movement that can be undone, with the fund that would have less by it locked: fiscal money that came in, and the fund that
 * money was carried over to. Refuses FUND.MOVEMENT_UNKNOWN, .REVERSED, .REVERSAL_NOT_BOOKED, .REVERSAL_SHORT.
 */
async function undoable(scope: Scope, movementId: string): Promise<Result<Booked>> {
  const movement = await lockFundMovement(scope.tx, movementId);
  if (!movement) return refuse(refusal('FUND.MOVEMENT_UNKNOWN', { field: 'movementId' }));
  if (movement.status === 'reversed') return refuse(refusal('FUND.REVERSED', { field: 'movementId' }));
  const { fundId, toFundId, kind, entryId, amountFen } = movement;
  if (movement.status !== 'done' || !entryId)
    return refuse(refusal('FUND.REVERSAL_NOT_BOOKED', { field: 'movementId' }));
  const funds = await lockFunds(scope.tx, [fundId, ...(toFundId ? [toFundId] : [])]);
  const poorer = kind === 'received' ? fundId : kind === 'transfer' ? toFundId : undefined;
  const fund = funds.find(({ id }) => id === poorer);
  if (fund) {
    if (fund.purposeId) await holdPurpose(scope, fund.purposeId);
    const leftFen = leftOf(await balancesOf(scope, fund));
    const params = { fundBoth: inBoth(fund), leftFen: String(leftFen) };
    if (amountFen > leftFen) return refuse(refusal('FUND.REVERSAL_SHORT', { params }));
  }
  return accept({ ...movement, entryId });
}

/**
 * Proposes that what a fund booked wrongly is undone: money that came in, a use, a share, money carried over. Another person
 * approves it. Refuses FUND.MOVEMENT_UNKNOWN, .REVERSED, .REVERSAL_NOT_BOOKED, .REVERSAL_ASKED (it waits already), .REASON_MISSING,
 * and .REVERSAL_SHORT when the fund that money came into has used it by now.
 */
export const proposeReversal = useCase({
  permission: 'funds.propose',
  input: z.object({
    movementId: z.uuid('FUND.MOVEMENT_UNKNOWN'),
    /** Stands in the ledger, so no person is named in it. */
    reason: textOf('FUND.REASON_MISSING', 300),
  }),
  constraints,
  async run(scope, { movementId, reason }) {
    const found = await undoable(scope, movementId);
    if (!found.ok) return found;
    const { fundId, kind, amountFen } = found.value;
    const id = newId();
    await insertFundReversal(scope.tx, { id, movementId, reason, status: 'proposed', ...proposer(scope) });
    const data = { movementId, movement: kind, amountFen: String(amountFen) };
    scope.audit(fundEvent('funds.reversal-proposed', fundId, data, reason));
    return accept({ proposalId: id });
  },
});

/** What else stands for the money of a movement hears that it was undone: the use of a gift, the account of a resident. */
async function tellOthers(
  scope: Scope,
  { personId, entryId, amountFen }: Booked,
  undone: { readonly reversalEntryId: string; readonly reason: string },
): Promise<Result<unknown>> {
  await spendingUndone(scope, { entryId, reversalEntryId: undone.reversalEntryId });
  return personId ? undoByFund.within(scope, { entryId, amountFen, ...undone }) : accept(undefined);
}

/**
 * Approves that a movement is undone: its entry is mirrored today, or on the first open day, and stays; money of a use is the
 * fund's again, a payer owes its share again, the line of the budget has it again. Once, however many approve. Refuses
 * FUND.PROPOSAL_UNKNOWN, .DECIDED, .OWN_PROPOSAL, and as `proposeReversal` by what is left now.
 */
export const approveReversal = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId }),
  constraints,
  async run(scope, { proposalId: id }) {
    const found = decidable(scope, await lockFundReversal(scope.tx, id));
    if (!found.ok) return found;
    const { movementId, reason } = found.value;
    const booked = await undoable(scope, movementId);
    if (!booked.ok) return refuse(...booked.refusals.map(({ field: _, ...problem }) => problem));
    const { fundId, kind, amountFen, entryId } = booked.value;
    const reversed = await reverseEntry.within(scope, { entryId, on: scope.today, reason });
    if (!reversed.ok) return reversed;
    const undone = { reversalEntryId: reversed.value.entryId, reason };
    const told = await tellOthers(scope, booked.value, undone);
    if (!told.ok) return told;
    await decideFundReversal(scope.tx, {
      id,
      ...decider(scope),
      status: 'done',
      entryId: undone.reversalEntryId,
    });
    await markFundMovementReversed(scope.tx, movementId);
    const data = { movementId, movement: kind, amountFen: String(amountFen) };
    scope.audit(fundEvent('funds.reversal-approved', fundId, data, reason));
    return accept({ fundId, entryId: undone.reversalEntryId });
  },
});

/** Turns a reversal down; the movement stands. Refuses FUND.PROPOSAL_UNKNOWN, .DECIDED, .OWN_PROPOSAL, .REASON_MISSING. */
export const declineReversal = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId, reason: declineReason }),
  known: async (scope, { proposalId: id }) => {
    const found = id && decidable(scope, await lockFundReversal(scope.tx, id));
    return found && !found.ok ? found.refusals : [];
  },
  async run(scope, { proposalId: id, reason }) {
    const found = decidable(scope, await lockFundReversal(scope.tx, id));
    if (!found.ok) return found;
    const { movementId } = found.value;
    const movement = await lockFundMovement(scope.tx, movementId);
    if (!movement) return refuse(refusal('FUND.MOVEMENT_UNKNOWN'));
    await decideFundReversal(scope.tx, { id, ...decider(scope), status: 'declined', decisionReason: reason });
    const data = { movementId, movement: movement.kind, amountFen: String(movement.amountFen) };
    scope.audit(fundEvent('funds.reversal-declined', movement.fundId, data, reason));
    return accept({ fundId: movement.fundId });
  },
});
