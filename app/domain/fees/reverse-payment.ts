import { z } from 'zod';
import { markReversed, selectPayment } from '#db/queries/bill-payments';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { releaseBankLine } from '../ledger/claim-bank-line';
import { reverseEntry } from '../ledger/reverse-entry';
import { releaseReview } from '../payments/review-money';
import { feeEvent } from './fee.events';

/**
 * Undoes a payment that was recorded by mistake: its entry is reversed, its bank line is free again (or what was reviewed
 * waits again), the payment stays to be seen. Refuses FEES.PAYMENT_UNKNOWN, FEES.PAYMENT_REVERSED, and FEES.ONLINE_KEPT for the
 * payment of an online order: that money goes back as a refund.
 */
export const reversePayment = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    paymentId: z.uuid(),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(300),
  }),
  constraints: { ledger_entries_reversed_once: refusal('FEES.PAYMENT_REVERSED') },
  async run(scope, { paymentId, reason }) {
    const { tx, now, today, actor, audit } = scope;
    const payment = await selectPayment(tx, paymentId);
    if (!payment) return refuse(refusal('FEES.PAYMENT_UNKNOWN', { field: 'paymentId' }));
    if (payment.orderId) return refuse(refusal('FEES.ONLINE_KEPT', { field: 'paymentId' }));
    if (
      payment.reversedAt ||
      !(await markReversed(tx, { id: paymentId, at: now, byName: actor.name, reason }))
    ) {
      return refuse(refusal('FEES.PAYMENT_REVERSED', { field: 'paymentId' }));
    }
    const reversed = await reverseEntry.within(scope, { entryId: payment.entryId, on: today, reason });
    if (!reversed.ok) return reversed;
    if (payment.bankLineId) {
      const released = await releaseBankLine.within(scope, { lineId: payment.bankLineId, reason });
      if (!released.ok) return released;
    }
    if (payment.reviewId) {
      const released = await releaseReview.within(scope, { reviewId: payment.reviewId, reason });
      if (!released.ok) return released;
    }
    const amountFen = String(payment.amountFen);
    audit(feeEvent('payment.reversed', { type: 'payment', id: paymentId }, { amountFen }, reason));
    if (payment.invoiceId) {
      audit(
        feeEvent(
          'invoice.payment-reversed',
          { type: 'invoice', id: payment.invoiceId },
          { paymentId, amountFen },
          reason,
        ),
      );
    }
    return accept({ paymentId, invoiceId: payment.invoiceId });
  },
});
