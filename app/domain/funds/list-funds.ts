import {
  selectBudgetLines,
  selectBudgets,
  selectFund,
  selectFundMovements,
  selectFunds,
  selectFundsOfEntry,
  selectOwedShares,
  selectWaitingCounts,
  selectWaitingFen,
  selectWaitingMovements,
  selectWaitingReversals,
} from '#db/queries/funds';
import { read } from '../audit/use-case';
import { soldForPurpose } from '../donations/money-left';
import { instantCursor, PAGE_LIMIT, pageOf, readInstantCursor } from '../kernel/paging';
import { monthRange } from '../kernel/plain-date';
import { lastClosedMonth } from '../ledger/list-periods';
import { actingPerson } from '../standards/standard.rules';
import { balancesOf, balancesOfAll } from './balances';
import { type FundBalances, leftOf } from './fund.rules';

/** Proposals of one fund that are listed at once, the oldest first. */
const WAITING = 1_000;

/** What a fund has, in fen: received, carried over (net), used, left, and waiting for a second person. */
const figures = (balances: FundBalances, waitingFen: bigint) => ({
  receivedFen: -balances.incomeFen,
  carriedFen: -balances.transfersFen,
  usedFen: balances.expenseFen,
  leftFen: leftOf(balances),
  waitingFen,
});

/** Every fund with what it has, and how many proposals of it wait for a second person. */
export const listFunds = read('funds.view', async (scope, _: Record<string, never> = {}) => {
  const rows = await selectFunds(scope.tx, PAGE_LIMIT);
  const balances = await balancesOfAll(scope, rows);
  const waiting = await selectWaitingFen(scope.tx);
  const proposals = await selectWaitingCounts(scope.tx);
  return rows.map((fund) => ({
    ...fund,
    ...figures(balances.get(fund.id) as FundBalances, waiting.get(fund.id) ?? 0n),
    proposals: proposals.get(fund.id) ?? 0,
  }));
});

interface FundAsked {
  readonly id: string;
  readonly after?: string | undefined;
  readonly limit?: number;
}

/**
 * One fund with its lines of budget, all that waits for a second person (what is to be undone too), and a page of what was decided, the newest first;
 * undefined when there is none. `after` is the `next` of the page before.
 */
export const findFund = read('funds.view', async (scope, { id, after, limit = 50 }: FundAsked) => {
  const fund = await selectFund(scope.tx, id);
  if (!fund) return undefined;
  const me = actingPerson(scope.actor);
  const waitingFen = (await selectWaitingFen(scope.tx)).get(id) ?? 0n;
  const closed = await lastClosedMonth(scope);
  const mine = <Row extends { readonly proposedBy: string }>({ proposedBy, ...row }: Row) => ({
    ...row,
    own: proposedBy === me,
  });
  const size = Math.min(limit, PAGE_LIMIT);
  const page = { fundId: id, after: readInstantCursor(after), limit: size + 1 };
  const { rows, next } = pageOf(await selectFundMovements(scope.tx, page), size, (row) =>
    instantCursor(row.proposedAt, row.id),
  );
  return {
    ...fund,
    ...figures(await balancesOf(scope, fund), waitingFen),
    /** What of the received came of donated goods that were sold; the rest are the gifts of the purpose. */
    soldFen: fund.purposeId ? await soldForPurpose(scope, fund.purposeId) : 0n,
    /** First day that the ledger still books; an earlier one is booked on it. Null while no month is closed. */
    openFrom: closed ? monthRange(closed).until : null,
    lines: await selectBudgetLines(scope.tx, { fundId: id, limit: PAGE_LIMIT }),
    /** What residents' bills leave for the payers in whose name this fund pays. */
    owed: await selectOwedShares(scope.tx, fund.payers, PAGE_LIMIT),
    budgets: (await selectBudgets(scope.tx, id, PAGE_LIMIT)).map(mine),
    waiting: (await selectWaitingMovements(scope.tx, id, WAITING)).map(mine),
    reversals: (await selectWaitingReversals(scope.tx, id, WAITING)).map(mine),
    movements: rows.map(mine),
    next,
  };
});

/**
 * The fund whose movement an entry of the ledger books or undoes, donated money too, and then the one that money was carried over
 * to; none when no fund moved.
 */
export const findFundsOfEntry = read('funds.view', async ({ tx }, { entryId }: { entryId: string }) =>
  selectFundsOfEntry(tx, entryId),
);
