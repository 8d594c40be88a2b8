import type { Fen } from '../kernel/money';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { makeReference } from '../ledger/payment-reference.rules';

/**
 * Days from issue to due date. No rule sets it: leave, deposit and payment terms are the contract's (facts 5), so this is
 * what our contract form says.
 */
const DAYS_TO_PAY = 15;

/** Number, payment reference and due date of a bill from its year and serial of the register. */
export function invoiceHead(year: number, serial: number, issuedOn: PlainDate) {
  const digits = String(serial).padStart(6, '0');
  return {
    number: `${year}-${digits}`,
    reference: makeReference('F', `${String(year).slice(2)}${digits}`),
    dueOn: addDays(issuedOn, DAYS_TO_PAY),
  };
}

/**
 * How much of each bill is open, newest bill first in and out. What was paid, and credits from corrections, go to the
 * oldest bills first (民法典 Art. 560: due debts first); so what the resident owes lies on the newest ones.
 * `owedFen` is the balance of the resident's account; below zero it is paid ahead.
 */
export function openAmounts(owedFen: Fen, newestFirst: readonly { readonly amountFen: Fen }[]): Fen[] {
  let left = owedFen > 0n ? owedFen : 0n;
  return newestFirst.map(({ amountFen }) => {
    const open = amountFen <= 0n ? 0n : left < amountFen ? left : amountFen;
    left -= open;
    return open;
  });
}

/** Where a bill stands: `credit` asks for nothing, because corrections outweigh it; `part` is paid in part. */
export type InvoiceState = 'open' | 'part' | 'paid' | 'credit';

export function invoiceState({ amountFen, openFen }: { amountFen: Fen; openFen: Fen }): InvoiceState {
  if (amountFen <= 0n) return 'credit';
  if (openFen <= 0n) return 'paid';
  return openFen < amountFen ? 'part' : 'open';
}
