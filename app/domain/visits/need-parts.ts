import { lockNeed, selectFollower } from '#db/queries/visit-needs';
import type { Scope } from '../audit/use-case';
import { type Place, pointProblems } from '../kernel/place';
import { dateOf } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import type { NeedDetails } from './visit.forms';
import { remainingWindow } from './visit.rules';

/** Why the windows of a need cannot be kept. */
export function windowProblems(
  { windows, durationMinutes }: Pick<NeedDetails, 'windows' | 'durationMinutes'>,
  now: Date,
): Refusal[] {
  const today = dateOf(now);
  const problems = windows.flatMap(({ date, fromMinute, untilMinute }, index) => {
    const field = `windows.${index}`;
    if (date < today) return [refusal('VISIT.WINDOW_PAST', { field: `${field}.date`, params: { date } })];
    if (untilMinute - fromMinute < durationMinutes) {
      return [
        refusal('VISIT.WINDOW_SHORT', { field: `${field}.until`, params: { minutes: durationMinutes } }),
      ];
    }
    return remainingWindow({ date, fromMinute, untilMinute }, now)
      ? []
      : [refusal('VISIT.WINDOW_OVER', { field: `${field}.until` })];
  });
  const starts = new Set(windows.map(({ date, fromMinute }) => `${date} ${fromMinute}`));
  return starts.size < windows.length
    ? [...problems, refusal('VISIT.WINDOW_TWICE', { field: 'windows' })]
    : problems;
}

/** Where a need is asked for its point. */
export const pointFields = { latitude: 'latitude', longitude: 'longitude' } as const;

/**
 * Where a visit is: the point that was given, or else `kept`, where it was, or that of its town.
 * Refuses VISIT.TOWN_UNKNOWN, .TOWN_NOT_YOURS, .PLACE_UNKNOWN, PLACE.HALF, .FAR.
 */
export async function placeOf(
  scope: Scope,
  { townCode, ...given }: Pick<NeedDetails, 'townCode' | 'latitude' | 'longitude'>,
  kept?: Place,
): Promise<Result<Place>> {
  const town = (await listTowns.within(scope, {})).find((one) => one.code === townCode);
  if (!town) return refuse(refusal('VISIT.TOWN_UNKNOWN', { field: 'townCode' }));
  if (scope.actor.townCode && scope.actor.townCode !== town.code)
    return refuse(refusal('VISIT.TOWN_NOT_YOURS', { field: 'townCode' }));
  const problems = pointProblems(given, town, pointFields);
  if (problems.length > 0) return refuse(...problems);
  const latitude = given.latitude ?? kept?.latitude ?? town.latitude;
  const longitude = given.longitude ?? kept?.longitude ?? town.longitude;
  return latitude == null || longitude == null
    ? refuse(refusal('VISIT.PLACE_UNKNOWN', { field: 'latitude' }))
    : accept({ latitude, longitude });
}

interface Pair {
  readonly ofNeed: { afterNeedId?: string; afterMinMinutes?: number; afterMaxMinutes?: number };
  readonly ofSeries: { afterSeriesId?: string; afterMinMinutes?: number; afterMaxMinutes?: number };
}

/** Why the time between the two visits of a pair cannot be kept. */
export function gapProblems({
  afterNeedId,
  afterMinMinutes,
  afterMaxMinutes,
}: Partial<Pick<NeedDetails, 'afterNeedId' | 'afterMinMinutes' | 'afterMaxMinutes'>>): Refusal[] {
  if (!afterNeedId) {
    // What was typed is not passed over in silence.
    return (afterMinMinutes ?? afterMaxMinutes) === undefined
      ? []
      : [refusal('VISIT.AFTER_MISSING', { field: 'afterNeedId' })];
  }
  if (afterMinMinutes === undefined || afterMaxMinutes === undefined)
    return [refusal('VISIT.AFTER_GAP_MISSING', { field: 'afterMaxMinutes' })];
  return afterMinMinutes > afterMaxMinutes
    ? [refusal('VISIT.AFTER_RANGE', { field: 'afterMaxMinutes' })]
    : [];
}

/**
 * The visit that a need follows. A pair is of two: the first follows nothing, and the second has nothing after it.
 * Of a need that repeats, the first must be one of a series too. `needId`: of the need that is changed.
 * Refuses VISIT.AFTER_MISSING, .AFTER_UNKNOWN, .AFTER_GAP_MISSING, .AFTER_RANGE, .AFTER_CHAIN, .AFTER_TAKEN, .AFTER_NO_SERIES.
 */
export async function pairOf(
  scope: Scope,
  details: NeedDetails,
  { repeats, needId }: { repeats: boolean; needId?: string },
): Promise<Result<Pair>> {
  const { afterNeedId, afterMinMinutes, afterMaxMinutes } = details;
  const problems = gapProblems(details);
  if (!afterNeedId) return problems.length > 0 ? refuse(...problems) : accept({ ofNeed: {}, ofSeries: {} });
  const first = await lockNeed(scope.tx, afterNeedId);
  const { townCode } = scope.actor;
  const unknown = !first || first.id === needId || (townCode && first.townCode !== townCode);
  if (unknown || first.status === 'cancelled' || first.status === 'done')
    return refuse(...problems, refusal('VISIT.AFTER_UNKNOWN', { field: 'afterNeedId' }));
  if (first.afterNeedId || (needId && (await selectFollower(scope.tx, needId))))
    problems.push(refusal('VISIT.AFTER_CHAIN', { field: 'afterNeedId' }));
  const follower = await selectFollower(scope.tx, afterNeedId);
  if (follower && follower.id !== needId)
    problems.push(refusal('VISIT.AFTER_TAKEN', { field: 'afterNeedId' }));
  if (repeats && !first.seriesId) problems.push(refusal('VISIT.AFTER_NO_SERIES', { field: 'afterNeedId' }));
  if (problems.length > 0) return refuse(...problems);
  const gap = { afterMinMinutes, afterMaxMinutes };
  return accept({
    ofNeed: { afterNeedId, ...gap },
    ofSeries: first.seriesId ? { afterSeriesId: first.seriesId, ...gap } : {},
  });
}
