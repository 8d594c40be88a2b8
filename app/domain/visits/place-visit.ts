import { z } from 'zod';
import { selectVolunteerNames } from '#db/queries/visit-assignments';
import { lockPlan, replaceTeam, updatePlan } from '#db/queries/visit-plans';
import { lockVisit, selectVisit, updateVisit } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import { dateOf, type PlainDate } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { needsCompany } from '../volunteers/dispatch.rules';
import { minuteOf } from './plan-facts';
import { asking, type Candidate } from './planning/explain-week.rules';
import type { PlanningRule, PlanTotals } from './planning/week.rules';
import { visitFixed, visitPlaced } from './visit.events';
import { instantOf } from './visit.rules';
import { moveFacts } from './weigh-move';

/**
 * Puts a visit of a plan that waits to be published at another time, with other volunteers, and fixes it there. Refuses
 * PLAN.VISIT_UNKNOWN, .TEAM_SIZE, and for each volunteer whom a rule stops PLAN.STOPPED with their name and the rule.
 */
export const placeVisit = useCase({
  permission: 'visits.plan',
  input: z.object({
    visitId: z.uuid('PLAN.VISIT_UNKNOWN'),
    date: civilDate(),
    from: timeOfDay(),
    volunteerIds: z.array(z.uuid('INPUT.INVALID')).min(1, 'INPUT.MISSING').max(10, 'INPUT.INVALID'),
  }),
  async run(scope, { visitId, date, from, volunteerIds }) {
    const locked = await lockProposal(scope, visitId);
    if (!locked.ok) return locked;
    const facts = await moveFacts(scope, visitId);
    if (!facts) return refuse(refusal('PLAN.VISIT_UNKNOWN', { field: 'visitId' }));
    const { problem, need } = facts;
    const fromMinute = minutesOf(from);
    const team = new Set(volunteerIds);
    if (team.size !== need.volunteersNeeded)
      return refuse(
        refusal('PLAN.TEAM_SIZE', { field: 'volunteerIds', params: { count: need.volunteersNeeded } }),
      );
    const ask = asking(problem, need.id);
    const asked = new Map(ask({ date, fromMinute }).map((one) => [one.volunteerId, one]));
    const candidates = volunteerIds.map((id) => asked.get(id));
    // Who is not asked at all has no time on any of the days.
    const rules = volunteerIds.map((id) => ({
      id,
      rule: asked.has(id) ? asked.get(id)?.rule : ('availability' as const),
    }));
    const stops = rules.flatMap(({ id, rule }) => (rule ? [{ id, rule }] : []));
    const birthDates = problem.volunteers.flatMap((one) => (team.has(one.id) ? [one.birthDate] : []));
    if (stops.length === 0 && birthDates.every((birthDate) => needsCompany(birthDate, date)))
      stops.push(...volunteerIds.map((id) => ({ id, rule: 'minor' as const })));
    if (stops.length > 0) {
      const rows = await selectVolunteerNames(scope.tx, volunteerIds);
      const names = new Map(rows.map(({ id, name }) => [id, name]));
      return refuse(...stops.map(({ id, rule }) => stopped(names.get(id) ?? id, rule)));
    }

    const leaving = new Set(facts.team.map(({ volunteerId }) => volunteerId));
    const left = ask(minuteOf(facts.visit.startsAt)).filter((one) => leaving.has(one.volunteerId));
    const { planId, totals } = locked.value;
    if (totals)
      await updatePlan(scope.tx, planId, { totals: totalsAfter(totals, left, candidates as Candidate[]) });
    const startsAt = instantOf(date, fromMinute);
    const endsAt = instantOf(date, fromMinute + need.durationMinutes);
    await updateVisit(scope.tx, visitId, { startsAt, endsAt, fixed: true });
    const next = nextBest([...asked.values()], team);
    await replaceTeam(
      scope.tx,
      visitId,
      (candidates as Candidate[]).map(({ volunteerId, travelMinutes, cost }) => ({
        volunteerId,
        startsAt,
        endsAt,
        travelMinutes,
        explanation: {
          cost,
          next: next && {
            volunteerId: next.volunteerId,
            travelMinutes: next.travelMinutes,
            extraCost: Math.round(next.cost.total - cost.total),
          },
        },
      })),
    );
    scope.audit(visitPlaced(planId, { visitId, date, from, volunteerIds: [...team] }));
    return accept({ visitId, planId, date });
  },
});

/** Who could come as well and costs least; a plan that is made says the same of its own choices. */
function nextBest(asked: readonly Candidate[], team: ReadonlySet<string>): Candidate | null {
  const free = asked.filter(({ volunteerId, rule }) => !rule && !team.has(volunteerId));
  return free.toSorted((a, b) => a.cost.total - b.cost.total)[0] ?? null;
}

/** What a plan adds up to when some leave a visit and others come to it; each as if the visit were nobody's. */
function totalsAfter(totals: PlanTotals, left: readonly Candidate[], come: readonly Candidate[]): PlanTotals {
  const more = (of: (one: Candidate) => number) =>
    come.reduce((sum, one) => sum + of(one), 0) - left.reduce((sum, one) => sum + of(one), 0);
  return {
    ...totals,
    travelMinutes: totals.travelMinutes + more((one) => one.cost.way),
    waitMinutes: totals.waitMinutes + more((one) => one.cost.wait),
    changedAssignments: totals.changedAssignments + more((one) => Number(one.cost.changed)),
  };
}

/** Fixes a visit of a plan where it is, or lets plans move it again. Refuses PLAN.VISIT_UNKNOWN. */
export const fixVisit = useCase({
  permission: 'visits.plan',
  input: z.object({ visitId: z.uuid('PLAN.VISIT_UNKNOWN'), fixed: z.boolean() }),
  async run(scope, { visitId, fixed }) {
    const locked = await lockProposal(scope, visitId);
    if (!locked.ok) return locked;
    const { planId } = locked.value;
    if (locked.value.fixed !== fixed) {
      await updateVisit(scope.tx, visitId, { fixed });
      scope.audit(visitFixed(planId, { visitId, fixed }));
    }
    return accept({ visitId, planId, date: locked.value.date });
  },
});

/** A visit of a plan that can still be changed; the plan is locked, so that it is not published meanwhile. */
async function lockProposal(
  scope: Scope,
  visitId: string,
): Promise<Result<{ planId: string; fixed: boolean; date: PlainDate; totals: PlanTotals | null }>> {
  const found = await selectVisit(scope.tx, visitId);
  const plan = found && (await lockPlan(scope.tx, found.planId));
  const visit = plan?.status === 'proposed' ? await lockVisit(scope.tx, visitId) : undefined;
  if (visit?.status !== 'proposed') return refuse(refusal('PLAN.VISIT_UNKNOWN', { field: 'visitId' }));
  return accept({
    planId: visit.planId,
    fixed: visit.fixed,
    date: dateOf(visit.startsAt),
    totals: plan?.totals as PlanTotals | null,
  });
}

const stopped = (name: string, rule: PlanningRule) =>
  refusal('PLAN.STOPPED', {
    field: 'volunteerIds',
    params: { name, rule: `@visits_stop_${rule.replaceAll('-', '_')}` },
  });
