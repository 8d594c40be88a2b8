import { z } from 'zod';
import {
  insertProposals,
  lockPlan,
  type NewVisit,
  selectEngagements,
  selectOpenNeedsBetween,
  selectWindows,
  updatePlan,
} from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import { addDays, dateOf, type PlainDate, startOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { listPlanVolunteers } from '../volunteers/list-plan-volunteers';
import { type PlanNeed, type PlannedAssignment, planVisits } from './planning/plan-visits.rules';
import { planMade } from './visit.events';
import { instantOf, remainingWindow } from './visit.rules';

/** Bounds of one plan, so that it ends. */
const MOST_NEEDS = 2_000;
const MOST_ENGAGEMENTS = 20_000;

/**
 * Makes a requested plan: proposes a time and volunteers for every open need of its days that can be met, and says of
 * the others which rules stopped whom. Nothing is promised to anybody yet. A plan that was made before stays as it is.
 * Refuses PLAN.UNKNOWN.
 */
export const makePlan = useCase({
  permission: 'visits.plan',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  async run(scope, { planId }) {
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'requested') return accept({ visits: 0, unmet: 0 });
    const from = plan.fromDate as PlainDate;
    const until = plan.untilDate as PlainDate;

    const needs = await selectOpenNeedsBetween(scope.tx, from, until, MOST_NEEDS);
    const windows =
      needs.length > 0
        ? await selectWindows(
            scope.tx,
            needs.map((need) => need.id),
          )
        : [];
    // A week's limit counts the whole week, so what lies around the plan's days counts too.
    const engagements = await selectEngagements(
      scope.tx,
      startOf(addDays(from, -7)),
      startOf(addDays(until, 7)),
      MOST_ENGAGEMENTS,
    );
    const engagementsOf = groupedBy(engagements, (one) => one.volunteerId);
    const windowsOf = groupedBy(windows, (one) => one.needId);
    const people = await listPlanVolunteers.within(scope, { from, until });

    const { assignments, unmet } = planVisits(
      needs.map(
        (need): PlanNeed => ({
          ...need,
          place: need,
          windows: (windowsOf.get(need.id) ?? [])
            .map((one) => ({ ...one, date: one.date as PlainDate }))
            .filter((one) => one.date >= from && one.date < until)
            .flatMap((one) => remainingWindow(one, scope.now) ?? []),
        }),
      ),
      people.map((person) => ({
        ...person,
        engagements: (engagementsOf.get(person.id) ?? []).map(({ startsAt, endsAt, latitude, longitude }) => {
          const date = dateOf(startsAt);
          const minute = (instant: Date) =>
            Math.round((instant.getTime() - startOf(date).getTime()) / 60_000);
          return {
            date,
            fromMinute: minute(startsAt),
            untilMinute: minute(endsAt),
            place: { latitude, longitude },
          };
        }),
      })),
    );
    const proposals = visitsOf(assignments);
    await insertProposals(scope.tx, planId, proposals);
    await updatePlan(scope.tx, planId, { status: 'proposed', unmet, madeAt: scope.now });
    scope.audit(planMade(planId, { visits: proposals.length, unmet: unmet.length }));
    return accept({ visits: proposals.length, unmet: unmet.length });
  },
});

/** Assignments of the same need are one visit. */
function visitsOf(assignments: readonly PlannedAssignment[]): NewVisit[] {
  const byNeed = groupedBy(assignments, (assignment) => assignment.needId);
  return [...byNeed].map(([needId, together]) => {
    const first = together[0] as PlannedAssignment;
    return {
      needId,
      startsAt: instantOf(first.date, first.fromMinute),
      endsAt: instantOf(first.date, first.untilMinute),
      assignments: together.map(({ volunteerId, travelMinutes, next }) => ({
        volunteerId,
        travelMinutes,
        explanation: { next },
      })),
    };
  });
}
