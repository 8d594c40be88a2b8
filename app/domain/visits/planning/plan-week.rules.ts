import { Random } from './random';
import type { PlacedNeed, WeekProblem } from './week.rules';
import { type Choice, DAY, WeekState } from './week-state.rules';

export interface WeekBudget {
  /** The same seed and the same number of turns give the same plan. */
  readonly seed: number;
  /** Which part of the work is done after so many turns, from 0; the search ends at 1. */
  readonly done: (turns: number) => number;
  /** Whether to end now, with the best so far; asked often. */
  readonly stopped?: () => boolean;
  /** Whether the plan to begin with is good already: less heat, so that little of it is lost. */
  readonly isGood?: boolean;
}

/** Turns between two looks at the budget. */
const TURNS_PER_LOOK = 8;
/** Heat at the beginning, of a good plan too, and at the end, in minutes: a rise of the cost that is kept once in e times. */
const HOT = 15;
const WARM = 2;
const COLD = 0.3;
/** Visits near each one that may be taken out together. */
const NEIGHBOURS = 40;
/** The most visits taken out in one turn, not counting those that follow them. */
const MOST_TAKEN = 10;
/** The most open visits tried again in one turn. */
const MOST_OPEN = 4;
/** Out of 1024 volunteers so many are overlooked, so that not always the same is cheapest. */
const OVERLOOKED = 15;

/**
 * Plans by taking visits that are near each other out and putting them back where they cost least, over and over,
 * as annealing keeps or undoes it. What is fixed stays, no rule is ever broken; the best plan that was met.
 * `begin`: a plan to improve, taken over as far as the rules allow it.
 */
export function planWeek(
  problem: WeekProblem,
  { seed, done, stopped = () => false, isGood = false }: WeekBudget,
  begin: readonly PlacedNeed[] = [],
): PlacedNeed[] {
  const state = new WeekState(problem);
  state.begin(begin);
  const random = new Random(seed);
  const movable = problem.needs.flatMap((_, need) => (state.movable[need] === 1 ? [need] : []));
  const scarce = scarcity(state);
  const open = new OpenNeeds(state, movable);
  // What the present turn has changed, and what it has yet to put back.
  const undone: { need: number; start: number; team: readonly number[] }[] = [];
  const touched = new Set<number>();
  const pending: number[] = [];

  const scarceFirst = [...movable].sort(
    (a, b) =>
      (scarce[a] as number) - (scarce[b] as number) ||
      (problem.needs[a]?.id ?? '').localeCompare(problem.needs[b]?.id ?? ''),
  );
  for (const need of scarceFirst) {
    if (stopped()) return state.placed();
    insert(need);
  }
  if (movable.length === 0) return state.placed();

  const neighbours = neighbourLists(state, movable);
  const hot = isGood ? WARM : HOT;
  let best = state.placed();
  let least = state.cost;
  for (let turns = 0, part = done(0); part < 1 && !stopped(); part = done(turns)) {
    const heat = hot * (COLD / hot) ** part;
    for (const end = turns + TURNS_PER_LOOK; turns < end; turns++) {
      const before = state.cost;
      turn();
      const most = -Math.log(random.part() + 1e-12) * heat;
      if (state.cost - before > most) undo(before);
      else if (state.cost < least - 1e-6) {
        least = state.cost;
        best = state.placed();
      }
    }
  }
  return best;

  /** Puts a need where it costs least, then what follows it; whatever finds no place stays open. */
  function insert(need: number, overlook = () => false): void {
    if (state.isPlaced(need)) return;
    const choice: Choice | null = state.best(need, overlook);
    if (!choice) return;
    remember(need);
    state.place(need, choice.start, choice.team);
    open.remove(need);
    const next = state.follower[need] as number;
    if (next >= 0 && state.movable[next] === 1) insert(next, overlook);
  }

  function takeOut(need: number): void {
    if (!state.isPlaced(need) || state.movable[need] === 0) return;
    const next = state.follower[need] as number;
    if (next >= 0) takeOut(next);
    remember(need);
    state.take(need);
    open.add(need);
    pending.push(need);
  }

  function remember(need: number): void {
    if (touched.has(need)) return;
    touched.add(need);
    undone.push({ need, start: state.start[need] as number, team: state.teams[need] as number[] });
  }

  function undo(cost: number): void {
    for (const { need } of undone) {
      if (state.isPlaced(need)) state.take(need);
    }
    for (const { need, start, team } of undone) {
      if (start < 0) open.add(need);
      else {
        state.place(need, start, team);
        open.remove(need);
      }
    }
    // Sums of many small changes drift.
    state.cost = cost;
  }

  function turn(): void {
    undone.length = 0;
    touched.clear();
    pending.length = 0;
    const fromOpen = open.count > 0 && random.below(4) === 0;
    const seedNeed = fromOpen ? open.pick(random) : (movable[random.below(movable.length)] as number);
    const size = 1 + random.below(MOST_TAKEN);
    const sameDay = random.below(2) === 0;
    const inARow = random.below(3) === 0;
    const day = dayOf(seedNeed);
    takeOut(seedNeed);
    const list = neighbours.get(seedNeed) as Int32Array;
    for (let at = 0; at < list.length && pending.length < size; at++) {
      const near = list[at] as number;
      if (!state.isPlaced(near) || random.below(4) === 0) continue;
      if (sameDay && day >= 0 && dayOf(near) !== day) continue;
      if (inARow) takeRow(near);
      else takeOut(near);
    }
    for (let more = Math.min(MOST_OPEN, open.count); more > 0; more--) {
      const one = open.pick(random);
      if (!pending.includes(one)) pending.push(one);
    }
    if (fromOpen && !pending.includes(seedNeed)) pending.push(seedNeed);
    order(fromOpen ? seedNeed : -1);
    const overlook = () => (random.bits() & 1023) < OVERLOOKED;
    for (const need of pending) insert(need, overlook);
  }

  /** A visit and those before and behind it in the round of its first volunteer. */
  function takeRow(need: number): void {
    const [volunteer = 0] = state.teams[need] as number[];
    const round = state.rounds[volunteer * state.days + dayOf(need)] as number[];
    const at = round.indexOf(need);
    for (const stop of round.slice(Math.max(0, at - 1), at + 2)) {
      if (stop < problem.needs.length) takeOut(stop);
    }
  }

  function dayOf(need: number): number {
    const start = state.start[need] as number;
    return start < 0 ? -1 : Math.floor(start / DAY);
  }

  function order(first: number): void {
    const byScarcity = random.below(2) === 0;
    for (let left = pending.length; left > 1; left--) {
      const pick = random.below(left);
      const one = pending[pick] as number;
      pending[pick] = pending[left - 1] as number;
      pending[left - 1] = one;
    }
    if (byScarcity) pending.sort((a, b) => (scarce[a] as number) - (scarce[b] as number));
    const at = pending.indexOf(first);
    if (at > 0) {
      pending.splice(at, 1);
      pending.unshift(first);
    }
  }
}

