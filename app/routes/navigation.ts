import type { Permission } from '~/domain/access/permissions';
import { m } from '~/words/generated/messages';
import type { IconName } from '../ui/kit/icon';

export const navigationGroups = ['care', 'visits', 'gifts', 'office'] as const;

/** One entry of the main navigation; shown to whoever holds the permission. */
export interface NavigationItem {
  readonly to: string;
  readonly label: () => string;
  readonly permission: Permission;
  readonly group: (typeof navigationGroups)[number];
  readonly icon: IconName;
}

/** The product's main navigation, in the order of the work. Before it stands the work of the day, which is the page `/`. */
export const navigation: readonly NavigationItem[] = [
  // care
  {
    to: '/my/place',
    label: m.stays_nav_own,
    permission: 'stays.view-own',
    group: 'care',
    icon: 'application',
  },
  {
    to: '/applications',
    label: m.stays_nav_applications,
    permission: 'stays.view',
    group: 'care',
    icon: 'application',
  },
  { to: '/waiting-list', label: m.stays_nav_waiting, permission: 'stays.view', group: 'care', icon: 'list' },
  { to: '/beds', label: m.beds_nav, permission: 'beds.view', group: 'care', icon: 'bed' },
  { to: '/stays', label: m.stays_nav_residents, permission: 'stays.view', group: 'care', icon: 'household' },
  { to: '/risks', label: m.care_risks, permission: 'care.view', group: 'care', icon: 'shield' },
  { to: '/incidents', label: m.care_incidents, permission: 'care.view', group: 'care', icon: 'alert' },
  { to: '/activities', label: m.care_activities, permission: 'care.view', group: 'care', icon: 'calendar' },
  { to: '/people', label: m.people_nav, permission: 'people.view', group: 'care', icon: 'person' },
  {
    to: '/assessments',
    label: m.assessments_nav,
    permission: 'assessments.view',
    group: 'care',
    icon: 'assessment',
  },
  {
    to: '/reassessments',
    label: m.assessments_again_title,
    permission: 'assessments.view-again',
    group: 'care',
    icon: 'refresh',
  },
  {
    to: '/my/grade',
    label: m.assessments_own_nav,
    permission: 'assessments.view-own',
    group: 'care',
    icon: 'assessment',
  },
  { to: '/my/bills', label: m.fees_own_nav, permission: 'fees.view-own', group: 'care', icon: 'bill' },
  { to: '/bills', label: m.fees_bills_nav, permission: 'fees.view', group: 'care', icon: 'bill' },
  { to: '/tariffs', label: m.fees_tariffs_nav, permission: 'fees.view', group: 'care', icon: 'tariff' },

  // visits
  {
    to: '/my/visits',
    label: m.visits_nav_own,
    permission: 'visits.view-own',
    group: 'visits',
    icon: 'calendar',
  },
  {
    to: '/my/notices',
    label: m.notices_nav_own,
    permission: 'notices.view-own',
    group: 'visits',
    icon: 'bell',
  },
  {
    to: '/my/service',
    label: m.volunteers_own_nav,
    permission: 'volunteers.view-own',
    group: 'visits',
    icon: 'clock',
  },
  {
    to: '/my/team',
    label: m.volunteers_my_team,
    permission: 'volunteers.lead-team',
    group: 'visits',
    icon: 'users',
  },
  { to: '/visits', label: m.visits_nav_day, permission: 'visits.view', group: 'visits', icon: 'calendar' },
  {
    to: '/visits/needs',
    label: m.visits_nav_needs,
    permission: 'visits.view-needs',
    group: 'visits',
    icon: 'household',
  },
  {
    to: '/visits/plans',
    label: m.visits_nav_plans,
    permission: 'visits.view',
    group: 'visits',
    icon: 'check',
  },
  { to: '/notices', label: m.notices_nav, permission: 'notices.view', group: 'visits', icon: 'bell' },
  {
    to: '/volunteers',
    label: m.volunteers_nav,
    permission: 'volunteers.view',
    group: 'visits',
    icon: 'users',
  },

  // gifts
  {
    to: '/my/gifts',
    label: m.donations_nav_own,
    permission: 'donations.view-own',
    group: 'gifts',
    icon: 'gift',
  },
  { to: '/gifts', label: m.donations_nav_gifts, permission: 'donations.view', group: 'gifts', icon: 'gift' },
  {
    to: '/gifts/appeals',
    label: m.donations_nav_appeals,
    permission: 'donations.view',
    group: 'gifts',
    icon: 'bell',
  },
  {
    to: '/gifts/needs',
    label: m.donations_nav_needs,
    permission: 'donations.name-need',
    group: 'gifts',
    icon: 'household',
  },
  {
    to: '/goods/reception',
    label: m.donations_nav_reception,
    permission: 'donations.view-reception',
    group: 'gifts',
    icon: 'calendar',
  },
  { to: '/goods', label: m.donations_nav_stock, permission: 'donations.view', group: 'gifts', icon: 'stock' },
  { to: '/receipts', label: m.receipts_nav, permission: 'receipts.view', group: 'gifts', icon: 'receipt' },
  { to: '/funds', label: m.funds_nav, permission: 'funds.view', group: 'gifts', icon: 'money' },
  {
    to: '/receivers',
    label: m.donations_nav_receivers,
    permission: 'donations.set-up',
    group: 'gifts',
    icon: 'building',
  },
  {
    to: '/disclosure',
    label: m.donations_nav_disclosure,
    permission: 'account',
    group: 'gifts',
    icon: 'report',
  },

  // office
  { to: '/standards', label: m.standards_nav, permission: 'standards.view', group: 'office', icon: 'money' },
  { to: '/ledger', label: m.ledger_nav, permission: 'ledger.view', group: 'office', icon: 'ledger' },
  { to: '/bank-lines', label: m.ledger_lines_nav, permission: 'ledger.view', group: 'office', icon: 'list' },
  {
    to: '/payments/review',
    label: m.payments_nav_review,
    permission: 'payments.view',
    group: 'office',
    icon: 'check',
  },
  { to: '/imports', label: m.imports_nav, permission: 'imports.view', group: 'office', icon: 'import' },
  {
    to: '/organisations',
    label: m.organisations_nav,
    permission: 'organisations.view',
    group: 'office',
    icon: 'building',
  },
  {
    to: '/reports',
    label: m.reports_nav_dashboard,
    permission: 'reports.view',
    group: 'office',
    icon: 'report',
  },
  {
    to: '/admin/users',
    label: m.access_users,
    permission: 'access.view-users',
    group: 'office',
    icon: 'users',
  },
  { to: '/audit', label: m.audit_title, permission: 'audit.view', group: 'office', icon: 'audit' },
  { to: '/admin/jobs', label: m.jobs_title, permission: 'jobs.view', group: 'office', icon: 'refresh' },
];

/** Headings of the groups. */
export const groupTitle: Record<NavigationItem['group'], () => string> = {
  care: m.reports_nav_care,
  visits: m.reports_nav_visits,
  gifts: m.reports_nav_gifts,
  office: m.reports_nav_office,
};
