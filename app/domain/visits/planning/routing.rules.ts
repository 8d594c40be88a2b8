/**
 * A day of rounds. Times and ways are minutes, on one axis; places, visits and carers are numbered from 0.
 * Every visit has to be made by one of its carers; only lateness is allowed, at a price.
 */
export interface RoutingProblem {
  /** Minutes on the way, `travel[from][to]`; it need not be symmetric. */
  readonly travel: readonly (readonly number[])[];
  readonly visits: readonly RoutingVisit[];
  readonly carers: readonly RoutingCarer[];
  /** A visit is in one pair at most. */
  readonly pairs: readonly VisitPair[];
}

export interface RoutingVisit {
  readonly place: number;
  /** More than 0. */
  readonly duration: number;
  /** It cannot start before. */
  readonly earliest: number;
  /** A start after it is late by the difference. */
  readonly latest: number;
  /** Who may make the visit; at least one. */
  readonly carers: readonly number[];
}

export interface RoutingCarer {
  /** Where the round begins and ends. */
  readonly place: number;
  /** Leaves not before it. */
  readonly from: number;
}

/**
 * Two visits by two carers. The second starts at least `minGap` and at most `maxGap` after the first, 0 ≤ minGap ≤
 * maxGap; both 0: they start together.
 */
export interface VisitPair {
  readonly first: number;
  readonly second: number;
  readonly minGap: number;
  readonly maxGap: number;
}

/** For each carer the visits in order. */
export type Rounds = readonly (readonly number[])[];

export interface RoutingSolution {
  readonly rounds: Rounds;
  /** Earliest start of each visit in these rounds, minutes. */
  readonly starts: readonly number[];
  /** All ways, the ways home included, minutes. */
  readonly distance: number;
  /** Minutes late, all visits together. */
  readonly lateness: number;
  /** Minutes that the latest visit is late. */
  readonly worstLateness: number;
}

/** What is made as small as possible. */
export const costOf = (solution: RoutingSolution): number =>
  solution.distance + solution.lateness + solution.worstLateness;
