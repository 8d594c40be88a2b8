import type { Fen } from '../kernel/money';

/** One sum as the ledger has it and as the registers of gifts have it. */
export interface LedgerSum {
  readonly purposeCode: string;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly account:
    | 'income.gifts-money'
    | 'income.gifts-goods'
    | 'expense.gifts-money'
    | 'expense.gifts-goods';
  readonly month: string;
  readonly ledgerFen: Fen;
  readonly registeredFen: Fen;
}

/** Received and used, money and goods apart. */
export interface Amounts {
  readonly moneyReceivedFen: Fen;
  readonly goodsReceivedFen: Fen;
  readonly moneyUsedFen: Fen;
  readonly goodsUsedFen: Fen;
}

export interface DisclosedTotals {
  readonly total: Amounts;
  readonly byPurpose: readonly (Amounts & {
    readonly code: string;
    readonly name: string;
    readonly nameEn: string;
  })[];
  /** The latest month first. */
  readonly byMonth: readonly (Amounts & { readonly month: string })[];
  readonly rows: readonly (Amounts & {
    readonly month: string;
    readonly code: string;
    readonly name: string;
    readonly nameEn: string;
  })[];
  /** Whether ledger and registers agree on every single sum. */
  readonly reconciled: boolean;
}

const fields = {
  'income.gifts-money': 'moneyReceivedFen',
  'income.gifts-goods': 'goodsReceivedFen',
  'expense.gifts-money': 'moneyUsedFen',
  'expense.gifts-goods': 'goodsUsedFen',
} as const satisfies Record<LedgerSum['account'], keyof Amounts>;

function amountsOf(sums: readonly LedgerSum[]): Amounts {
  const amounts = { moneyReceivedFen: 0n, goodsReceivedFen: 0n, moneyUsedFen: 0n, goodsUsedFen: 0n };
  for (const sum of sums) amounts[fields[sum.account]] += sum.ledgerFen;
  return amounts;
}

function groups(sums: readonly LedgerSum[], keyOf: (sum: LedgerSum) => string): LedgerSum[][] {
  const found = new Map<string, LedgerSum[]>();
  for (const sum of sums) found.set(keyOf(sum), [...(found.get(keyOf(sum)) ?? []), sum]);
  return [...found.values()];
}

const purposeOf = (sums: readonly LedgerSum[]) => {
  const { purposeCode: code, purposeName: name, purposeNameEn: nameEn } = sums[0] as LedgerSum;
  return { code, name, nameEn };
};

/** The public totals out of single sums, every one of them the ledger's. */
export function totalsOf(sums: readonly LedgerSum[]): DisclosedTotals {
  const month = (of: readonly LedgerSum[]) => (of[0] as LedgerSum).month;
  return {
    total: amountsOf(sums),
    byPurpose: groups(sums, (sum) => sum.purposeCode).map((of) => ({ ...purposeOf(of), ...amountsOf(of) })),
    byMonth: groups(sums, (sum) => sum.month).map((of) => ({ month: month(of), ...amountsOf(of) })),
    rows: groups(sums, (sum) => `${sum.month} ${sum.purposeCode}`).map((of) => ({
      month: month(of),
      ...purposeOf(of),
      ...amountsOf(of),
    })),
    reconciled: sums.every(({ ledgerFen, registeredFen }) => ledgerFen === registeredFen),
  };
}
