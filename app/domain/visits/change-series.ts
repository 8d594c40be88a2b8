import { z } from 'zod';
import { retimeNeeds } from '#db/queries/visit-needs';
import {
  lockNeedsOfSeries,
  lockSeries,
  pairWithFirsts,
  selectDaysOfSeries,
  selectSeries,
  updateSeries,
} from '#db/queries/visit-series';
import { formRefusals, type ReadScope, read, readableParts, useCase, withFurther } from '../audit/use-case';
import { minutesOf } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { digestOf } from '../kernel/secret';
import { cancelAll, reasonForm } from './cancel-need';
import { extend, timesPast } from './extend-series';
import { windowProblems } from './need-parts';
import { daysOfRule, HORIZON_DAYS } from './recurrence';
import { saysSomething } from './recurrence-fields.rules';
import { firstDays, type Repetition, readRepetition } from './repetition';
import { outcomeOf, type SeriesDay } from './series-change.rules';
import { needChanged, seriesRuleChanged } from './visit.events';
import { seriesChangeForm } from './visit.forms';

/** A change begins at most so many days ahead: until then the series is made as it was. */
const LATEST_DAYS = 92;

/** What is asked for, as far as it could be read. */
type Asked = Partial<z.output<typeof seriesChangeForm>>;
type Series = NonNullable<Awaited<ReturnType<typeof selectSeries>>>;
type DayRow = Awaited<ReturnType<typeof selectDaysOfSeries>>[number];

/** What a change of a series would do. */
export type SeriesChange = Extract<Awaited<ReturnType<typeof consider>>, { ok: true }>['value'];

const unknown = () => refusal('VISIT.SERIES_UNKNOWN', { field: 'seriesId' });

/** What a change of how a series comes back would do, without doing it. Refuses what `changeSeries` refuses but for the reason. */
export const foreseeSeriesChange = read(
  'visits.request',
  async (scope, asked: z.input<typeof seriesChangeForm>): Promise<Result<SeriesChange>> => {
    const form = seriesChangeForm.safeParse(asked, { reportInput: true });
    if (!form.success) {
      const parts = readableParts(seriesChangeForm, asked) as Partial<z.output<typeof seriesChangeForm>>;
      const series = parts.seriesId ? await selectSeries(scope.tx, parts.seriesId) : undefined;
      const found = series && (await consider(scope, series, parts));
      const further = found && !found.ok ? found.refusals : [];
      // What cannot be read may be the change.
      const known = further.filter(({ code }) => code !== 'VISIT.SERIES_UNCHANGED');
      return refuse(...withFurther(formRefusals(form.error), known));
    }
    const series = await selectSeries(scope.tx, form.data.seriesId);
    return series ? consider(scope, series, form.data) : refuse(unknown());
  },
);

/**
 * Changes how a series comes back from a day on: rule, last day, days left out, times of day, length. What lies before that
 * day stays. Of the days from it on, those that the rule does not name any more are taken back with their visits unless
 * somebody is there, new ones are made, and open ones get the new times; a promised visit of a day that stays keeps its time.
 * `seen` says which outcome was looked at (`foreseeSeriesChange`): nothing else is done.
 * Refuses VISIT.SERIES_UNKNOWN, .SERIES_ENDED, .SERIES_UNCHANGED, .CHANGE_FROM_MISSING, .CHANGE_PAST, .CHANGE_FAR, .CHANGE_UNSEEN,
 * .CHANGE_NOT_AS_SEEN, .REASON_MISSING, .WINDOW_SHORT, .WINDOW_TWICE, .BEGUN, and what `readRepetition` refuses.
 */
export const changeSeries = useCase({
  permission: 'visits.request',
  input: seriesChangeForm.extend({
    reason: reasonForm,
    seen: z.string({ error: 'VISIT.CHANGE_UNSEEN' }).min(1, 'VISIT.CHANGE_UNSEEN').max(64),
  }),
  async known(scope, form) {
    const series = form.seriesId ? await selectSeries(scope.tx, form.seriesId) : undefined;
    const found = series && (await consider(scope, series, form));
    return !found || found.ok ? [] : found.refusals;
  },
  async run(scope, { seen, reason, ...asked }) {
    const { tx } = scope;
    const { seriesId, from } = asked;
    const series = await lockSeries(tx, seriesId);
    if (!series) return refuse(unknown());
    await lockNeedsOfSeries(tx, seriesId, from);
    const found = await consider(scope, series, asked);
    if (!found.ok) return found;
    const { rule, fallsAway, retimed, seen: now } = found.value;
    if (now !== seen) return refuse(refusal('VISIT.CHANGE_NOT_AS_SEEN'));

    // Until the day of the change it goes on as it was.
    await extend(scope, series, from);
    const gone = await cancelAll(
      scope,
      fallsAway.map(({ id }) => id),
      reason,
      { fellAway: true },
    );
    if (!gone) return refuse(refusal('VISIT.BEGUN'));
    await retimeNeeds(tx, retimed, rule);
    for (const { id } of retimed) scope.audit(needChanged(id));
    await updateSeries(tx, seriesId, { ...rule, madeUntil: from });
    const made = await extend(scope, { ...series, ...rule, madeUntil: from }, reachOf(scope, series, from));
    for (const id of await pairWithFirsts(tx, seriesId, found.value.made)) scope.audit(needChanged(id));
    scope.audit(
      seriesRuleChanged(
        seriesId,
        {
          from,
          before: ruleOf(series),
          after: rule,
          fellAway: fallsAway.length,
          made: made.length,
          retimed: retimed.length,
        },
        reason,
      ),
    );
    return accept({ seriesId, fellAway: fallsAway.length, made: made.length, retimed: retimed.length });
  },
});

