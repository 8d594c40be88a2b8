import { areaParts, dayParts, joined, type WeekPart } from './split-week.rules';
import type { PlacedNeed, WeekProblem } from './week.rules';
import { WeekState } from './week-state.rules';

/** How much is to be done for a part. */
export interface PartWork {
  readonly seed: number;
  /** Which part of all the work this is, 0 to 1. */
  readonly share: number;
  /** A plan that is good already is not heated as much. */
  readonly isFirst: boolean;
}

/** Plans one part, on another thread or here. */
export type SolvePart = (part: WeekPart, work: PartWork) => Promise<PlacedNeed[]>;

/** A week with more needs than this is planned in parts. */
const MOST_IN_PART = 1_000;

/** Shares of the work: areas, the same with seams elsewhere, days. */
const AREAS = 0.6;
const OTHER_AREAS = 0.2;
const DAYS = 0.2;

/**
 * Plans a week. A large one by area; then, to improve it across the seams, by areas with other seams; then by day with
 * all volunteers. Parts of a step do not touch each other, so they may be planned at the same time, and the plan does
 * not hang on which ends first.
 */
export async function planInParts(
  problem: WeekProblem,
  seed: number,
  solve: SolvePart,
  begin: readonly PlacedNeed[] = [],
  mostInPart = MOST_IN_PART,
): Promise<PlacedNeed[]> {
  const isFirst = begin.length === 0;
  if (problem.needs.length <= mostInPart) return solve({ problem, begin }, { seed, share: 1, isFirst });
  // What is fixed or taken over is known to every part from the beginning.
  const state = new WeekState(problem);
  state.begin(begin);
  let placed = state.placed();
  const step = async (parts: readonly WeekPart[], share: number, first: boolean, offset: number) => {
    const needs = parts.reduce((sum, part) => sum + part.problem.needs.length, 0);
    const results = await Promise.all(
      parts.map((part, at) =>
        solve(part, {
          seed: seed + offset + at,
          share: (share * part.problem.needs.length) / needs,
          isFirst: first,
        }),
      ),
    );
    placed = joined(placed, parts, results);
  };
  await step(areaParts(problem, placed, { most: mostInPart, cut: 0.5 }), AREAS, isFirst, 0);
  await step(areaParts(problem, placed, { most: mostInPart, cut: 0.38 }), OTHER_AREAS, false, 1_000);
  await step(dayParts(problem, placed, 0), DAYS, false, 2_000);
  return placed;
}
