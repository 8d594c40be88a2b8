import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertRefund, lockOrder } from '#db/queries/payments';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { paymentEvent } from './payment.events';
import { refundNumber } from './payment.rules';

/** What the database answers when more is asked for than came. */
export const refundConstraints = {
  payment_refunds_within_order: refusal('PAYMENTS.MORE_THAN_PAID', { field: 'amountFen' }),
  payment_refunds_subject_once: refusal('PAYMENTS.REFUND_TWICE'),
};

/** Most characters of a reason that a refund keeps and its provider is told; whoever asked keeps it whole. */
const REASON_LENGTH = 80;

/**
 * Asks that money goes back the way it came: the provider is asked by a job, under a number made from `subject`, so that
 * however often it is asked it is one refund. Only part of larger use cases, which post what goes out.
 * Refuses PAYMENTS.ORDER_UNKNOWN; the database refuses PAYMENTS.MORE_THAN_PAID.
 */
export const askRefund = useCase({
  permission: 'payments.refund',
  input: z.object({
    orderId: z.uuid(),
    subject: z.object({ type: z.string().regex(/^[a-z-]+$/), id: z.uuid() }),
    amountFen: z.bigint().min(1n),
    reason: z.string().trim().min(1),
  }),
  constraints: refundConstraints,
  async run({ tx, now, audit, publish }, { orderId, subject, amountFen, reason }) {
    const order = await lockOrder(tx, { id: orderId });
    if (!order) return refuse(refusal('PAYMENTS.ORDER_UNKNOWN'));
    const id = newId();
    await insertRefund(tx, {
      id,
      orderId,
      number: refundNumber(subject.id),
      subjectType: subject.type,
      subjectId: subject.id,
      amountFen,
      // Here and not in the form, which larger use cases do not pass through.
      reason: [...reason].slice(0, REASON_LENGTH).join(''),
      status: 'asked',
      askedAt: now,
    });
    audit(
      paymentEvent({
        kind: 'payment-refund.asked',
        subject: { type: 'payment-refund', id },
        data: { orderId, amountFen: String(amountFen), for: subject },
      }),
    );
    publish({ job: 'payments.settle-refund', key: id, payload: { refundId: id } });
    return accept({ refundId: id, provider: order.provider });
  },
});
