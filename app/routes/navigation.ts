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

  // visits
  {
    to: '/my/visits',
    label: m.visits_nav_own,
    permission: 'visits.view-own',
    group: 'visits',
    icon: 'calendar',
  },
  {
    to: '/my/service',
    label: m.volunteers_own_nav,
    permission: 'volunteers.view-own',
    group: 'visits',
    icon: 'clock',
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
  {
    to: '/volunteers',
    label: m.volunteers_nav,
    permission: 'volunteers.view',
    group: 'visits',
    icon: 'users',
  },

  // gifts

  // office
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
