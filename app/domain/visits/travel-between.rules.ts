import type { Place } from '../kernel/place';
import { travelMinutes } from './planning/travel';

/** Something a volunteer is promised, with the place. */
export interface Promised extends Place {
  readonly visitId: string;
  readonly volunteerId: string;
  readonly name: string;
  readonly place: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Two promises of one volunteer between which the way is longer than the time. */
export interface TooFar<One extends Promised> {
  readonly volunteerId: string;
  readonly name: string;
  readonly first: One;
  readonly second: One;
  /** Minutes on the road between them, and minutes that there are. */
  readonly needed: number;
  readonly there: number;
}

/**
 * Where a volunteer would have to be in two places: from one promise to the next the way takes longer than the time between
 * them. `promised` lies in the order of volunteers and, of each, of time.
 */
export function tooFar<One extends Promised>(promised: readonly One[]): TooFar<One>[] {
  return promised.slice(1).flatMap((second, index) => {
    const first = promised[index] as One;
    if (first.volunteerId !== second.volunteerId) return [];
    const needed = travelMinutes(first, second);
    const there = Math.floor((second.startsAt.getTime() - first.endsAt.getTime()) / 60_000);
    return needed <= there
      ? []
      : [{ volunteerId: first.volunteerId, name: first.name, first, second, needed, there }];
  });
}
