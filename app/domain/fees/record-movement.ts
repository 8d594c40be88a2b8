import { z } from 'zod';
import { newId } from '#db/new-id';
import { failFundMovement, insertMovement } from '#db/queries/account-movements';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate, moneyAmount } from '../kernel/inputs';
import { type PlainDate, plainDate } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { postEntry } from '../ledger/post-entry';
import { findPerson } from '../people/find-person';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { arrangedPayers, type MovementFacts, movementMethods, postingsOf } from './movement.rules';

const personId = z.uuid('FEES.RESIDENT');
const method = z.enum(movementMethods, 'FEES.METHOD');
const reason = z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(300);
const movementId = z.uuid().optional();

/** Names of the constraints that answer for what is held and owed at this moment. */
export const movementConstraints = {
  account_movements_held: refusal('FEES.MORE_THAN_HELD', { field: 'amountFen' }),
  account_movements_owed: refusal('FEES.MORE_THAN_OWED', { field: 'amountFen' }),
  account_movements_pk: refusal('FEES.PAYMENT_TWICE', { field: 'movementId' }),
  account_movements_two_persons: refusal('FEES.OWN_PROPOSAL'),
};

/** Posts a movement and gives the id of its entry. */
export async function postMovement(
  scope: Scope,
  id: string,
  facts: MovementFacts,
  on: PlainDate,
  memo: string,
) {
  return postEntry.within(scope, {
    kind: `fees.${facts.kind}`,
    subject: { type: 'account-movement', id },
    on,
    memo,
    postings: postingsOf(facts),
  });
}

async function record(
  scope: Scope,
  said: MovementFacts & { movementId?: string; on: PlainDate; otherName?: string; reason?: string },
): Promise<Result<{ movementId: string }>> {
  const { movementId: id = newId(), on, otherName, reason: why, ...facts } = said;
  if (on > scope.today)
    return refuse(refusal('FEES.RECEIVED_LATER', { field: 'on', params: { today: scope.today } }));
  const person = await findPerson.within(scope, { id: facts.personId });
  if (!person) return refuse(refusal('FEES.RESIDENT_UNKNOWN', { field: 'personId' }));
  const posted = await postMovement(scope, id, facts, on, person.name);
  if (!posted.ok) return posted;
  await insertMovement(scope.tx, {
    ...facts,
    id,
    onDate: on,
    otherName,
    reason: why,
    status: 'done',
    entryId: posted.value.entryId,
    recordedBy: actingPerson(scope.actor),
    recordedByName: scope.actor.name,
    recordedAt: scope.now,
  });
  const { kind, amountFen } = facts;
  scope.audit(
    feeEvent(
      'account.moved',
      { type: 'account', id: facts.personId },
      { movement: kind, movementId: id, amountFen: String(amountFen) },
      why,
    ),
  );
  return accept({ movementId: id });
}

/**
 * A deposit comes in; it is owed to the resident until it is used or given back. Refuses FEES.RESIDENT_UNKNOWN, .AMOUNT, .METHOD, .PAYER,
 * .RECEIVED_LATER, and .PAYMENT_TWICE when the same form is sent again (`movementId` is given with the form).
 */
export const receiveDeposit = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    personId,
    movementId,
    /** Yuan as text, or fen. */
    amountFen: moneyAmount('FEES.AMOUNT'),
    method,
    on: civilDate('FEES.RECEIVED_ON'),
    otherName: z.string({ error: 'FEES.PAYER' }).trim().min(1, 'FEES.PAYER').max(100),
  }),
  constraints: movementConstraints,
  run: (scope, said) => record(scope, { kind: 'deposit', ...said }),
});

/**
 * Part of the deposit pays what the resident owes. Refuses FEES.AMOUNT, .REASON; the database refuses FEES.MORE_THAN_HELD and
 * FEES.MORE_THAN_OWED.
 */
export const spendDeposit = useCase({
  permission: 'fees.record-payment',
  input: z.object({ personId, movementId, amountFen: moneyAmount('FEES.AMOUNT'), reason }),
  constraints: movementConstraints,
  run: (scope, said) => record(scope, { kind: 'deposit-used', on: scope.today, ...said }),
});

/**
 * Another payer pays what it owes for a resident, by cash or transfer. Refuses FEES.AMOUNT, .PAYER_KIND, .METHOD,
 * .RECEIVED_LATER; the database refuses FEES.MORE_THAN_OWED.
 */
export const settlePayer = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    personId,
    movementId,
    payer: z.enum(arrangedPayers, 'FEES.PAYER_KIND'),
    amountFen: moneyAmount('FEES.AMOUNT'),
    method,
    on: civilDate('FEES.RECEIVED_ON'),
    otherName: z.string().trim().max(100).optional(),
  }),
  constraints: movementConstraints,
  run: (scope, said) => record(scope, { kind: 'payer-paid', ...said }),
});

/**
 * A fund of the house has paid what another payer owes for a resident: the account hears of it by the entry that is posted
 * already. Part of the approval of a fund. The database refuses FEES.MORE_THAN_OWED.
 */
export const settleByFund = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    personId,
    payer: z.enum(arrangedPayers, 'FEES.PAYER_KIND'),
    amountFen: z.bigint().positive(),
    on: z.iso.date().transform(plainDate),
    entryId: z.uuid(),
    fundName: z.string(),
  }),
  constraints: movementConstraints,
  async run(scope, { on, fundName, ...facts }) {
    const id = newId();
    await insertMovement(scope.tx, {
      ...facts,
      id,
      kind: 'payer-paid',
      method: 'fund',
      onDate: on,
      otherName: fundName,
      status: 'done',
      recordedBy: actingPerson(scope.actor),
      recordedByName: scope.actor.name,
      recordedAt: scope.now,
    });
    const data = { movement: 'payer-paid', movementId: id, amountFen: String(facts.amountFen) };
    scope.audit(feeEvent('account.moved', { type: 'account', id: facts.personId }, data));
    return accept({ movementId: id });
  },
});

/**
 * What a fund paid for a resident is undone: the payer owes it again by the entry that is reversed already, and the movement stays
 * to be seen. Part of the approval of a reversal of a fund. Refuses FEES.PAYOUT_UNKNOWN.
 */
export const undoByFund = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    entryId: z.uuid(),
    reversalEntryId: z.uuid(),
    amountFen: z.bigint().positive(),
    reason,
  }),
  async run(scope, { amountFen, ...undone }) {
    const found = await failFundMovement(scope.tx, undone);
    if (!found) return refuse(refusal('FEES.PAYOUT_UNKNOWN'));
    const data = { movement: 'payer-paid', movementId: found.id, amountFen: String(amountFen) };
    const subject = { type: 'account', id: found.personId } as const;
    scope.audit(feeEvent('account.share-reversed', subject, data, undone.reason));
    return accept({ movementId: found.id });
  },
});
