import { m } from '~/words/generated/messages';

const names: Readonly<Record<string, (() => string) | undefined>> = {
  'access.forget-expired': m.jobs_name_forget_expired,
  'audit.prune-outbox': m.jobs_name_prune_outbox,
  'audit.release-lost-messages': m.jobs_name_release_lost,
  'assessments.ask-ending-grades': m.jobs_name_ask_ending_grades,
  'beds.finish-cleanings': m.jobs_name_finish_cleanings,
  'stays.offer-next': m.jobs_name_offer_next,
  'stays.lapse-offers': m.jobs_name_lapse_offers,
  'stays.remind-requests': m.jobs_name_remind_requests,
  'stays.expire-drafts': m.jobs_name_expire_drafts,
  'stays.erase-files': m.jobs_name_erase_files,
  'care.warn-of-incidents': m.jobs_name_warn_of_incidents,
  'hooks.alipay': m.jobs_name_hook_alipay,
  'hooks.wechatpay': m.jobs_name_hook_wechatpay,
  'payments.expire-orders': m.jobs_name_expire_orders,
  'payments.settle-order': m.jobs_name_settle_order,
  'payments.settle-refund': m.jobs_name_settle_refund,
  'payments.follow-refunds': m.jobs_name_follow_refunds,
  'payments.reconcile-days': m.jobs_name_reconcile_days,
  'payments.compare-bill': m.jobs_name_compare_bill,
  'fees.take-online-payment': m.jobs_name_take_online_payment,
  'fees.undo-payout': m.jobs_name_undo_payout,
  'fees.remind-arrears': m.jobs_name_remind_arrears,
  'fees.run-month': m.jobs_name_run_month,
  'fees.bill-residents': m.jobs_name_bill_residents,
  'fees.match-bank-lines': m.jobs_name_match_bills,
  'volunteers.forget-unanswered': m.jobs_name_forget_unanswered,
  'volunteers.warn-of-ends': m.jobs_name_warn_volunteer_ends,
  'notices.deliver-notice': m.jobs_name_deliver_notice,
  'visits.free-volunteer': m.jobs_name_free_volunteer,
  'visits.make-plan': m.jobs_name_make_plan,
  'visits.remind-visits': m.jobs_name_remind_visits,
  'visits.watch-arrivals': m.jobs_name_watch_arrivals,
  'visits.continue-series': m.jobs_name_continue_series,
  'visits.extend-series': m.jobs_name_extend_series,
  'donations.match-bank-lines': m.jobs_name_match_gifts,
  'donations.take-online-gift': m.jobs_name_take_online_gift,
  'donations.remind-monthly': m.jobs_name_remind_monthly,
  'donations.remind-monthly-gift': m.jobs_name_remind_monthly_gift,
  'donations.tend-appeals': m.jobs_name_tend_appeals,
  'donations.undo-return': m.jobs_name_undo_return,
  'donations.end-unbrought': m.jobs_name_end_unbrought,
  'donations.forget-attempts': m.jobs_name_forget_attempts,
  'receipts.ask-fiscal': m.jobs_name_ask_fiscal,
  'receipts.follow-fiscal': m.jobs_name_follow_fiscal,
  'receipts.run-batch': m.jobs_name_run_receipt_batch,
  'receipts.send-receipt': m.jobs_name_send_receipt,
  'receipts.issue-receipt': m.jobs_name_issue_receipt,
};

/** What a job is called; its name in the catalogue when it has no words, such as one of another version. */
export const jobName = (job: string): string => names[job]?.() ?? job;

/** The job of a name in words, as the audit page shows who acted; anything else stays as it is. */
export const jobCalled = (name: string | undefined): string | undefined =>
  Object.keys(names).find((job) => names[job]?.() === name) ?? name;
