import type { Fen } from '../kernel/money';
import { mergeSmall, type UseGroup } from './small-groups.rules';

/** One sum as the ledger has it and as the registers of gifts have it. */
export interface LedgerSum {
  readonly purposeCode: string;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly account:
    | 'income.gifts-money'
    | 'income.gifts-sold'
    | 'income.gifts-goods'
    | 'expense.gifts-money'
    | 'expense.gifts-goods'
    | 'expense.gifts-goods-lost'
    | 'equity.fund-transfers';
  readonly month: string;
  readonly ledgerFen: Fen;
  readonly registeredFen: Fen;
  /** Of use: keys of those whom it reached. */
  readonly people: readonly string[];
}

/** Received and used, money and goods apart. */
export interface Amounts {
  readonly moneyReceivedFen: Fen;
  /** Of the money received: what came of goods that were sold, after their costs. It is no gift of money. */
  readonly soldFen: Fen;
  readonly goodsReceivedFen: Fen;
  readonly moneyUsedFen: Fen;
  readonly goodsUsedFen: Fen;
  /** Spoiled, missing, or sold; less what was found again. */
  readonly goodsLostFen: Fen;
  /** Money that came from other purposes, less what went to others: over all purposes nothing. */
  readonly moneyCarriedFen: Fen;
}

/** What was received, money and goods apart, what was carried over between purposes, and what of goods did not reach anybody: none of it is about people who are helped. */
export type Received = Pick<
  Amounts,
  'moneyReceivedFen' | 'soldFen' | 'moneyCarriedFen' | 'goodsReceivedFen' | 'goodsLostFen'
>;

/** A purpose as the public reads it. */
export interface PurposeNamed {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** Use that is told as one sum: of these purposes, from one month to another (`YYYY-MM`). */
export interface Used {
  readonly purposes: PurposeNamed[];
  readonly from: string;
  readonly until: string;
  readonly fen: Fen;
}

export interface DisclosedTotals {
  readonly total: Amounts;
  readonly byPurpose: (Received & PurposeNamed)[];
  /** The latest month first. */
  readonly byMonth: (Received & { readonly month: string })[];
  readonly rows: (Received & PurposeNamed & { readonly month: string })[];
  /** What was used, in sums that concern enough people each; together they are the total, or nothing when all are too few. */
  readonly moneyUsed: Used[];
  readonly goodsUsed: Used[];
  /** What the sums above leave of the total, because all of it concerns too few people: it follows from them as it is. */
  readonly notItemised: Pick<Amounts, 'moneyUsedFen' | 'goodsUsedFen'>;
  /** Whether ledger and registers agree on every single sum. */
  readonly reconciled: boolean;
}

/** The figures that a sum is part of. */
export const figuresOf = {
  'income.gifts-money': ['moneyReceivedFen'],
  'income.gifts-sold': ['moneyReceivedFen', 'soldFen'],
  'income.gifts-goods': ['goodsReceivedFen'],
  'expense.gifts-money': ['moneyUsedFen'],
  'expense.gifts-goods': ['goodsUsedFen'],
  'expense.gifts-goods-lost': ['goodsLostFen'],
  'equity.fund-transfers': ['moneyCarriedFen'],
} as const satisfies Record<LedgerSum['account'], readonly (keyof Amounts)[]>;

function amountsOf(sums: readonly LedgerSum[]): Amounts {
  const amounts = {
    moneyReceivedFen: 0n,
    soldFen: 0n,
    goodsReceivedFen: 0n,
    moneyUsedFen: 0n,
    goodsUsedFen: 0n,
    goodsLostFen: 0n,
    moneyCarriedFen: 0n,
  };
  for (const sum of sums) for (const figure of figuresOf[sum.account]) amounts[figure] += sum.ledgerFen;
  return amounts;
}

function receivedOf(sums: readonly LedgerSum[]): Received {
  const { moneyReceivedFen, soldFen, moneyCarriedFen, goodsReceivedFen, goodsLostFen } = amountsOf(sums);
  return { moneyReceivedFen, soldFen, moneyCarriedFen, goodsReceivedFen, goodsLostFen };
}

/** What was received in all of these rows. */
export const receivedIn = (rows: readonly Received[]): Received => {
  const sum = (field: keyof Received): Fen => rows.reduce((all, row) => all + row[field], 0n);
  return {
    moneyReceivedFen: sum('moneyReceivedFen'),
    soldFen: sum('soldFen'),
    moneyCarriedFen: sum('moneyCarriedFen'),
    goodsReceivedFen: sum('goodsReceivedFen'),
    goodsLostFen: sum('goodsLostFen'),
  };
};

function groups(sums: readonly LedgerSum[], keyOf: (sum: LedgerSum) => string): LedgerSum[][] {
  const found = new Map<string, LedgerSum[]>();
  for (const sum of sums) found.set(keyOf(sum), [...(found.get(keyOf(sum)) ?? []), sum]);
  return [...found.values()];
}

const purposeOf = (sum: LedgerSum): PurposeNamed => ({
  code: sum.purposeCode,
  name: sum.purposeName,
  nameEn: sum.purposeNameEn,
});

/** What was used of an account, in sums that nobody can be told apart in. */
function usedOf(sums: readonly LedgerSum[], account: LedgerSum['account'], least?: number): Used[] {
  const used = sums.filter(
    (sum) => sum.account === account && (sum.ledgerFen !== 0n || sum.people.length > 0),
  );
  const names = new Map(used.map((sum) => [sum.purposeCode, purposeOf(sum)]));
  const named = ({ purposes, ...group }: UseGroup): Used => ({
    ...group,
    purposes: purposes.flatMap((code) => names.get(code) ?? []),
  });
  return mergeSmall(
    used.map(({ purposeCode: purpose, month, ledgerFen: fen, people }) => ({ purpose, month, fen, people })),
    { least, byMonths: account === 'expense.gifts-money' },
  ).map(named);
}

/**
 * The public totals out of single sums, every one of them the ledger's. Use is told in sums that concern `least` people or more,
 * and in no other way but in all.
 */
export function totalsOf(sums: readonly LedgerSum[], least?: number): DisclosedTotals {
  const received = sums.filter(
    ({ account }) => !account.startsWith('expense.') || account === 'expense.gifts-goods-lost',
  );
  const first = (of: readonly LedgerSum[]) => of[0] as LedgerSum;
  const total = amountsOf(sums);
  const moneyUsed = usedOf(sums, 'expense.gifts-money', least);
  const goodsUsed = usedOf(sums, 'expense.gifts-goods', least);
  const told = (used: readonly Used[]): Fen => used.reduce((all, { fen }) => all + fen, 0n);
  return {
    total,
    byPurpose: groups(received, (sum) => sum.purposeCode).map((of) => ({
      ...purposeOf(first(of)),
      ...receivedOf(of),
    })),
    byMonth: groups(received, (sum) => sum.month).map((of) => ({
      month: first(of).month,
      ...receivedOf(of),
    })),
    rows: groups(received, (sum) => `${sum.month} ${sum.purposeCode}`).map((of) => ({
      month: first(of).month,
      ...purposeOf(first(of)),
      ...receivedOf(of),
    })),
    moneyUsed,
    goodsUsed,
    notItemised: {
      moneyUsedFen: total.moneyUsedFen - told(moneyUsed),
      goodsUsedFen: total.goodsUsedFen - told(goodsUsed),
    },
    reconciled: sums.every(({ ledgerFen, registeredFen }) => ledgerFen === registeredFen),
  };
}
