import type { WorkKey } from '~/domain/reports/list-work';
import { m } from '~/words/generated/messages';

/** What waits, in words. */
export const workLabel: Record<WorkKey, () => string> = {
  applications_received: m.reports_work_applications_received,
  applications_to_assess: m.reports_work_applications_to_assess,
  assessments_proposed: m.reports_work_assessments_proposed,
  reassessments: m.reports_work_reassessments,
  waiting: m.reports_work_waiting,
  offers_open: m.reports_work_offers_open,
  offers_accepted: m.reports_work_offers_accepted,
  beds_to_clean: m.reports_work_beds_to_clean,
  risks_due: m.reports_work_risks_due,
  incidents_untold: m.reports_work_incidents_untold,
  incidents_late: m.reports_work_incidents_late,
  incidents_open: m.reports_work_incidents_open,
  needs_open: m.reports_work_needs_open,
  plans_proposed: m.reports_work_plans_proposed,
  visits_asked: m.reports_work_visits_asked,
  visits_coming: m.reports_work_visits_coming,
  licences_ending: m.reports_work_licences_ending,
  bank_lines: m.reports_work_bank_lines,
  goods_received: m.reports_work_goods_received,
  goods_inspected: m.reports_work_goods_inspected,
  goods_allocated: m.reports_work_goods_allocated,
  standards_proposed: m.reports_work_standards_proposed,
  tariffs_proposed: m.reports_work_tariffs_proposed,
  leave_rules_proposed: m.reports_work_leave_rules_proposed,
  arrangements_proposed: m.reports_work_arrangements_proposed,
  payouts_proposed: m.reports_work_payouts_proposed,
  arrears: m.reports_work_arrears,
  invoices_unpaid: m.reports_work_invoices_unpaid,
};
