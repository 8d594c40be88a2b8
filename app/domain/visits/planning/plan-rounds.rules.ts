import { Random } from './random';
import { roundMover } from './round-moves.rules';
import { RoundsState } from './rounds-state.rules';
import { costOf, type Rounds, type RoutingProblem, type RoutingSolution } from './routing.rules';

export interface RoundsBudget {
  /** The same seed and the same number of moves give the same rounds. */
  readonly seed: number;
  /** Which part of the work is done after so many moves, from 0; the search ends at 1. */
  readonly done: (moves: number) => number;
}

/** Moves between two looks at the budget, and between two sums from scratch: many small changes drift. */
const MOVES_PER_LOOK = 1_024;
const MOVES_PER_REFRESH = 64 * MOVES_PER_LOOK;
/** Heat at the beginning and at the end: a rise of the cost that is kept once in e times, in parts of the mean way. */
const HOT = 0.6;
const COLD = 0.006;
/** Entries of a table of −ln of evenly spread parts. */
const LOGS = 8192;

/**
 * Rounds that make every visit with little way and lateness, by simulated annealing; the best that was met.
 * Each visit has a carer and each pair two different ones, otherwise the rounds cannot be begun: null.
 */
export function planRounds(problem: RoutingProblem, { seed, done }: RoundsBudget): RoutingSolution | null {
  const first = firstRounds(problem);
  if (!first) return null;
  const state = new RoundsState(problem);
  state.load(first);
  if (problem.visits.length === 0) return state.solution();

  const random = new Random(seed);
  const move = roundMover(state, random);
  const logs = Float64Array.from({ length: LOGS }, (_, at) => -Math.log((at + 0.5) / LOGS));
  const unit = meanWay(problem);
  let best = state.rounds();
  let least = state.cost();
  for (let moves = 0, part = done(0); part < 1; part = done(moves)) {
    const heat = unit * HOT * (COLD / HOT) ** part;
    if (moves % MOVES_PER_REFRESH === 0) state.refresh();
    for (const end = moves + MOVES_PER_LOOK; moves < end; moves++) {
      const most = heat * (logs[random.bits() & (LOGS - 1)] as number);
      if (move(most) && state.cost() < least - 1e-6) {
        least = state.cost();
        best = state.rounds();
      }
    }
  }
  state.load(best);
  return state.solution();
}

/** The cheapest of several solutions. */
export const cheapest = (solutions: readonly RoutingSolution[]): RoutingSolution | undefined =>
  [...solutions].sort((a, b) => costOf(a) - costOf(b))[0];

/** All visits in the order of their earliest start, each to who has fewest so far; pairs never wait for each other. */
function firstRounds(problem: RoutingProblem): Rounds | null {
  const pairOf = new Map(
    problem.pairs.flatMap((pair) => [[pair.first, pair] as const, [pair.second, pair] as const]),
  );
  const rounds: number[][] = problem.carers.map(() => []);
  const put = (visit: number, not: number | undefined): number | undefined => {
    let whose: number | undefined;
    for (const carer of problem.visits[visit]?.carers ?? []) {
      if (carer === not) continue;
      if (whose === undefined || (rounds[carer]?.length ?? 0) < (rounds[whose]?.length ?? 0)) whose = carer;
    }
    if (whose !== undefined) rounds[whose]?.push(visit);
    return whose;
  };
  const order = problem.visits
    .map(({ earliest }, visit) => ({ visit, earliest }))
    .sort((a, b) => a.earliest - b.earliest || a.visit - b.visit);
  const placed = new Set<number>();
  for (const { visit } of order) {
    if (placed.has(visit)) continue;
    const pair = pairOf.get(visit);
    if (!pair) {
      if (put(visit, undefined) === undefined) return null;
      continue;
    }
    placed.add(pair.first).add(pair.second);
    // Who is the only one for one of the two is left to it.
    const onlyOne = problem.visits[pair.second]?.carers;
    const first = put(pair.first, onlyOne?.length === 1 ? onlyOne[0] : undefined);
    if (first === undefined || put(pair.second, first) === undefined) return null;
  }
  return rounds;
}

/** Mean minutes between two places; 1 where all is at one place. */
function meanWay({ travel }: RoutingProblem): number {
  let sum = 0;
  for (const row of travel) for (const way of row) sum += way;
  return sum / (travel.length * (travel.length - 1)) || 1;
}