const ruleOf = ({ rrule, startsOn, leftOut, windows, durationMinutes }: Series) => ({
  rrule,
  startsOn,
  leftOut,
  windows,
  durationMinutes,
});

/** Days before this one are made by a change: those of the coming weeks, and what was made further off before. */
function reachOf({ today }: ReadScope, { madeUntil }: Series, from: PlainDate): PlainDate {
  const horizon = addDays(today, HORIZON_DAYS);
  return [horizon, madeUntil, from].reduce((latest, day) => (day > latest ? day : latest));
}

async function consider(scope: ReadScope, series: Series, asked: Asked) {
  const { townCode } = scope.actor;
  if (townCode && series.townCode !== townCode) return refuse(unknown());
  if (series.status === 'ended') return refuse(refusal('VISIT.SERIES_ENDED'));
  const { from } = asked;
  const windows =
    asked.windows?.map((time) => ({
      fromMinute: minutesOf(time.from),
      untilMinute: minutesOf(time.until),
    })) ?? series.windows;
  const durationMinutes = asked.durationMinutes ?? series.durationMinutes;
  // Of no day in particular: whether today's are over is no matter of the series.
  const dated = windows.map((window) => ({ date: addDays(scope.today, 1), ...window }));
  const problems = [
    ...fromProblems(scope, from),
    ...windowProblems({ windows: dated, durationMinutes }, scope.now),
  ];
  const repetition = repetitionOf(series, asked);
  if (!repetition.ok) problems.push(...repetition.refusals);
  if (problems.length > 0 || !repetition.ok || !from) return refuse(...problems);

  const rule = {
    ...repetition.value,
    windows: windows.toSorted((a, b) => a.fromMinute - b.fromMinute),
    durationMinutes,
  };
  const before = ruleOf(series);
  const inOrder = (one: typeof before) => sameOrder(one, from);
  if (JSON.stringify(inOrder(rule)) === JSON.stringify(inOrder(before)))
    return refuse(refusal('VISIT.SERIES_UNCHANGED'));
  const { now } = scope;
  const rows = await selectDaysOfSeries(scope.tx, { seriesId: series.id, from, now });
  const { fallsAway, made, retimed, stays } = outcomeOf({
    has: rows.map((row) => ({ ...row, state: stateOf(row, now) })),
    days: daysOfRule(rule, from, reachOf(scope, series, from)),
    retimes:
      durationMinutes !== before.durationMinutes ||
      JSON.stringify(rule.windows) !== JSON.stringify(before.windows),
    past: (day) => timesPast(rule.windows, day, now),
  });
  return accept({
    rule,
    fallsAway,
    made,
    retimed,
    stays,
    ...firstDays(rule, from),
    /** Names this outcome of this change of the series as it is: another one is not done. */
    seen: digestOf(
      JSON.stringify([
        from,
        inOrder(before),
        inOrder(rule),
        made,
        ...[fallsAway, retimed, stays].map((days) =>
          days.map(({ id, state, visit }) => [id, state, visit?.visitId, visit?.startsAt, visit?.coming]),
        ),
      ]),
    ),
  });
}

/** A rule from a day on, so that it can be compared: what was left out before is history. */
const sameOrder = (
  { rrule, startsOn, leftOut, windows, durationMinutes }: ReturnType<typeof ruleOf>,
  from: PlainDate,
) => [
  rrule,
  startsOn,
  leftOut.filter((day) => day >= from),
  windows.map(({ fromMinute, untilMinute }) => [fromMinute, untilMinute]),
  durationMinutes,
];

function fromProblems({ today }: ReadScope, from: PlainDate | undefined): Refusal[] {
  if (!from) return [];
  if (from < today) return [refusal('VISIT.CHANGE_PAST', { field: 'from' })];
  const latest = addDays(today, LATEST_DAYS);
  return from > latest ? [refusal('VISIT.CHANGE_FAR', { field: 'from', params: { date: latest } })] : [];
}

/** The rule that is to hold: a new one counts from the day of the change, one that stays goes on as it did. */
function repetitionOf(series: Series, asked: Asked): Result<Repetition & { readonly startsOn: PlainDate }> {
  const { from, repeat, recurrence, repeatUntil, repeatWithout } = asked;
  const { startsOn, rrule, leftOut } = series;
  const said = { repeatUntil, repeatWithout, leftOutBefore: leftOut };
  if (repeat || saysSomething(recurrence)) {
    const found = readRepetition({ ...said, repeat, recurrence, startsOn: from });
    return found.ok ? accept({ rrule, leftOut, ...found.value, startsOn: from ?? startsOn }) : found;
  }
  if (!from) return accept({ rrule, leftOut, startsOn });
  const found = readRepetition({
    ...said,
    // Another last day stands for whatever end there was.
    repeat: repeatUntil ? rrule.replace(/;COUNT=\d+|COUNT=\d+;/, '') : rrule,
    repeatWithout: repeatWithout ?? leftOut,
    startsOn,
    from,
  });
  return found.ok ? accept({ rrule, leftOut, ...found.value, startsOn }) : found;
}

function stateOf({ status, lapsed, visit }: DayRow, now: Date): SeriesDay['state'] {
  if (status === 'done' || status === 'cancelled') return status;
  if (status === 'open') return lapsed ? 'over' : 'open';
  return visit && (visit.arrived > 0 || visit.startsAt <= now) ? 'begun' : 'promised';
}
