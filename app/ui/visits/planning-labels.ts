import type { planningLimits } from '~/domain/visits/planning-settings';
import { m } from '~/words/generated/messages';

type Setting = keyof typeof planningLimits;

export const planningLabel: Record<Setting, () => string> = {
  radiusMinutes: m.visits_planning_radius,
  restAfterMinutes: m.visits_planning_rest_after,
  restMinutes: m.visits_planning_rest,
  strangerCost: m.visits_planning_stranger,
  fairnessPercent: m.visits_planning_fairness,
  urgentCost: m.visits_planning_urgent,
  usualCost: m.visits_planning_usual,
  spareCost: m.visits_planning_spare,
  changedVolunteerCost: m.visits_planning_changed_volunteer,
  changedTimeCost: m.visits_planning_changed_time,
};

/** What belongs together, in the order of the page. */
export const planningGroups = {
  limits: {
    title: m.visits_planning_limits,
    hint: m.visits_planning_limits_hint,
    settings: ['radiusMinutes', 'restAfterMinutes', 'restMinutes'],
  },
  wishes: {
    title: m.visits_planning_wishes,
    hint: m.visits_planning_wishes_hint,
    settings: ['strangerCost', 'fairnessPercent'],
  },
  leftOut: {
    title: m.visits_planning_left_out,
    hint: m.visits_planning_left_out_hint,
    settings: ['urgentCost', 'usualCost', 'spareCost'],
  },
  changes: {
    title: m.visits_planning_changes,
    hint: m.visits_planning_changes_hint,
    settings: ['changedVolunteerCost', 'changedTimeCost'],
  },
} as const satisfies Record<
  string,
  { title: () => string; hint: () => string; settings: readonly Setting[] }
>;

export type PlanningGroup = keyof typeof planningGroups;
