import type { PlanningRule } from '~/domain/visits/planning/week.rules';
import { m } from '~/words/generated/messages';
import type { Tone } from '../kit/status';

export const needStatusLabel: Readonly<Record<string, () => string>> = {
  open: m.visits_need_open,
  lapsed: m.visits_need_lapsed,
  planned: m.visits_need_planned,
  done: m.visits_need_done,
  cancelled: m.visits_need_cancelled,
};

export const needStatusTone: Readonly<Record<string, Tone>> = {
  open: 'due',
  lapsed: 'late',
  planned: 'info',
  done: 'ok',
  cancelled: 'stopped',
};

export const offerStatusLabel: Readonly<Record<string, () => string>> = {
  open: m.visits_offer_open,
  accepted: m.visits_offer_accepted,
  standby: m.visits_offer_standby,
  declined: m.visits_offer_declined,
  closed: m.visits_offer_closed,
};

export const offerStatusTone: Readonly<Record<string, Tone>> = {
  open: 'due',
  accepted: 'ok',
  standby: 'info',
  declined: 'stopped',
  closed: 'stopped',
};

export const visitStatusLabel: Readonly<Record<string, () => string>> = {
  published: m.visits_visit_published,
  done: m.visits_assignment_done,
  cancelled: m.visits_assignment_cancelled,
};

export const exclusionScopeLabel = {
  need: m.visits_exclude_need,
  series: m.visits_exclude_series,
  person: m.visits_exclude_person,
  household: m.visits_exclude_household,
};

export const planStatusLabel: Readonly<Record<string, () => string>> = {
  requested: m.visits_plan_status_requested,
  proposed: m.visits_plan_status_proposed,
  published: m.visits_plan_status_published,
  discarded: m.visits_plan_status_discarded,
};

export const planStatusTone: Readonly<Record<string, Tone>> = {
  requested: 'info',
  proposed: 'due',
  published: 'ok',
  discarded: 'stopped',
};

export const assignmentStatusLabel: Readonly<Record<string, () => string>> = {
  proposed: m.visits_assignment_proposed,
  published: m.visits_assignment_published,
  accepted: m.visits_assignment_accepted,
  declined: m.visits_assignment_declined,
  checked_in: m.visits_assignment_checked_in,
  done: m.visits_assignment_done,
  cancelled: m.visits_assignment_cancelled,
  missed: m.visits_assignment_missed,
};

export const assignmentStatusTone: Readonly<Record<string, Tone>> = {
  proposed: 'info',
  published: 'due',
  accepted: 'info',
  declined: 'late',
  checked_in: 'due',
  done: 'ok',
  cancelled: 'stopped',
  missed: 'late',
};

/** How a volunteer reads the state of their own assignment: what was never answered waits for no answer once its time is over. */
export const ownStatus = (
  { status, endsAt }: { readonly status: string; readonly endsAt: Date },
  now: Date,
): { tone: Tone; text: string } =>
  status === 'published' && endsAt <= now
    ? { tone: 'stopped', text: m.visits_assignment_unanswered() }
    : { tone: assignmentStatusTone[status] ?? 'info', text: assignmentStatusLabel[status]?.() ?? '' };

/** By what it is known that somebody was there. */
export const proofLabel: Readonly<Record<string, () => string>> = {
  screen: m.visits_proof_screen,
  paper: m.visits_proof_paper,
  place: m.visits_proof_place,
  coordinator: m.visits_proof_coordinator,
  unproven: m.visits_proof_unproven,
};

/** Which rule stopped how many volunteers. */
export const ruleLabel: Record<PlanningRule, (count: { count: number }) => string> = {
  'service-kind': m.visits_rule_service_kind,
  skill: m.visits_rule_skill,
  'licence-expired': m.visits_rule_licence_expired,
  minor: m.visits_rule_minor,
  insurance: m.visits_rule_insurance,
  radius: m.visits_rule_radius,
  availability: m.visits_rule_availability,
  'daily-limit': m.visits_rule_daily_limit,
  'weekly-limit': m.visits_rule_weekly_limit,
  elsewhere: m.visits_rule_elsewhere,
  excluded: m.visits_rule_excluded,
  'no-start': m.visits_rule_no_start,
  order: m.visits_rule_order,
  rest: m.visits_rule_rest,
};

/** Which rule stops one volunteer. */
export const stopLabel: Record<PlanningRule, () => string> = {
  'service-kind': m.visits_stop_service_kind,
  skill: m.visits_stop_skill,
  excluded: m.visits_stop_excluded,
  radius: m.visits_stop_radius,
  'no-start': m.visits_stop_no_start,
  order: m.visits_stop_order,
  'licence-expired': m.visits_stop_licence_expired,
  minor: m.visits_stop_minor,
  insurance: m.visits_stop_insurance,
  availability: m.visits_stop_availability,
  'daily-limit': m.visits_stop_daily_limit,
  'weekly-limit': m.visits_stop_weekly_limit,
  elsewhere: m.visits_stop_elsewhere,
  rest: m.visits_stop_rest,
};
