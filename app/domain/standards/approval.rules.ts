import { type DateRange, overlaps } from '../kernel/date-range';
import { type Refusal, refusal } from '../kernel/refusals';
import type { StandardRange } from './standard.rules';

/** Something approved for a key and some days. */
interface Keyed extends DateRange {
  readonly key: string;
}

/**
 * What happens to the approved when `next` is approved: an open-ended predecessor ends where `next` begins, anything
 * else that shares a day with it stands in its way, because which of the two counts would be a guess.
 */
export function successionOf<R extends Keyed, N extends Keyed>(
  approved: readonly R[],
  next: N,
): { conflict?: R; predecessor?: R; after: (R | N)[] } {
  const same = approved.filter((range) => range.key === next.key && overlaps(range, next));
  const predecessor = same.find((range) => range.until === null && range.from < next.from);
  const conflict = same.find((range) => range !== predecessor);
  if (conflict) return { conflict, after: [...approved] };
  const kept = approved.map((range) => (range === predecessor ? { ...range, until: next.from } : range));
  return { predecessor, after: [...kept, next] };
}

/** Two amounts on one day. */
export const overlapRefusal = (conflict: StandardRange): Refusal =>
  refusal('STANDARD.OVERLAP', {
    field: 'effectiveFrom',
    params: { from: conflict.from, until: conflict.until ?? '—', source: conflict.source },
  });
