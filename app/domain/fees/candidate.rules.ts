import type { Fen } from '../kernel/money';

/** Why a bill may be what money was meant for. */
export const candidateReasons = ['reference', 'reference-near', 'amount', 'resident', 'guardian'] as const;
export type CandidateReason = (typeof candidateReasons)[number];

/** What is known of money without a bill. */
export interface MoneyHint {
  readonly text: string;
  readonly amountFen: Fen;
  readonly payerName: string;
}

/** A bill on which something is open. */
export interface OpenBill {
  readonly reference: string;
  readonly openFen: Fen;
  readonly personName: string;
  readonly guardianNames: readonly string[];
}

export interface Candidate<Bill extends OpenBill> {
  readonly bill: Bill;
  readonly why: readonly CandidateReason[];
}

/** Candidates shown; more only confuse. */
const SHOWN = 3;

/** How much each reason says. One alone of the last three is worth showing, a number two places off is not without another. */
const weight = { exact: 100, 'one off': 60, 'two off': 20, amount: 30, resident: 26, guardian: 28 } as const;
const LEAST = 25;

/** The most places in which a number may be off and still be somebody's slip. */
const SLIPS = 2;

/**
 * Steps from one text to another by changing, adding, leaving out a letter or swapping two neighbours (optimal string
 * alignment); `most` + 1 as soon as it is more than `most`.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      row.push(steps);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}

/** Runs of digits in a text that are about as long as a reference is. */
export function numbersIn(text: string): string[] {
  const plain = text.normalize('NFKC').toUpperCase();
  return [...plain.matchAll(/\d(?:[\s-]?\d){6,11}/g)].map(([digits]) => digits.replace(/[\s-]/g, ''));
}

const nameOf = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

function weigh(
  { numbers, payer, text, amountFen }: Prepared,
  bill: OpenBill,
): { score: number; why: CandidateReason[] } {
  const why: CandidateReason[] = [];
  let score = 0;
  const digits = bill.reference.slice(1);
  const slips = Math.min(SLIPS + 1, ...numbers.map((number) => slipsBetween(number, digits, SLIPS)));
  if (slips <= SLIPS) {
    score += slips === 0 ? weight.exact : slips === 1 ? weight['one off'] : weight['two off'];
    why.push(slips === 0 ? 'reference' : 'reference-near');
  }
  if (bill.openFen === amountFen) {
    score += weight.amount;
    why.push('amount');
  }
  const resident = nameOf(bill.personName);
  if (resident.length > 1 && (payer === resident || text.includes(resident))) {
    score += weight.resident;
    why.push('resident');
  }
  if (bill.guardianNames.some((name) => nameOf(name).length > 1 && nameOf(name) === payer)) {
    score += weight.guardian;
    why.push('guardian');
  }
  return { score, why };
}

interface Prepared {
  readonly numbers: readonly string[];
  readonly payer: string;
  readonly text: string;
  readonly amountFen: Fen;
}

/**
 * The bills that money may be meant for, the likeliest first, with what speaks for each: its number with at most two slips,
 * the very amount, the payer's name. Never more than a proposal: a person decides. Of two that are as likely the older bill.
 */
export function rankCandidates<Bill extends OpenBill>(
  money: MoneyHint,
  bills: readonly Bill[],
): Candidate<Bill>[] {
  const prepared: Prepared = {
    numbers: numbersIn(money.text),
    payer: nameOf(money.payerName),
    text: nameOf(money.text),
    amountFen: money.amountFen,
  };
  return bills
    .map((bill) => ({ bill, ...weigh(prepared, bill) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ bill, why }) => ({ bill, why }));
}
