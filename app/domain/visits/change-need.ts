import { lockNeed, updateNeed } from '#db/queries/visit-needs';
import { lockSeries, selectNeedsOfSeries, updateSeries } from '#db/queries/visit-series';
import { type Scope, useCase } from '../audit/use-case';
import { halfProblems } from '../kernel/place';
import type { PlainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { gapProblems, pairOf, placeOf, pointFields, windowProblems } from './need-parts';
import { needConstraints } from './request-visit';
import { needChanged, seriesChanged } from './visit.events';
import { changeForm, type NeedDetails, type VisitWindow, windowsOf } from './visit.forms';

/**
 * Changes a need that is still open; with `following` also the later open ones of its series and all to come. A visit
 * that was promised is moved or taken back instead. Refuses what `requestVisit` refuses of the same fields, and
 * VISIT.NEED_UNKNOWN, .NOT_OPEN, .REPEAT_ONE_DAY.
 */
export const changeNeed = useCase({
  permission: 'visits.request',
  input: changeForm,
  constraints: needConstraints,
  known: ({ now }, { windows = [], durationMinutes = 0, ...form }) => [
    ...windowProblems({ windows: windowsOf(windows), durationMinutes }, now),
    ...gapProblems(form),
    ...halfProblems(form, pointFields),
  ],
  async run(scope, { needId, following, ...form }) {
    const details: NeedDetails = { ...form, windows: windowsOf(form.windows) };
    const need = await lockNeed(scope.tx, needId);
    const { townCode } = scope.actor;
    if (!need || (townCode && need.townCode !== townCode))
      return refuse(refusal('VISIT.NEED_UNKNOWN', { field: 'needId' }));
    if (need.status !== 'open') return refuse(refusal('VISIT.NOT_OPEN', { params: { status: need.status } }));
    const problems = windowProblems(details, scope.now);
    const place = await placeOf(scope, details, need.townCode === details.townCode ? need : undefined);
    if (!place.ok) problems.push(...place.refusals);
    const ofSeries =
      following && need.seriesId && need.seriesOn ? { id: need.seriesId, on: need.seriesOn } : undefined;
    const pair = await pairOf(scope, details, { repeats: ofSeries !== undefined, needId });
    if (!pair.ok) problems.push(...pair.refusals);
    if (ofSeries && details.windows.some((window) => window.date !== ofSeries.on))
      problems.push(refusal('VISIT.REPEAT_ONE_DAY', { field: 'windows' }));
    if (problems.length > 0 || !place.ok || !pair.ok) return refuse(...problems);

    const { afterNeedId: _a, afterMinMinutes: _b, afterMaxMinutes: _c, ...rest } = details;
    await updateNeed(scope.tx, needId, { ...rest, ...place.value, ...pair.value.ofNeed });
    scope.audit(needChanged(needId));
    if (ofSeries) await changeFollowing(scope, { ...rest, ...place.value }, ofSeries, pair.value.ofSeries);
    return accept({ needId });
  },
});

/** The later needs and the series itself; the pair of a later need is with the need of its own day, and stays as it is. */
async function changeFollowing(
  scope: Scope,
  {
    windows,
    ...details
  }: Omit<NeedDetails, 'afterNeedId' | 'latitude' | 'longitude'> & { latitude: number; longitude: number },
  { id: seriesId, on }: { id: string; on: PlainDate },
  pair: { afterSeriesId?: string; afterMinMinutes?: number; afterMaxMinutes?: number },
): Promise<void> {
  const { tx } = scope;
  await lockSeries(tx, seriesId);
  const times = windows.map(({ fromMinute, untilMinute }: VisitWindow) => ({ fromMinute, untilMinute }));
  await updateSeries(tx, seriesId, {
    ...details,
    skill: details.skill ?? null,
    afterSeriesId: pair.afterSeriesId ?? null,
    afterMinMinutes: pair.afterMinMinutes ?? null,
    afterMaxMinutes: pair.afterMaxMinutes ?? null,
    windows: times,
  });
  const firstOn = new Map(
    pair.afterSeriesId
      ? (
          await selectNeedsOfSeries(tx, {
            seriesId: pair.afterSeriesId,
            from: on,
            statuses: ['open', 'planned'],
          })
        ).map((need) => [need.seriesOn, need.id])
      : [],
  );
  const later = await selectNeedsOfSeries(tx, { seriesId, from: on, statuses: ['open'] });
  for (const need of later.filter((one) => one.seriesOn > on)) {
    const afterNeedId = firstOn.get(need.seriesOn);
    await updateNeed(tx, need.id, {
      ...details,
      windows: times.map((time) => ({ date: need.seriesOn, ...time })),
      ...(afterNeedId
        ? { afterNeedId, afterMinMinutes: pair.afterMinMinutes, afterMaxMinutes: pair.afterMaxMinutes }
        : {}),
    });
    scope.audit(needChanged(need.id));
  }
  scope.audit(seriesChanged(seriesId));
}
