import { overlaps } from '../kernel/date-range';
import { type Refusal, refusal } from '../kernel/refusals';
import type { StandardRange } from './standard.rules';

/**
 * What would be in force once `next` is approved: an open-ended predecessor ends where `next` begins. Any other
 * overlap is STANDARD.OVERLAP, because which of the two counts would be a guess.
 */
export function overlapProblem<R extends StandardRange>(
  approved: readonly R[],
  next: StandardRange,
): { overlap?: Refusal; predecessor?: R; after: StandardRange[] } {
  const same = approved.filter((range) => range.key === next.key && overlaps(range, next));
  const predecessor = same.find((range) => range.until === null && range.from < next.from);
  const other = same.find((range) => range !== predecessor);
  if (other) {
    const params = { from: other.from, until: other.until ?? '—', source: other.source };
    return { overlap: refusal('STANDARD.OVERLAP', { field: 'effectiveFrom', params }), after: [...approved] };
  }
  const kept: StandardRange[] = approved.map((range) =>
    range === predecessor ? { ...range, until: next.from } : range,
  );
  return { predecessor, after: [...kept, next] };
}
