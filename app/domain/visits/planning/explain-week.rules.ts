import { daysBetween, type PlainDate } from '../../kernel/plain-date';
import { travelMinutes } from './travel';
import type {
  AssignmentCost,
  PlacedNeed,
  PlanNeed,
  PlannedAssignment,
  PlanningRule,
  PlanTotals,
  PlanVolunteer,
  UnmetNeed,
  VisitPlan,
  WeekProblem,
} from './week.rules';
import { planningRules } from './week.rules';
import { DAY, type Gap, mayServe, startsOf, WeekState } from './week-state.rules';

/**
 * Says of a plan what each assignment costs and who would have been next, of each open need which rule stopped whom,
 * and what all of it adds up to. What a draft had proposed before is no cost of it.
 */
export function explainWeek(asked: WeekProblem, placed: readonly PlacedNeed[]): VisitPlan {
  const problem = { ...asked, needs: asked.needs.map(({ drafted: _, ...need }) => need) };
  const state = new WeekState(problem);
  state.begin(placed);
  const sums = totals(state);
  const unmet = problem.needs.flatMap((need, at) => (state.isPlaced(at) ? [] : [whyUnmet(state, need, at)]));
  const assignments = problem.needs.flatMap((_, at) => (state.isPlaced(at) ? explain(state, at) : []));
  return { assignments, unmet, totals: sums };
}

function totals(state: WeekState): PlanTotals {
  let visits = 0;
  let lateMinutes = 0;
  let changedAssignments = 0;
  let changedTimes = 0;
  state.needs.forEach((_, at) => {
    if (!state.isPlaced(at)) return;
    visits++;
    const start = state.start[at] as number;
    const team = state.teams[at] as number[];
    lateMinutes += state.lateOf(at, start);
    changedAssignments += team.filter((volunteer) => state.isChanged(at, volunteer)).length;
    const promised = state.promisedStart(at);
    if (promised !== null && promised !== start) changedTimes++;
  });
  const { travelMinutes, waitMinutes } = state.sums();
  return {
    visits,
    unmet: state.needs.length - visits,
    travelMinutes,
    waitMinutes,
    lateMinutes,
    changedAssignments,
    changedTimes,
    cost: Math.round(state.cost),
  };
}

/** The assignments of one visit; it is taken out for a moment, so that everybody is asked as if it were not there. */
function explain(state: WeekState, need: number): PlannedAssignment[] {
  const start = state.start[need] as number;
  const team = [...(state.teams[need] as number[])];
  const { durationMinutes, id, place } = state.needs[need] as PlanNeed;
  const day = Math.floor(start / DAY);
  const ways = team.map((volunteer) =>
    state.wayTo(volunteer, day, (state.rounds[volunteer * state.days + day] as number[]).indexOf(need)),
  );
  // Out without its follower: whoever is next would come at the same time.
  state.take(need);
  const costs = team.map((volunteer) => costOf(state, state.gapAt(need, start, volunteer), need, start));
  let next: { gap: Gap; cost: AssignmentCost } | null = null;
  for (const volunteer of state.suited[need] as Int32Array) {
    if (team.includes(volunteer)) continue;
    const gap = state.gapAt(need, start, volunteer);
    if (!gap || (team.length === 1 && !state.hasCompany([volunteer], day))) continue;
    const cost = costOf(state, gap, need, start);
    if (!next || cost.total < next.cost.total) next = { gap, cost };
  }
  const travel = next ? state.wayInto(next.gap, need) : 0;
  state.place(need, start, team);
  return team.map((volunteer, at) => ({
    needId: id,
    volunteerId: (state.volunteers[volunteer] as PlanVolunteer).id,
    date: state.dateOf(day),
    fromMinute: start % DAY,
    untilMinute: (start % DAY) + durationMinutes,
    place,
    travelMinutes: ways[at] as number,
    cost: costs[at] as AssignmentCost,
    next: next
      ? {
          volunteerId: (state.volunteers[next.gap.volunteer] as PlanVolunteer).id,
          travelMinutes: travel,
          extraCost: Math.round(next.cost.total - (costs[at] as AssignmentCost).total),
        }
      : null,
  }));
}

const NOTHING: AssignmentCost = { way: 0, wait: 0, late: 0, stranger: false, changed: false, total: 0 };

/** What fixed by hand breaks a rule has no gap, and no cost that would mean anything. */
function costOf(state: WeekState, gap: Gap | null, need: number, start: number): AssignmentCost {
  if (!gap) return NOTHING;
  return {
    ...state.detourIn(gap, need, start),
    late: state.lateOf(need, start),
    stranger: state.isStranger(need, gap.volunteer),
    changed: state.isChanged(need, gap.volunteer),
    total: Math.round(state.costIn(gap, need, start)),
  };
}

