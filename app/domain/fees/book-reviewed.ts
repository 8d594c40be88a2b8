import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectInvoice } from '#db/queries/invoices';
import { type ReadScope, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { claimReview, wrongOfReview } from '../payments/review-money';
import { bookPayments } from './book-payments';
import { matchBankLine } from './match-bank-line';

/** What is wrong with the bill that money is said to be for, and with that money, as far as it could be read. Changes nothing. */
async function wrongOfBooking(
  scope: ReadScope,
  { reviewId, reference }: { reviewId?: string; reference?: string },
): Promise<readonly Refusal[]> {
  const unknown = reference && !(await selectInvoice(scope.tx, { reference }));
  return [
    ...(unknown ? [refusal('FEES.REFERENCE_UNKNOWN', { field: 'reference' })] : []),
    ...(reviewId ? await wrongOfReview(scope, reviewId) : []),
  ];
}

/**
 * A person says whose money it is that a provider has taken and nobody here knew: it is recorded as a payment of the bill
 * that the reference names, on the account of its resident. To undo it, reverse the payment: then it waits again.
 * Refuses FEES.REFERENCE_UNKNOWN, PAYMENTS.REVIEW_UNKNOWN, .REVIEW_SETTLED, .REVIEW_NO_MONEY, .REASON; all that is wrong at once.
 */
export const bookReviewed = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    reviewId: z.uuid(),
    reference: matchBankLine.input.shape.reference,
    reason: z.string({ error: 'PAYMENTS.REASON' }).trim().min(1, 'PAYMENTS.REASON').max(300),
  }),
  constraints: {
    payments_review_once: refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' }),
    payments_transaction_once: refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' }),
  },
  known: wrongOfBooking,
  async run(scope, { reviewId, reference, reason }) {
    const wrong = await wrongOfBooking(scope, { reviewId, reference });
    const invoice = await selectInvoice(scope.tx, { reference });
    if (!invoice || wrong.length > 0) return refuse(...wrong);
    const paymentId = newId();
    const claimed = await claimReview.within(scope, { reviewId, claimId: paymentId, reason });
    if (!claimed.ok) return claimed;
    const { provider, moneyFen: amountFen, happenedOn: receivedOn, transactionId } = claimed.value;
    const note = [transactionId, reason].filter(Boolean).join(' · ');
    const booked = await bookPayments(
      scope,
      [{ id: paymentId, invoice, method: provider, amountFen, receivedOn, payerName: '—', note, reviewId }],
      reason,
    );
    if (!booked.ok) return booked;
    return accept({ paymentId, invoiceId: invoice.id });
  },
});
