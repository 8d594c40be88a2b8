import type { CandidateReason } from '~/domain/fees/candidate.rules';
import type { ReviewKind } from '~/domain/payments/payment.rules';
import { m } from '~/words/generated/messages';

export const reviewKindLabel: Record<ReviewKind, () => string> = {
  'order-unknown': m.payments_found_order_unknown,
  'amount-differs': m.payments_found_amount_differs,
  'currency-differs': m.payments_found_currency_differs,
  'paid-again': m.payments_found_paid_again,
  'not-in-bill': m.payments_found_not_in_bill,
  'refund-unknown': m.payments_found_refund_unknown,
  'refund-differs': m.payments_found_refund_differs,
  'refund-failed': m.payments_found_refund_failed,
  'not-receivable': m.payments_found_not_receivable,
  'booked-otherwise': m.payments_found_booked_otherwise,
  'put-aside-before': m.payments_found_put_aside_before,
};

/** What to do about it. */
export const reviewKindHint: Record<ReviewKind, () => string> = {
  'order-unknown': m.payments_todo_order_unknown,
  'amount-differs': m.payments_todo_amount_differs,
  'currency-differs': m.payments_todo_currency_differs,
  'paid-again': m.payments_todo_paid_again,
  'not-in-bill': m.payments_todo_not_in_bill,
  'refund-unknown': m.payments_todo_refund_unknown,
  'refund-differs': m.payments_todo_refund_differs,
  'refund-failed': m.payments_todo_refund_failed,
  'not-receivable': m.payments_todo_not_receivable,
  'booked-otherwise': m.payments_todo_booked_otherwise,
  'put-aside-before': m.payments_todo_put_aside_before,
};

const reasons: Record<CandidateReason, () => string> = {
  reference: m.payments_why_reference,
  'reference-near': m.payments_why_reference_near,
  amount: m.payments_why_amount,
  resident: m.payments_why_resident,
  guardian: m.payments_why_guardian,
};

/** What speaks for a candidate, in one line. */
export const reasonsText = (why: readonly CandidateReason[]): string =>
  why.map((one) => reasons[one]()).join(m.payments_why_and());
