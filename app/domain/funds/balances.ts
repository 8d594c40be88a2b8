import type { ReadScope } from '../audit/use-case';
import { accountBalances } from '../ledger/account-balance';
import { expenseOf, type FundBalances, type FundBooks, incomeOf, transfersOf } from './fund.rules';

const accounts = { incomeFen: incomeOf, expenseFen: expenseOf, transfersFen: transfersOf };

/** Balances of funds by id, in a few queries however many there are. */
export async function balancesOfAll(
  scope: ReadScope,
  funds: readonly FundBooks[],
): Promise<Map<string, FundBalances>> {
  const found = new Map(funds.map(({ id }) => [id, { incomeFen: 0n, expenseFen: 0n, transfersFen: 0n }]));
  for (const source of ['fiscal', 'donated'] as const) {
    const ofSource = funds.filter((fund) => fund.source === source);
    const [first] = ofSource;
    if (!first) continue;
    for (const [name, accountOf] of Object.entries(accounts)) {
      const { code, subject } = accountOf(first);
      const ids = ofSource.map((fund) => accountOf(fund).subject?.id ?? '');
      const balances = await accountBalances.within(scope, { code, type: subject?.type ?? '', ids });
      for (const [index, { id }] of ofSource.entries()) {
        const balance = balances.get(ids[index] ?? '') ?? 0n;
        found.set(id, { ...(found.get(id) as FundBalances), [name]: balance });
      }
    }
  }
  return found;
}

/** Balances of one fund. */
export async function balancesOf(scope: ReadScope, fund: FundBooks): Promise<FundBalances> {
  return (await balancesOfAll(scope, [fund])).get(fund.id) as FundBalances;
}
