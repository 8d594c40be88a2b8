import type { AuditEvent } from '../audit/use-case';

type PaymentEvent = AuditEvent &
  (
    | {
        kind:
          | 'payment-order.created'
          | 'payment-order.paid'
          | 'payment-order.closed'
          | 'payment-order.refunded';
        subject: { type: 'payment-order'; id: string };
      }
    | {
        kind: 'payment-refund.asked' | 'payment-refund.done' | 'payment-refund.failed';
        subject: { type: 'payment-refund'; id: string };
      }
    | {
        kind:
          | 'payment-review.found'
          | 'payment-review.booked'
          | 'payment-review.released'
          | 'payment-review.put-aside';
        subject: { type: 'payment-review'; id: string };
      }
    | {
        kind: 'payment-payout.recorded' | 'payment-payout.undone';
        subject: { type: 'payment-payout'; id: string };
      }
    | { kind: 'payment-bill.compared'; subject: { type: 'payment-bill'; id: string } }
  );

/** Checks an event of this noun. */
export const paymentEvent = (event: PaymentEvent): PaymentEvent => event;
