import { needsCompany } from '../volunteers/dispatch.rules';
import { stoppedAlways, stoppedAt } from './planning/explain-week.rules';
import type { PlanNeed, PlanningRule, PlanVolunteer, WeekProblem } from './planning/week.rules';
import { WeekState } from './planning/week-state.rules';

/** Somebody who may step in, and what speaks for them. */
export interface Substitute {
  readonly volunteerId: string;
  /** From home, or from the visit before on that day. */
  readonly travelMinutes: number;
  /** Came to this place, person or household before. */
  readonly knownThere: boolean;
  /** Minutes that are promised already in that week. */
  readonly promisedMinutes: number;
  /** What planning would weigh; less is better. */
  readonly cost: number;
}

export interface SubstituteRanking {
  readonly ranked: readonly Substitute[];
  /** How many volunteers each rule stopped. */
  readonly stoppedBy: Partial<Record<PlanningRule, number>>;
}

/**
 * Who may come to a visit whose time stands, best first, by the rules and the weights of planning. The problem holds that
 * one need, with its time as its only window, and the week around it; `others` are out of question, for they are on it. While no
 * grown volunteer comes, nobody under age can step in: the first who is found has to be grown.
 */
export function rankSubstitutes(
  problem: WeekProblem,
  { start, others, grownComes }: { start: number; others: ReadonlySet<string>; grownComes: boolean },
): SubstituteRanking {
  const state = new WeekState(problem);
  state.begin([]);
  const need = problem.needs[0] as PlanNeed;
  const stoppedBy: Partial<Record<PlanningRule, number>> = {};
  const ranked: Substitute[] = [];
  for (const [at, volunteer] of problem.volunteers.entries()) {
    if (others.has(volunteer.id)) continue;
    const rule =
      stoppedAlways(state, need, volunteer) ??
      stoppedAt(state, 0, at, start) ??
      (!grownComes && needsCompany(volunteer.birthDate, problem.from) ? ('minor' as const) : undefined);
    const gap = rule ? null : state.gapAt(0, start, at);
    if (!gap) {
      if (rule) stoppedBy[rule] = (stoppedBy[rule] ?? 0) + 1;
      continue;
    }
    ranked.push({
      volunteerId: volunteer.id,
      travelMinutes: state.wayInto(gap, 0),
      knownThere: need.cameBefore?.includes(volunteer.id) ?? false,
      promisedMinutes: promisedIn(volunteer),
      cost: Math.round(state.costIn(gap, 0, start)),
    });
  }
  ranked.sort(
    (a, b) =>
      a.cost - b.cost || a.travelMinutes - b.travelMinutes || (a.volunteerId < b.volunteerId ? -1 : 1),
  );
  return { ranked, stoppedBy };
}

const promisedIn = (volunteer: PlanVolunteer): number =>
  volunteer.engagements.reduce((sum, one) => sum + one.untilMinute - one.fromMinute, 0);
