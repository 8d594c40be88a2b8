import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  decideBudget,
  insertBudget,
  lockBudget,
  lockFunds,
  selectBudgetLines,
  selectFund,
} from '#db/queries/funds';
import { decider, proposer } from '../audit/two-persons';
import { type ReadScope, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { decidable } from './decide';
import { fundEvent } from './fund.events';
import { declineReason, proposalId, signedAmount, textOf } from './fund.forms';

/** Lines of one year of one fund; more is a mistake. */
const LINES = 200;

/** FUND.UNKNOWN. */
async function unknownFund(scope: ReadScope, fundId: string | undefined): Promise<Refusal[]> {
  return fundId && !(await selectFund(scope.tx, fundId))
    ? [refusal('FUND.UNKNOWN', { field: 'fundId' })]
    : [];
}

/**
 * Proposes how much may be spent on a line of a year, or how much more (less, below zero) than was approved before.
 * Refuses FUND.UNKNOWN, .YEAR, .LINE_NAME, .AMOUNT_SIGNED, .REASON_MISSING.
 */
export const proposeBudget = useCase({
  permission: 'funds.propose',
  input: z.object({
    fundId: z.uuid('FUND.UNKNOWN'),
    year: z.coerce
      .number({ error: 'FUND.YEAR' })
      .int('FUND.YEAR')
      .min(2000, 'FUND.YEAR')
      .max(2100, 'FUND.YEAR'),
    line: textOf('FUND.LINE_NAME', 60),
    amountFen: signedAmount,
    reason: textOf('FUND.REASON_MISSING', 300),
  }),
  known: (scope, { fundId }) => unknownFund(scope, fundId),
  async run(scope, { fundId, ...budget }) {
    const unknown = await unknownFund(scope, fundId);
    if (unknown.length > 0) return refuse(...unknown);
    const id = newId();
    await insertBudget(scope.tx, { ...budget, id, fundId, status: 'proposed', ...proposer(scope) });
    const { year, line, amountFen, reason } = budget;
    scope.audit(
      fundEvent('funds.budget-proposed', fundId, { year, line, amountFen: String(amountFen) }, reason),
    );
    return accept({ proposalId: id });
  },
});

/**
 * Approves an amount of budget. Refuses FUND.PROPOSAL_UNKNOWN, .DECIDED, .OWN_PROPOSAL, and .BUDGET_BELOW_USED when less than
 * was used already would be left.
 */
export const approveBudget = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId }),
  async run(scope, { proposalId: id }) {
    const found = decidable(scope, await lockBudget(scope.tx, id));
    if (!found.ok) return found;
    const { fundId, year, line, amountFen } = found.value;
    await lockFunds(scope.tx, [fundId]);
    const known = (await selectBudgetLines(scope.tx, { fundId, year, limit: LINES })).find(
      (one) => one.line === line,
    );
    const usedFen = known?.usedFen ?? 0n;
    if ((known?.budgetFen ?? 0n) + amountFen < usedFen)
      return refuse(refusal('FUND.BUDGET_BELOW_USED', { params: { line, usedFen: String(usedFen) } }));
    await decideBudget(scope.tx, { id, ...decider(scope), status: 'approved' });
    scope.audit(fundEvent('funds.budget-approved', fundId, { year, line, amountFen: String(amountFen) }));
    return accept({ fundId });
  },
});

/** Turns an amount of budget down. Refuses FUND.PROPOSAL_UNKNOWN, .DECIDED, .OWN_PROPOSAL, .REASON_MISSING. */
export const declineBudget = useCase({
  permission: 'funds.approve',
  input: z.object({ proposalId, reason: declineReason }),
  known: async (scope, { proposalId: id }) => {
    const found = id && decidable(scope, await lockBudget(scope.tx, id));
    return found && !found.ok ? found.refusals : [];
  },
  async run(scope, { proposalId: id, reason }) {
    const found = decidable(scope, await lockBudget(scope.tx, id));
    if (!found.ok) return found;
    const { fundId, year, line, amountFen } = found.value;
    await decideBudget(scope.tx, { id, ...decider(scope), status: 'declined', decisionReason: reason });
    scope.audit(
      fundEvent('funds.budget-declined', fundId, { year, line, amountFen: String(amountFen) }, reason),
    );
    return accept({ fundId });
  },
});
