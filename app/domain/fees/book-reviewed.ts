import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertPayments } from '#db/queries/bill-payments';
import { selectInvoice } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { residentReceivable } from '../ledger/chart';
import { postEntry } from '../ledger/post-entry';
import { claimReview } from '../payments/review-money';
import { feeEvent } from './fee.events';
import { matchBankLine } from './match-bank-line';
import { moneyAccounts } from './movement.rules';

/**
 * A person says whose money it is that a provider has taken and nobody here knew: it is recorded as a payment of the bill
 * that the reference names, on the account of its resident. To undo it, reverse the payment: then it waits again.
 * Refuses FEES.REFERENCE_UNKNOWN, PAYMENTS.REVIEW_UNKNOWN, .REVIEW_SETTLED, .REVIEW_NO_MONEY, .REASON.
 */
export const bookReviewed = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    reviewId: z.uuid(),
    reference: matchBankLine.input.shape.reference,
    reason: z.string({ error: 'PAYMENTS.REASON' }).trim().min(1, 'PAYMENTS.REASON').max(300),
  }),
  constraints: { payments_review_once: refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' }) },
  async run(scope, { reviewId, reference, reason }) {
    const { tx, now, actor, audit } = scope;
    const invoice = await selectInvoice(tx, { reference });
    if (!invoice) return refuse(refusal('FEES.REFERENCE_UNKNOWN', { field: 'reference' }));
    const paymentId = newId();
    const claimed = await claimReview.within(scope, { reviewId, claimId: paymentId, reason });
    if (!claimed.ok) return claimed;
    const { provider, moneyFen: amountFen, happenedOn, transactionId } = claimed.value;
    const posted = await postEntry.within(scope, {
      kind: 'fees.payment',
      subject: { type: 'payment', id: paymentId },
      on: happenedOn,
      memo: invoice.number,
      postings: [
        { account: moneyAccounts[provider], amountFen },
        { account: residentReceivable(invoice.personId), amountFen: -amountFen },
      ],
    });
    if (!posted.ok) return posted;
    await insertPayments(tx, [
      {
        id: paymentId,
        personId: invoice.personId,
        invoiceId: invoice.id,
        method: provider,
        amountFen,
        receivedOn: happenedOn,
        payerName: '—',
        note: [transactionId, reason].filter(Boolean).join(' · '),
        reviewId,
        entryId: posted.value.entryId,
        recordedAt: now,
        recordedByName: actor.name,
      },
    ]);
    const said = { amountFen: String(amountFen) };
    audit(
      feeEvent(
        'payment.recorded',
        { type: 'payment', id: paymentId },
        { ...said, method: provider, invoiceId: invoice.id },
        reason,
      ),
    );
    audit(feeEvent('invoice.paid', { type: 'invoice', id: invoice.id }, { ...said, paymentId }, reason));
    return accept({ paymentId, invoiceId: invoice.id });
  },
});