/** Needs that are not placed, to be drawn from. */
class OpenNeeds {
  private readonly list: number[] = [];
  private readonly at: Int32Array;

  constructor(state: WeekState, movable: readonly number[]) {
    this.at = new Int32Array(state.needs.length).fill(-1);
    for (const need of movable) {
      if (!state.isPlaced(need) && (state.suited[need] as Int32Array).length > 0) this.add(need);
    }
  }

  get count(): number {
    return this.list.length;
  }

  pick(random: Random): number {
    return this.list[random.below(this.list.length)] as number;
  }

  add(need: number): void {
    if ((this.at[need] as number) >= 0) return;
    this.at[need] = this.list.length;
    this.list.push(need);
  }

  remove(need: number): void {
    const at = this.at[need] as number;
    if (at < 0) return;
    const last = this.list.pop() as number;
    this.at[need] = -1;
    if (last === need) return;
    this.list[at] = last;
    this.at[last] = at;
  }
}

/** The smaller, the sooner a need is placed: by its priority, then by how few volunteers and hours there are for it. */
function scarcity(state: WeekState): Float64Array {
  return Float64Array.from(state.needs, (need, at) => {
    const starts = (state.windows[at] ?? []).reduce((sum, { lo, hi }) => sum + Math.max(0, hi - lo) + 15, 0);
    const chances = ((state.suited[at] as Int32Array).length / need.volunteersNeeded) * starts;
    const urgency = need.leftOutCost === undefined ? (need.priority ?? 2) : 4;
    return urgency * 1e9 + Math.min(chances, 1e9 - 1);
  });
}

/** For each need the others that are nearest to it. */
function neighbourLists(state: WeekState, movable: readonly number[]): Map<number, Int32Array> {
  const wanted = Math.min(NEIGHBOURS, movable.length - 1);
  return new Map(
    movable.map((need) => {
      const ways = movable.map((other) => ({ other, way: other === need ? -1 : state.between(need, other) }));
      ways.sort((a, b) => a.way - b.way || a.other - b.other);
      return [need, Int32Array.from(ways.slice(1, wanted + 1), ({ other }) => other)];
    }),
  );
}
