import { z } from 'zod';
import {
  insertProposals,
  lockPlan,
  type NewVisit,
  noteProgress,
  selectPlan,
  updatePlan,
} from '#db/queries/visit-plans';
import { read, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { groupedBy } from '../kernel/grouped';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findPlanFacts, type PlanFacts } from './plan-facts';
import { explainWeek } from './planning/explain-week.rules';
import { planWeek } from './planning/plan-week.rules';
import { type PlannedAssignment, planBefore, type VisitPlan, type WeekProblem } from './planning/week.rules';
import { planMade } from './visit.events';
import { instantOf } from './visit.rules';

/** Turns of the search for each need. */
const TURNS_PER_NEED = 100;

/**
 * Makes a requested plan: proposes a time and volunteers for every open need of its days that can be met, and says of
 * the others which rules stopped whom. Nothing is promised to anybody yet, and nothing is locked while it is thought
 * about. A plan that was made before stays as it is. Refuses PLAN.UNKNOWN.
 */
export async function makePlan(
  actor: Actor,
  input: { planId: string },
  solve: (problem: WeekProblem) => Solved | Promise<Solved> = solveHere,
): Promise<Result<{ visits: number; unmet: number }>> {
  const facts = await findPlanFacts(actor, input);
  return proposeVisits(actor, { ...input, found: facts && { ...facts, ...(await solve(facts.problem)) } });
}

/** What the search found; `outOfTime` when it was ended because it took too long. */
interface Solved {
  readonly plan: VisitPlan;
  readonly outOfTime?: boolean;
}

function solveHere(problem: WeekProblem): Solved {
  const turns = TURNS_PER_NEED * problem.needs.length;
  const begin = planBefore(problem);
  const budget = { seed: 1, done: (made: number) => made / turns, isGood: begin.length > 0 };
  return { plan: explainWeek(problem, planWeek(problem, budget, begin)) };
}

/** Writes what was found. Without a plan there was nothing to be found any more. */
const proposeVisits = useCase({
  permission: 'visits.plan',
  input: z.object({
    planId: z.uuid('PLAN.UNKNOWN'),
    found: z.custom<(PlanFacts & Solved) | undefined>(),
  }),
  async run(scope, { planId, found }) {
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'requested' || !found) return accept({ visits: 0, unmet: 0 });
    const { totals } = found.plan;
    // A promised visit that the plan does not make is taken back when it is published.
    const unmet = found.plan.unmet.map((one) => ({ ...one, visitId: found.replaces.get(one.needId) }));
    const proposals = visitsOf(found);
    await insertProposals(scope.tx, planId, proposals);
    await updatePlan(scope.tx, planId, {
      status: 'proposed',
      unmet,
      totals,
      progress: 100,
      madeAt: scope.now,
      outOfTime: found.outOfTime === true,
    });
    scope.audit(planMade(planId, { visits: proposals.length, unmet: unmet.length }));
    return accept({ visits: proposals.length, unmet: unmet.length });
  },
});

/**
 * Notes how far a plan that is being made has come, 0 to 1, for those who wait; answers whether somebody asked to stop.
 * A figure of the moment, not a change: no trail is kept of it.
 */
export const watchPlan = read(
  'visits.plan',
  async ({ tx }, { planId, part }: { planId: string; part: number }): Promise<boolean> => {
    await noteProgress(tx, planId, Math.min(99, Math.floor(part * 100)));
    const plan = await selectPlan(tx, planId);
    return plan?.stopRequestedAt !== null;
  },
);

/** Assignments of the same need are one visit. */
function visitsOf({ plan, problem, replaces }: PlanFacts & { readonly plan: VisitPlan }): NewVisit[] {
  const fixed = new Set(problem.needs.flatMap((need) => (need.fixed ? [need.id] : [])));
  const byNeed = groupedBy(plan.assignments, (assignment) => assignment.needId);
  return [...byNeed].map(([needId, together]) => {
    const first = together[0] as PlannedAssignment;
    return {
      needId,
      startsAt: instantOf(first.date, first.fromMinute),
      endsAt: instantOf(first.date, first.untilMinute),
      fixed: fixed.has(needId),
      replacesId: replaces.get(needId) ?? null,
      assignments: together.map(({ volunteerId, travelMinutes, cost, next }) => ({
        volunteerId,
        travelMinutes,
        explanation: { cost, next },
      })),
    };
  });
}
