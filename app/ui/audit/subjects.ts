import type { Permission } from '~/domain/access/permissions';
import { m } from '~/words/generated/messages';

/** What an event is about: in words, and where it is shown and to whom, if it has a page of its own by its id. */
interface Subject {
  readonly label: () => string;
  readonly to?: string;
  readonly permission?: Permission;
}

const subjects: Readonly<Record<string, Subject | undefined>> = {
  account: { label: m.audit_type_account, to: '/accounts/', permission: 'fees.view' },
  'account-movement': { label: m.audit_type_account_movement },
  'api-key': { label: m.audit_type_api_key },
  activity: { label: m.audit_type_activity, to: '/activities/', permission: 'care.view' },
  appeal: { label: m.audit_type_appeal, to: '/gifts/appeals/', permission: 'donations.view' },
  'appeal-need': { label: m.audit_type_appeal_need },
  application: { label: m.audit_type_application, to: '/applications/', permission: 'stays.view' },
  arrangement: { label: m.audit_type_arrangement },
  assessment: { label: m.audit_type_assessment, to: '/assessments/', permission: 'assessments.view' },
  'bank-batch': { label: m.audit_type_bank_batch },
  'bank-line': { label: m.audit_type_bank_line },
  bed: { label: m.audit_type_bed, to: '/beds/', permission: 'beds.view' },
  'bill-run': { label: m.audit_type_bill_run },
  calendar: { label: m.audit_type_calendar },
  'care-note': { label: m.audit_type_care_note },
  certificate: { label: m.audit_type_certificate },
  'disclosure-correction': { label: m.audit_type_disclosure_correction },
  donor: { label: m.audit_type_donor },
  fund: { label: m.audit_type_fund, to: '/funds/', permission: 'funds.view' },
  'fund-movement': { label: m.audit_type_fund_movement },
  gift: { label: m.audit_type_gift, to: '/gifts/', permission: 'donations.view' },
  'gift-purpose': { label: m.audit_type_gift_purpose },
  'gift-spending': { label: m.audit_type_gift_spending },
  'goods-allocation': {
    label: m.audit_type_goods_allocation,
    to: '/goods/allocations/',
    permission: 'donations.view',
  },
  'health-file': { label: m.audit_type_health_file },
  import: { label: m.audit_type_import },
  incident: { label: m.audit_type_incident, to: '/incidents/', permission: 'care.view' },
  invoice: { label: m.audit_type_invoice, to: '/bills/', permission: 'fees.view' },
  isolation: { label: m.audit_type_isolation },
  job: { label: m.audit_type_job },
  'leave-rule': { label: m.audit_type_leave_rule },
  'ledger-entry': { label: m.audit_type_ledger_entry, to: '/ledger/entries/', permission: 'ledger.view' },
  'ledger-period': { label: m.audit_type_ledger_period },
  'notice-delivery': { label: m.audit_type_notice_delivery },
  organisation: { label: m.audit_type_organisation },
  payment: { label: m.audit_type_payment },
  'payment-bill': { label: m.audit_type_payment_bill },
  'payment-order': { label: m.audit_type_payment_order },
  'payment-payout': { label: m.audit_type_payment_payout },
  'payment-refund': { label: m.audit_type_payment_refund },
  'payment-review': { label: m.audit_type_payment_review },
  person: { label: m.audit_type_person, to: '/people/', permission: 'people.view' },
  place: { label: m.audit_type_place },
  'price-rules': { label: m.audit_type_price_rules },
  reassessment: { label: m.audit_type_reassessment },
  'reception-hours': { label: m.audit_type_reception_hours },
  'reception-place': { label: m.audit_type_reception_place },
  receipt: { label: m.audit_type_receipt, to: '/receipts/', permission: 'receipts.view' },
  'receipt-batch': {
    label: m.audit_type_receipt_batch,
    to: '/receipts/batches/',
    permission: 'receipts.view',
  },
  'monthly-gift': { label: m.audit_type_monthly_gift },
  'report-link': { label: m.audit_type_report_link },
  risk: { label: m.audit_type_risk },
  scale: { label: m.audit_type_scale },
  'set-aside': { label: m.audit_type_set_aside },
  standard: { label: m.audit_type_standard, to: '/standards/', permission: 'standards.view' },
  'stock-change': {
    label: m.audit_type_stock_change,
    to: '/goods/changes/',
    permission: 'donations.view',
  },
  stay: { label: m.audit_type_stay, to: '/stays/', permission: 'stays.view' },
  tariff: { label: m.audit_type_tariff, to: '/tariffs/', permission: 'fees.view' },
  tenant: { label: m.audit_type_tenant },
  user: { label: m.audit_type_user, to: '/admin/users/', permission: 'access.view-users' },
  visit: { label: m.audit_type_visit, to: '/visits/', permission: 'visits.view' },
  'visit-assignment': { label: m.audit_type_visit_assignment },
  'visit-need': { label: m.audit_type_visit_need, to: '/visits/needs/', permission: 'visits.view' },
  'visit-series': { label: m.audit_type_visit_series },
  'visit-plan': { label: m.audit_type_visit_plan, to: '/visits/plans/', permission: 'visits.view' },
  'volunteer-application': {
    label: m.audit_type_volunteer_application,
    to: '/volunteers/applications/',
    permission: 'volunteers.view',
  },
  'volunteer-export': { label: m.audit_type_volunteer_export },
  'volunteer-stars': { label: m.audit_type_volunteer_stars },
  'volunteer-team': {
    label: m.audit_type_volunteer_team,
    to: '/volunteers/teams/',
    permission: 'volunteers.view',
  },
  volunteer: { label: m.audit_type_volunteer, to: '/volunteers/', permission: 'volunteers.view' },
};

/** The kind of a record in words. */
export const subjectLabel = (type: string): string => subjects[type]?.label() ?? type;

/** The page of a record, for who may see it. */
export function subjectPage(
  { subjectType, subjectId }: { subjectType: string; subjectId: string },
  permissions: ReadonlySet<Permission>,
): string | undefined {
  const { to, permission } = subjects[subjectType] ?? {};
  return to && permission && permissions.has(permission) ? `${to}${subjectId}` : undefined;
}
