import {
  selectBudgetLines,
  selectBudgets,
  selectFund,
  selectFundMovements,
  selectFunds,
  selectOwedShares,
  selectWaitingFen,
} from '#db/queries/funds';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { actingPerson } from '../standards/standard.rules';
import { balancesOf, balancesOfAll } from './balances';
import { type FundBalances, leftOf } from './fund.rules';

/** What a fund has, in fen: received, carried over (net), used, left, and waiting for a second person. */
const figures = (balances: FundBalances, waitingFen: bigint) => ({
  receivedFen: -balances.incomeFen,
  carriedFen: -balances.transfersFen,
  usedFen: balances.expenseFen,
  leftFen: leftOf(balances),
  waitingFen,
});

/** Every fund with what it has. */
export const listFunds = read('funds.view', async (scope, _: Record<string, never> = {}) => {
  const rows = await selectFunds(scope.tx, PAGE_LIMIT);
  const balances = await balancesOfAll(scope, rows);
  const waiting = await selectWaitingFen(scope.tx);
  return rows.map((fund) => ({
    ...fund,
    ...figures(balances.get(fund.id) as FundBalances, waiting.get(fund.id) ?? 0n),
  }));
});

/** One fund with its lines of budget, and what was proposed and done; undefined when there is none. */
export const findFund = read('funds.view', async (scope, { id }: { id: string }) => {
  const fund = await selectFund(scope.tx, id);
  if (!fund) return undefined;
  const me = actingPerson(scope.actor);
  const waiting = await selectWaitingFen(scope.tx);
  return {
    ...fund,
    ...figures(await balancesOf(scope, fund), waiting.get(id) ?? 0n),
    lines: await selectBudgetLines(scope.tx, { fundId: id, limit: PAGE_LIMIT }),
    /** What residents' bills leave for the payers in whose name this fund pays. */
    owed: await selectOwedShares(scope.tx, fund.payers, PAGE_LIMIT),
    budgets: (await selectBudgets(scope.tx, id, PAGE_LIMIT)).map(({ proposedBy, ...row }) => ({
      ...row,
      own: proposedBy === me,
    })),
    movements: (await selectFundMovements(scope.tx, id, PAGE_LIMIT)).map(({ proposedBy, ...row }) => ({
      ...row,
      own: proposedBy === me,
    })),
  };
});
