import { addDays, type PlainDate } from '../kernel/plain-date';
import { type SpecialDay, workingDayAfter } from '../standards/calendar.rules';

/** Working days within which service is recorded (志愿服务记录与证明出具办法 第十一条). */
export const RECORD_WITHIN = 10;

/** Minutes of a day. */
export const DAY_MINUTES = 1440;

/** Days after the service whose holidays decide its last day: ten working days never take longer. */
export const holidaysAround = (servedOn: PlainDate) => ({ from: servedOn, until: addDays(servedOn, 60) });

/** Last day on which service of a day is recorded in time. */
export const recordedBy = (servedOn: PlainDate, special: readonly SpecialDay[]): PlainDate =>
  workingDayAfter(servedOn, RECORD_WITHIN, special);

/**
 * First day whose service may still be recorded in time on `today`: what was given before is late.
 * @param special holidays and make-up workdays of the 60 days before `today` and of today
 */
export function inTimeFrom(today: PlainDate, special: readonly SpecialDay[]): PlainDate {
  let day = today;
  while (recordedBy(addDays(day, -1), special) >= today) day = addDays(day, -1);
  return day;
}
