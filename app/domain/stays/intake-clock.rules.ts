import { addDays, type PlainDate } from '../kernel/plain-date';
import { isWorkingDay, type SpecialDay } from '../standards/calendar.rules';

/** Days on which the clock of an application stands, because the family is asked: from the day after `from` through `until`. */
export interface Pause {
  readonly from: PlainDate;
  /** Null: the family has not answered yet. */
  readonly until: PlainDate | null;
}

/** How much of the time to decide is used. */
export interface IntakeClock {
  /** Working days that have counted so far, today included. */
  readonly used: number;
  /** Working days in all. */
  readonly limit: number;
  readonly stopped: boolean;
  /** Last day on which the decision is in time; undefined while the clock stands. */
  readonly dueOn: PlainDate | undefined;
  readonly late: boolean;
}

/** Longest that a clock is looked at; an application that stands for longer is late by any count. */
const MOST_DAYS = 1_500;

/**
 * The clock of an application: counts working days from the day after it was received, stands while the family is asked for
 * more, and goes on the day after the answer. Today counts.
 */
export function intakeClock(
  { receivedOn, limit, pauses }: { receivedOn: PlainDate; limit: number; pauses: readonly Pause[] },
  { today, special }: { today: PlainDate; special: readonly SpecialDay[] },
): IntakeClock {
  const known = new Map(special.map(({ day, kind }) => [day, kind]));
  const paused = (day: PlainDate) =>
    pauses.some(({ from, until }) => day > from && (until === null || day <= until));
  const stopped = pauses.some(({ until }) => until === null);
  let [used, dueOn, day] = [0, undefined as PlainDate | undefined, receivedOn];
  for (let step = 0, counted = 0; step < MOST_DAYS; step++) {
    if (day >= today && (counted >= limit || stopped)) break;
    day = addDays(day, 1);
    if (!isWorkingDay(day, known) || paused(day)) continue;
    counted += 1;
    if (day <= today) used += 1;
    if (counted === limit) dueOn = day;
  }
  return {
    used,
    limit,
    stopped,
    dueOn: stopped && used < limit ? undefined : dueOn,
    late: dueOn !== undefined && dueOn < today,
  };
}
