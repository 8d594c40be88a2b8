import { m } from '~/words/generated/messages';

/** What happened to an online order, a refund, or what a person had to look at, by kind of audit event. */
export const paymentEventWords: Readonly<Record<string, () => string>> = {
  'payment-order.created': m.payments_event_created,
  'payment-order.paid': m.payments_event_paid,
  'payment-order.closed': m.payments_event_closed,
  'payment-order.refunded': m.payments_event_refunded,
  'payment-refund.asked': m.payments_event_refund_asked,
  'payment-refund.done': m.payments_event_refund_done,
  'payment-refund.failed': m.payments_event_refund_failed,
  'payment-review.found': m.payments_event_found,
  'payment-review.booked': m.payments_event_booked,
  'payment-review.released': m.payments_event_released,
  'payment-review.put-aside': m.payments_event_put_aside,
  'payment-payout.recorded': m.payments_event_payout,
  'payment-payout.undone': m.payments_event_payout_undone,
  'payment-bill.compared': m.payments_event_compared,
};
