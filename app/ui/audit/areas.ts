import { m } from '~/words/generated/messages';

/** Parts of the audit trail: a name, and the first parts of the kinds of events that belong to it. */
const areas: Readonly<Record<string, { readonly label: () => string; readonly kinds: readonly string[] }>> = {
  access: { label: m.audit_area_access, kinds: ['access'] },
  organisations: { label: m.audit_area_organisations, kinds: ['organisation', 'organisations'] },
  standards: { label: m.audit_area_standards, kinds: ['standard', 'calendar'] },
  people: { label: m.audit_area_people, kinds: ['person', 'household'] },
  notices: { label: m.audit_area_notices, kinds: ['notice'] },
  assessments: { label: m.audit_area_assessments, kinds: ['assessment', 'scale', 'reassessment'] },
  beds: { label: m.audit_area_beds, kinds: ['bed', 'beds', 'place', 'isolation'] },
  stays: {
    label: m.audit_area_stays,
    kinds: [
      'application',
      'application-draft',
      'document',
      'intake',
      'applicants',
      'stay',
      'stays',
      'waiting-rule',
    ],
  },
  care: { label: m.audit_area_care, kinds: ['health-file', 'risk', 'incident', 'care-note', 'activity'] },
  ledger: { label: m.audit_area_ledger, kinds: ['ledger'] },
  payments: {
    label: m.audit_area_payments,
    kinds: ['payment-order', 'payment-refund', 'payment-review', 'payment-bill', 'payment-payout'],
  },
  fees: {
    label: m.audit_area_fees,
    kinds: ['fees', 'tariff', 'invoice', 'payment', 'leave-rule', 'arrangement', 'account', 'arrears'],
  },
  volunteers: {
    label: m.audit_area_volunteers,
    kinds: [
      'volunteer',
      'volunteers',
      'volunteer-team',
      'volunteer-invitation',
      'volunteer-application',
      'volunteer-stars',
      'volunteer-export',
    ],
  },
  visits: {
    label: m.audit_area_visits,
    kinds: ['visit', 'visits', 'visit-plan', 'visit-series', 'visit-assignment'],
  },
  donations: {
    label: m.audit_area_donations,
    kinds: ['donations', 'gifts', 'goods', 'stock', 'reception', 'appeals', 'disclosure'],
  },
  funds: { label: m.audit_area_funds, kinds: ['funds'] },
  receipts: { label: m.audit_area_receipts, kinds: ['receipt', 'receipts'] },
  jobs: { label: m.audit_area_jobs, kinds: ['job'] },
};

/** First parts of kinds by area. */
export const kindsOf: Readonly<Record<string, readonly string[] | undefined>> = Object.fromEntries(
  Object.entries(areas).map(([area, { kinds }]) => [area, kinds]),
);

/** Areas to filter the audit trail by. Call it in a loader. */
export const areaOptions = () =>
  Object.entries(areas).map(([value, { label }]) => ({ value, label: label() }));