/** For each volunteer the rule that stopped them at the hour where they came furthest; counted by rule. */
function whyUnmet(state: WeekState, need: PlanNeed, at: number): UnmetNeed {
  const stoppedBy: Partial<Record<PlanningRule, number>> = {};
  let free = 0;
  const hours = hoursOf(state, at);
  for (const [volunteer, one] of state.volunteers.entries()) {
    const rule = stoppedAlways(state, need, one) ?? furthest(state, at, volunteer, hours);
    if (rule) stoppedBy[rule] = (stoppedBy[rule] ?? 0) + 1;
    else free++;
  }
  return { needId: need.id, stoppedBy, free };
}

export function stoppedAlways(
  { problem }: Pick<WeekState, 'problem'>,
  need: PlanNeed,
  volunteer: PlanVolunteer,
): PlanningRule | undefined {
  if (!volunteer.serviceKinds.includes(need.serviceKind)) return 'service-kind';
  if (!mayServe(need, volunteer)) return 'skill';
  if (need.excluded?.includes(volunteer.id)) return 'excluded';
  if (travelMinutes(volunteer.home, need.place) > problem.settings.radiusMinutes) return 'radius';
  return undefined;
}

/** Every start on the grid within the windows, or within what was asked for before the other of a pair left less of it. */
function hoursOf({ problem }: WeekState, at: number, within: 'windows' | 'asked' = 'windows'): number[] {
  const grid = problem.settings.gridMinutes;
  const starts = new Set<number>();
  const need = problem.needs[at] as PlanNeed;
  for (const { lo, hi } of startsOf(problem, need, need[within] ?? need.windows)) {
    for (let start = Math.ceil(lo / grid) * grid; start <= hi; start += grid) starts.add(start);
  }
  return [...starts];
}

function furthest(
  state: WeekState,
  need: number,
  volunteer: number,
  hours: readonly number[],
): PlanningRule | undefined {
  if (hours.length === 0) return hoursOf(state, need, 'asked').length > 0 ? 'order' : 'no-start';
  let found: PlanningRule = 'no-start';
  for (const start of hours) {
    const rule = stoppedAt(state, need, volunteer, start);
    // Free at some hour, but too few others were: nothing stopped this volunteer.
    if (!rule) return undefined;
    if (planningRules.indexOf(rule) > planningRules.indexOf(found)) found = rule;
  }
  return found;
}

/** The rule that stops a volunteer whom none stops for good at one start. */
export function stoppedAt(
  state: WeekState,
  need: number,
  volunteer: number,
  start: number,
): PlanningRule | undefined {
  const day = Math.floor(start / DAY);
  const minutes = (state.needs[need] as PlanNeed).durationMinutes;
  const bounds = state.bounds(need);
  if (!bounds || start < bounds.lo || start > bounds.hi) return 'order';
  const bar = state.barOn(need, volunteer, day);
  if (bar) return bar;
  if (!state.slotsOn(volunteer, day).some(({ from, until }) => from <= start && start + minutes <= until))
    return 'availability';
  const limit = state.limitOn(need, volunteer, day);
  if (limit) return limit;
  if (!state.isFree(need, start, volunteer, day)) return 'elsewhere';
  return state.gapAt(need, start, volunteer) ? undefined : 'rest';
}

/** A volunteer asked whether they could make a visit at a time: the rule that stops them, or what they cost. */
export interface Candidate {
  readonly volunteerId: string;
  readonly rule: PlanningRule | null;
  /** From home, or from the visit before on that day. */
  readonly travelMinutes: number;
  readonly cost: AssignmentCost;
}

/**
 * Asks everybody about a need, at as many times as one likes (minutes after midnight of a day): who could come, cheapest first,
 * then those whom a rule stops.
 */
export function asking(
  problem: WeekProblem,
  needId: string,
): (at: { date: PlainDate; fromMinute: number }) => Candidate[] {
  const state = new WeekState(problem);
  const at = problem.needs.findIndex((need) => need.id === needId);
  const need = problem.needs[at] as PlanNeed;
  const hours = new Set(hoursOf(state, at));
  const asked = new Set(hoursOf(state, at, 'asked'));
  const always = problem.volunteers.map((one) => stoppedAlways(state, need, one));
  return ({ date, fromMinute }) => {
    const start = daysBetween(problem.from, date) * DAY + fromMinute;
    const outside = hours.has(start) ? undefined : asked.has(start) ? 'order' : 'no-start';
    return problem.volunteers
      .map((one, volunteer): Candidate => {
        const rule = always[volunteer] ?? outside ?? stoppedAt(state, at, volunteer, start);
        const gap = rule ? null : state.gapAt(at, start, volunteer);
        return {
          volunteerId: one.id,
          rule: rule ?? null,
          travelMinutes: gap ? state.wayInto(gap, at) : 0,
          cost: costOf(state, gap, at, start),
        };
      })
      .sort((a, b) => Number(a.rule !== null) - Number(b.rule !== null) || a.cost.total - b.cost.total);
  };
}
