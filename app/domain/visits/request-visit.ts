import { insertNeeds } from '#db/queries/visit-needs';
import { insertSeries, lockSeries } from '#db/queries/visit-series';
import { type Scope, useCase } from '../audit/use-case';
import { halfProblems } from '../kernel/place';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { extend } from './extend-series';
import { gapProblems, pairOf, placeOf, pointFields, windowProblems } from './need-parts';
import { readRepetition } from './repetition';
import { seriesRequested, visitRequested } from './visit.events';
import { type Need, needForm, type VisitWindow, windowsOf } from './visit.forms';

interface Requested {
  /** The need, or the first one of a series; null when nothing was added, or the first day of the series is far off. */
  readonly needId: string | null;
  readonly created: boolean;
  readonly seriesId: string | null;
}

/** What the database refuses of a need, for whatever changes one. */
export const needConstraints = {
  visit_needs_person_fk: refusal('VISIT.PERSON_UNKNOWN', { field: 'personId' }),
  visit_needs_household_fk: refusal('VISIT.HOUSEHOLD_UNKNOWN', { field: 'householdId' }),
  visit_series_person_fk: refusal('VISIT.PERSON_UNKNOWN', { field: 'personId' }),
  visit_series_household_fk: refusal('VISIT.HOUSEHOLD_UNKNOWN', { field: 'householdId' }),
  visit_needs_after: refusal('VISIT.AFTER_TAKEN', { field: 'afterNeedId' }),
  visit_series_after: refusal('VISIT.AFTER_TAKEN', { field: 'afterNeedId' }),
};

/**
 * Asks for a visit, or with `repeat` for a series of them, of which the coming weeks are made at once. Refuses
 * VISIT.TOWN_UNKNOWN, .TOWN_NOT_YOURS, .PLACE_UNKNOWN, PLACE.HALF, PLACE.FAR, VISIT.PERSON_UNKNOWN, .HOUSEHOLD_UNKNOWN, .ONE_RECEIVER, .WINDOW_PAST,
 * .WINDOW_OVER, .WINDOW_SHORT, .WINDOW_TWICE, .AFTER_MISSING, .AFTER_UNKNOWN, .AFTER_GAP_MISSING, .AFTER_RANGE, .AFTER_CHAIN, .AFTER_TAKEN,
 * .AFTER_NO_SERIES, .REPEAT_ONE_DAY and what `readRepetition` refuses.
 */
export const requestVisit = useCase({
  permission: 'visits.request',
  input: needForm,
  constraints: needConstraints,
  known: ({ now }, { windows = [], durationMinutes = 0, ...form }) => {
    const times = { windows: windowsOf(windows), durationMinutes };
    return [
      ...windowProblems(times, now),
      ...gapProblems(form),
      ...halfProblems(form, pointFields),
      ...repetitionProblems({ ...form, windows: times.windows }),
    ];
  },
  run: (scope, form) => request(scope, { ...form, windows: windowsOf(form.windows) }),
});

/** Why what was said of coming back cannot be kept. */
function repetitionProblems(form: Partial<Need>): Refusal[] {
  const found = readRepetition({ ...form, startsOn: form.windows?.[0]?.date });
  return found.ok ? [] : [...found.refusals];
}

/** Asks for one visit, or one series, inside a larger change. With an `externalKey` that is known already nothing is added. */
export async function request(scope: Scope, form: Need, externalKey?: string): Promise<Result<Requested>> {
  const { repeat, recurrence, repeatUntil, repeatWithout, ...details } = form;
  const problems = windowProblems(form, scope.now);
  if (form.personId && form.householdId)
    problems.push(refusal('VISIT.ONE_RECEIVER', { field: 'householdId' }));
  const place = await placeOf(scope, form);
  if (!place.ok) problems.push(...place.refusals);
  const startsOn = form.windows[0]?.date as PlainDate;
  const repetition = readRepetition({
    ...{ repeat, recurrence, repeatUntil, repeatWithout, startsOn },
    ...(externalKey === undefined ? {} : { ruleField: 'repeat' }),
  });
  if (!repetition.ok) problems.push(...repetition.refusals);
  const repeats = !repetition.ok || repetition.value !== undefined;
  const pair = await pairOf(scope, form, { repeats });
  if (!pair.ok) problems.push(...pair.refusals);
  if (repeats && form.windows.some((window) => window.date !== startsOn))
    problems.push(refusal('VISIT.REPEAT_ONE_DAY', { field: 'windows' }));
  if (problems.length > 0 || !place.ok || !pair.ok || !repetition.ok) return refuse(...problems);

  const asked = { requestedAt: scope.now, requestedBy: scope.actor.name };
  const { serviceKind, place: placeName } = form;
  const told = { serviceKind, place: placeName, imported: externalKey !== undefined };
  if (!repetition.value) {
    const [need] = await insertNeeds(scope.tx, [
      { ...details, ...place.value, ...pair.value.ofNeed, ...asked, externalKey },
    ]);
    if (!need) return accept({ needId: null, created: false, seriesId: null });
    scope.audit(visitRequested(need.id, told));
    return accept({ needId: need.id, created: true, seriesId: null });
  }
  return requestSeries(scope, {
    details,
    place: place.value,
    pair: pair.value.ofSeries,
    ...repetition.value,
    startsOn,
    asked,
    told,
    externalKey,
  });
}

interface SeriesAsked {
  readonly details: Omit<Need, 'repeat' | 'recurrence' | 'repeatUntil' | 'repeatWithout'>;
  readonly place: { latitude: number; longitude: number };
  readonly pair: { afterSeriesId?: string; afterMinMinutes?: number; afterMaxMinutes?: number };
  readonly rrule: string;
  readonly leftOut: PlainDate[];
  readonly startsOn: PlainDate;
  readonly asked: { requestedAt: Date; requestedBy: string };
  readonly told: { serviceKind: string; place: string; imported: boolean };
  readonly externalKey?: string;
}

async function requestSeries(scope: Scope, request: SeriesAsked): Promise<Result<Requested>> {
  const { details, place, pair, rrule, leftOut, startsOn, asked, told, externalKey } = request;
  const { afterNeedId: _, windows, ...rest } = details;
  const written = await insertSeries(scope.tx, {
    ...rest,
    ...place,
    ...pair,
    ...asked,
    externalKey,
    windows: timesOf(windows),
    rrule,
    leftOut,
    startsOn,
    madeUntil: startsOn,
  });
  if (!written) return accept({ needId: null, created: false, seriesId: null });
  scope.audit(seriesRequested(written, { ...told, rrule, leftOut }));
  const made = await extend(scope, await lockSeries(scope.tx, written));
  return accept({ needId: made[0] ?? null, created: true, seriesId: written });
}

const timesOf = (windows: readonly VisitWindow[]) =>
  windows.map(({ fromMinute, untilMinute }) => ({ fromMinute, untilMinute }));
