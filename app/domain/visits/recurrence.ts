import { RRuleTemporal } from 'rrule-temporal';
import { addDays, type PlainDate, plainDate } from '../kernel/plain-date';

/** Days ahead of which the needs of a series are made. */
export const HORIZON_DAYS = 28;

/** A rule has to name a day within so many days, or it is a mistake. */
export const LOOK_AHEAD_DAYS = 400;

const PARTS = /^(INTERVAL|COUNT|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|BYYEARDAY|BYWEEKNO|WKST)=[-+A-Z0-9,]+$/;
const UNTIL = /^UNTIL=\d{8}$/;
const FREQUENCY = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)$/;

const stamp = (date: PlainDate) => date.replaceAll('-', '');

/**
 * The rule (RFC 5545 RRULE) of a series of days as it is kept, with its last day; undefined when it is none, repeats
 * within a day, or never falls on a day of the next year.
 */
export function readRule(
  text: string,
  { startsOn, lastDay }: { startsOn: PlainDate; lastDay?: PlainDate },
): string | undefined {
  const parts = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .filter((part) => part !== '' && !(lastDay && part.startsWith('UNTIL=')));
  const known = parts.every((part) => FREQUENCY.test(part) || PARTS.test(part) || UNTIL.test(part));
  const names = new Set(parts.map((part) => part.split('=')[0]));
  // RFC 5545 3.3.10: COUNT and UNTIL do not stand together.
  if (!known || names.size < parts.length || !names.has('FREQ')) return undefined;
  if (names.has('COUNT') && (names.has('UNTIL') || lastDay)) return undefined;
  const rrule = [...parts, ...(lastDay ? [`UNTIL=${stamp(lastDay)}`] : [])].join(';');
  try {
    const days = daysOfRule({ rrule, startsOn }, startsOn, addDays(startsOn, LOOK_AHEAD_DAYS));
    return days.length > 0 ? rrule : undefined;
  } catch {
    // The library tells what is wrong with a part in words of its own; to us it is no rule.
    return undefined;
  }
}

/** Days of a rule in the half-open range, in order, but for those left out. `rrule` was read by `readRule`. */
export function daysOfRule(
  {
    rrule,
    startsOn,
    leftOut = [],
  }: { rrule: string; startsOn: PlainDate; leftOut?: readonly PlainDate[] | undefined },
  from: PlainDate,
  until: PlainDate,
): PlainDate[] {
  if (from >= until) return [];
  // Civil dates: their midnights in UTC, where no day is longer than another.
  const rule = new RRuleTemporal({
    rruleString: `DTSTART:${stamp(startsOn)}T000000Z\nRRULE:${rrule}`,
  });
  return rule
    .between(new Date(`${from}T00:00:00Z`), new Date(`${addDays(until, -1)}T00:00:00Z`), true)
    .map((day) => plainDate(day.toString().slice(0, 10)))
    .filter((day) => !leftOut.includes(day));
}
