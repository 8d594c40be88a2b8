import { z } from 'zod';
import { insertNeeds } from '#db/queries/visit-needs';
import {
  lockSeries,
  selectNeedsOfSeries,
  selectSeriesToContinue,
  updateSeries,
} from '#db/queries/visit-series';
import { type Scope, useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { daysOfRule, HORIZON_DAYS } from './recurrence';
import { seriesEnded, visitRequested } from './visit.events';
import type { VisitWindow } from './visit.forms';
import { remainingWindow } from './visit.rules';

/** Series that one run looks at; those that wait longest first. */
const MOST = 5_000;

/** Longer than the steps of any rule: a day that comes at all comes within a century. */
const ANY_DAYS = 36_525;

/** Has every series continued whose needs do not reach over the coming weeks. */
export const continueSeries = useCase({
  permission: 'jobs.run',
  input: z.object({ period: z.string() }),
  async run(scope, { period }) {
    const due = await selectSeriesToContinue(scope.tx, addDays(scope.today, HORIZON_DAYS), MOST);
    for (const seriesId of due)
      scope.publish({ job: 'visits.extend-series', key: `${seriesId}/${period}`, payload: { seriesId } });
    return accept({ series: due.length });
  },
});

/**
 * Makes the needs of the coming weeks of one series; of days that have theirs none. One whose rule names no day any more and whose
 * last need is over is ended. Refuses VISIT.SERIES_UNKNOWN.
 */
export const extendSeries = useCase({
  permission: 'jobs.run',
  input: z.object({ seriesId: z.uuid('VISIT.SERIES_UNKNOWN') }),
  async run(scope, { seriesId }) {
    const series = await lockSeries(scope.tx, seriesId);
    if (!series) return refuse(refusal('VISIT.SERIES_UNKNOWN', { field: 'seriesId' }));
    const { length: needs } = await extend(scope, series);
    if (series.status === 'active' && needs === 0 && (await hasRunOut(scope, series))) {
      await updateSeries(scope.tx, seriesId, { status: 'ended', endReason: madeReasons.seriesRunOut });
      scope.audit(seriesEnded(seriesId, { needs: 0 }, madeReasons.seriesRunOut));
    }
    return accept({ needs });
  },
});

/** Whether a rule that has an end is at it, and nothing of the series lies ahead. */
async function hasRunOut({ tx, today }: Scope, series: Series): Promise<boolean> {
  if (!/\b(COUNT|UNTIL)=/.test(series.rrule)) return false;
  const ahead = await selectNeedsOfSeries(tx, {
    seriesId: series.id,
    from: today,
    statuses: ['open', 'planned'],
  });
  return ahead.length === 0 && daysOfRule(series, today, addDays(today, ANY_DAYS)).length === 0;
}

/** Whether all times of a day are over. */
export const timesPast = (times: readonly SeriesTime[], date: PlainDate, now: Date): boolean =>
  times.every((time) => !remainingWindow({ date, ...time }, now));

type SeriesTime = Pick<VisitWindow, 'fromMinute' | 'untilMinute'>;

type Series = NonNullable<Awaited<ReturnType<typeof lockSeries>>>;

/** The same inside a larger change, for the days before `until`; answers the ids of the needs that were made, in the order of their days. */
export async function extend(
  scope: Scope,
  series: Series | undefined,
  until: PlainDate = addDays(scope.today, HORIZON_DAYS),
): Promise<string[]> {
  if (series?.status !== 'active') return [];
  const {
    id,
    rrule,
    leftOut,
    startsOn,
    madeUntil,
    windows,
    afterSeriesId,
    status: _,
    endReason: _end,
    externalKey: _key,
    ...details
  } = series;
  const from = madeUntil > scope.today ? madeUntil : scope.today;
  const days = daysOfRule({ rrule, startsOn, leftOut }, from, until).filter(
    (day) => !timesPast(windows, day, scope.now),
  );
  // The first visits of pairs have to be there before the second ones.
  if (afterSeriesId && days.length > 0) await extend(scope, await lockSeries(scope.tx, afterSeriesId), until);
  const firstOn = new Map(
    afterSeriesId && days.length > 0
      ? (
          await selectNeedsOfSeries(scope.tx, {
            seriesId: afterSeriesId,
            from,
            statuses: ['open', 'planned'],
          })
        ).map((need) => [need.seriesOn, need.id])
      : [],
  );
  const made = await insertNeeds(
    scope.tx,
    days.map((day) => {
      const afterNeedId = firstOn.get(day);
      return {
        ...details,
        seriesId: id,
        seriesOn: day,
        windows: windows.map((window) => ({ date: day, ...window })),
        afterNeedId,
        afterMinMinutes: afterNeedId ? (details.afterMinMinutes ?? undefined) : undefined,
        afterMaxMinutes: afterNeedId ? (details.afterMaxMinutes ?? undefined) : undefined,
      };
    }),
  );
  if (until > madeUntil) await updateSeries(scope.tx, id, { madeUntil: until });
  const { serviceKind, place } = details;
  for (const need of made)
    scope.audit(visitRequested(need.id, { serviceKind, place, imported: false, seriesId: id }));
  return made.sort((a, b) => ((a.seriesOn ?? '') < (b.seriesOn ?? '') ? -1 : 1)).map((need) => need.id);
}
