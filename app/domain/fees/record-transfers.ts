import { newId } from '#db/new-id';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result } from '../kernel/refusals';
import { claimBankLines } from '../ledger/claim-bank-lines';
import { bookPayments, type ReceivedPayment } from './book-payments';

/** A bank line that pays a bill. */
export interface Transfer {
  readonly line: {
    readonly id: string;
    readonly amountFen: Fen;
    readonly bookedOn: PlainDate;
    readonly counterpartyName: string;
    readonly summary: string;
    readonly remark: string;
  };
  readonly invoice: ReceivedPayment['invoice'];
}

/**
 * Records bank lines as payments of bills, all in the running transaction: line claimed, entry posted, payment written.
 * Lines that somebody else claimed meanwhile are left out; gives the ids of the payments by line. `reason` is why a person
 * thinks so, where one decided.
 */
export async function recordTransfers(
  scope: Scope,
  transfers: readonly Transfer[],
  reason?: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const proposed = transfers.map((transfer) => ({ ...transfer, paymentId: newId() }));
  const claims = proposed.map(({ line, paymentId }) => ({
    lineId: line.id,
    subject: { type: 'payment', id: paymentId },
  }));
  const claimed = await claimBankLines.within(scope, { claims });
  if (!claimed.ok) return claimed;
  const taken = proposed.filter(({ line }) => claimed.value.claimed.has(line.id));
  if (taken.length === 0) return accept(new Map());

  const booked = await bookPayments(
    scope,
    taken.map(({ line, invoice, paymentId }) => ({
      id: paymentId,
      invoice,
      method: 'transfer',
      amountFen: line.amountFen,
      receivedOn: line.bookedOn,
      payerName: line.counterpartyName || '—',
      note: [line.summary, line.remark].filter(Boolean).join(' · ') || null,
      bankLineId: line.id,
    })),
    reason,
  );
  if (!booked.ok) return booked;
  return accept(new Map(taken.map(({ line, paymentId }) => [line.id, paymentId])));
}
