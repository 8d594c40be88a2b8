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
