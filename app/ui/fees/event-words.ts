import { m } from '~/words/generated/messages';

/** What happened to a tariff, a bill or a payment, by kind of audit event. */
export const feeEventWords: Readonly<Record<string, () => string>> = {
  'arrears.reminded': m.fees_event_arrears_reminded,
  'arrears.told': m.fees_event_arrears_told,
  'account.moved': m.fees_event_account_moved,
  'account.payout-proposed': m.fees_event_payout_proposed,
  'account.payout-declined': m.fees_event_payout_declined,
  'tariff.proposed': m.fees_event_tariff_proposed,
  'tariff.approved': m.fees_event_tariff_approved,
  'tariff.declined': m.fees_event_tariff_declined,
  'tariff.ended': m.fees_event_tariff_ended,
  'leave-rule.proposed': m.fees_event_leave_rule_proposed,
  'leave-rule.approved': m.fees_event_leave_rule_approved,
  'leave-rule.declined': m.fees_event_leave_rule_declined,
  'arrangement.proposed': m.fees_event_arrangement_proposed,
  'arrangement.approved': m.fees_event_arrangement_approved,
  'arrangement.declined': m.fees_event_arrangement_declined,
  'arrangement.ended': m.fees_event_arrangement_ended,
  'fees.rules-settled': m.fees_event_rules_settled,
  'fees.run-begun': m.fees_event_run_begun,
  'fees.run-finished': m.fees_event_run_finished,
  'invoice.issued': m.fees_event_invoice_issued,
  'invoice.paid': m.fees_event_invoice_paid,
  'invoice.payment-reversed': m.fees_event_invoice_payment_reversed,
  'payment.recorded': m.fees_event_payment_recorded,
  'payment.reversed': m.fees_event_payment_reversed,
};
