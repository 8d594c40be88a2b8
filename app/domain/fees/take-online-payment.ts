import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertPayments, selectPaymentOfOrder } from '#db/queries/bill-payments';
import { selectInvoice } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { residentReceivable } from '../ledger/chart';
import { postEntry } from '../ledger/post-entry';
import { findOrder } from '../payments/find-order';
import { feeEvent } from './fee.events';
import { moneyAccounts } from './movement.rules';

/**
 * Records the money of an online order that was paid on the account of the resident whose bill it is for, once. The money
 * lies with the provider until it pays it out to the bank. Refuses FEES.INVOICE_UNKNOWN and FEES.ORDER_UNPAID.
 */
export const takeOnlinePayment = useCase({
  permission: 'fees.record-payment',
  input: z.object({ orderId: z.uuid() }),
  constraints: { payments_order_once: refusal('FEES.PAYMENT_TWICE') },
  async run(scope, { orderId }) {
    const { tx, now, actor, audit } = scope;
    const order = await findOrder.within(scope, { id: orderId });
    if (!order?.paidAt || order.subjectType !== 'invoice') return refuse(refusal('FEES.ORDER_UNPAID'));
    const invoice = await selectInvoice(tx, { id: order.subjectId });
    if (!invoice) return refuse(refusal('FEES.INVOICE_UNKNOWN'));
    const known = await selectPaymentOfOrder(tx, orderId);
    if (known) return accept({ paymentId: known.id });

    const { provider, amountFen } = order;
    const paymentId = newId();
    const receivedOn = dateOf(order.paidAt);
    const posted = await postEntry.within(scope, {
      kind: 'fees.payment',
      subject: { type: 'payment', id: paymentId },
      on: receivedOn,
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
        receivedOn,
        // A provider does not say who paid.
        payerName: '—',
        note: order.number,
        orderId,
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
      ),
    );
    audit(feeEvent('invoice.paid', { type: 'invoice', id: invoice.id }, { ...said, paymentId }));
    return accept({ paymentId });
  },
});
