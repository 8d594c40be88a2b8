import { datesIn } from '../kernel/date-range';
import { daysBetween, type PlainDate, weekdayOf } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import type { WeeklySlot } from './volunteer.rules';

/** Away, or free at a time that the week does not hold. */
export const exceptionKinds = ['away', 'extra'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** Days on which the week does not hold as it stands; half-open in days and in minutes after midnight of each day. */
export interface Exception {
  readonly kind: ExceptionKind;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** A stretch of one day, minutes after midnight, half-open. */
export interface DaySlot {
  readonly date: PlainDate;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** The longest stretch of days that one exception is stated for. */
export const LONGEST_EXCEPTION_DAYS = 366;

const WHOLE_DAY = 1440;

/** Why an exception cannot be kept as stated; every reason at once. `last` is its last day. */
export function exceptionProblems(stated: {
  kind: ExceptionKind;
  from: PlainDate;
  last: PlainDate;
  fromMinute?: number;
  untilMinute?: number;
  today: PlainDate;
}): Refusal[] {
  const { kind, from, last, fromMinute, untilMinute, today } = stated;
  const problems: Refusal[] = [];
  if (last < from) problems.push(refusal('VOLUNTEER.EXCEPTION_BACKWARD', { field: 'last' }));
  else if (last < today) problems.push(refusal('VOLUNTEER.EXCEPTION_PAST', { field: 'last' }));
  else if (daysBetween(from, last) >= LONGEST_EXCEPTION_DAYS)
    problems.push(
      refusal('VOLUNTEER.EXCEPTION_LONG', { field: 'last', params: { days: LONGEST_EXCEPTION_DAYS } }),
    );
  const halfStated = (fromMinute === undefined) !== (untilMinute === undefined);
  if (halfStated || (kind === 'extra' && fromMinute === undefined))
    problems.push(
      refusal('VOLUNTEER.EXCEPTION_TIMES', { field: fromMinute === undefined ? 'fromTime' : 'untilTime' }),
    );
  else if (fromMinute !== undefined && untilMinute !== undefined && fromMinute >= untilMinute)
    problems.push(refusal('VOLUNTEER.AVAILABILITY_BACKWARD', { field: 'untilTime' }));
  return problems;
}

/**
 * When a volunteer has time on each day from `from` until `until`: the week, with what is free besides, without what is
 * taken by being away, which always wins. In the order of time; stretches that touch are one.
 */
export function slotsBetween(
  { week, exceptions }: { week: readonly WeeklySlot[]; exceptions: readonly Exception[] },
  range: { from: PlainDate; until: PlainDate },
): DaySlot[] {
  return datesIn(range).flatMap((date) => {
    const here = exceptions.filter((one) => one.from <= date && date < one.until);
    const weekday = weekdayOf(date);
    const free = joined([
      ...week.filter((slot) => slot.weekday === weekday),
      ...here.filter((one) => one.kind === 'extra'),
    ]);
    const away = here.filter((one) => one.kind === 'away');
    return away.reduce(without, free).map((slot) => ({ date, ...slot }));
  });
}

interface Stretch {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

function joined(slots: readonly Stretch[]): Stretch[] {
  const inOrder = slots
    .map(({ fromMinute, untilMinute }) => ({ fromMinute, untilMinute }))
    .sort((a, b) => a.fromMinute - b.fromMinute);
  const result: { fromMinute: number; untilMinute: number }[] = [];
  for (const slot of inOrder) {
    const before = result.at(-1);
    if (before && slot.fromMinute <= before.untilMinute)
      before.untilMinute = Math.max(before.untilMinute, slot.untilMinute);
    else result.push(slot);
  }
  return result;
}

const without = (slots: readonly Stretch[], away: Stretch): Stretch[] =>
  slots.flatMap((slot) =>
    [
      { fromMinute: slot.fromMinute, untilMinute: Math.min(slot.untilMinute, away.fromMinute) },
      { fromMinute: Math.max(slot.fromMinute, away.untilMinute), untilMinute: slot.untilMinute },
    ].filter((part) => part.fromMinute < part.untilMinute),
  );

/** Whether an exception takes or gives whole days. */
export const isWholeDay = ({ fromMinute, untilMinute }: Stretch): boolean =>
  fromMinute === 0 && untilMinute === WHOLE_DAY;

/** Times of an exception: none stated is the whole day. */
export const stretchOf = (fromMinute?: number, untilMinute?: number): Stretch => ({
  fromMinute: fromMinute ?? 0,
  untilMinute: untilMinute ?? WHOLE_DAY,
});
