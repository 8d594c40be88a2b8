import { z } from 'zod';
import { newId } from '#db/new-id';
import { selectPaymentOfOrder } from '#db/queries/bill-payments';
import { selectInvoice } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findOrder } from '../payments/find-order';
import { bookPayments } from './book-payments';

/**
 * Records the money of an online order that was paid on the account of the resident whose bill it is for, once. The money
 * lies with the provider until it pays it out to the bank. Refuses FEES.INVOICE_UNKNOWN and FEES.ORDER_UNPAID.
 */
export const takeOnlinePayment = useCase({
  permission: 'fees.record-payment',
  input: z.object({ orderId: z.uuid() }),
  constraints: {
    payments_order_once: refusal('FEES.PAYMENT_TWICE'),
    payments_transaction_once: refusal('FEES.PAYMENT_TWICE'),
  },
  async run(scope, { orderId }) {
    const { tx } = scope;
    const order = await findOrder.within(scope, { id: orderId });
    if (!order?.paidAt || order.subjectType !== 'invoice') return refuse(refusal('FEES.ORDER_UNPAID'));
    const invoice = await selectInvoice(tx, { id: order.subjectId });
    if (!invoice) return refuse(refusal('FEES.INVOICE_UNKNOWN'));
    const known = await selectPaymentOfOrder(tx, orderId);
    if (known) return accept({ paymentId: known.id });

    const { provider, amountFen, number, paidAt } = order;
    const paymentId = newId();
    // A provider does not say who paid.
    const paid = {
      id: paymentId,
      invoice,
      method: provider,
      amountFen,
      payerName: '—',
      note: number,
      orderId,
    };
    const booked = await bookPayments(scope, [{ ...paid, receivedOn: dateOf(paidAt) }]);
    if (!booked.ok) return booked;
    return accept({ paymentId });
  },
});
