declare const brand: unique symbol;

/** Civil date `YYYY-MM-DD` in the district's zone, Asia/Shanghai. Compares rightly as text. */
export type PlainDate = string & { readonly [brand]: 'PlainDate' };

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

const toMs = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`);
const fromMs = (ms: number): PlainDate => new Date(ms).toISOString().slice(0, 10) as PlainDate;

/** The date if `text` is a real `YYYY-MM-DD`, else undefined. */
export function parsePlainDate(text: string): PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || fromMs(ms) !== text ? undefined : (text as PlainDate);
}

/** The date; throws when it is none. For constants and values that were checked before. */
export function plainDate(text: string): PlainDate {
  const date = parsePlainDate(text);
  if (!date) throw new RangeError(`Not a civil date: ${text}`);
  return date;
}

/** Civil date in Asia/Shanghai (UTC+8, no summer time since 1991) of an instant. */
export const dateOf = (instant: Date): PlainDate => fromMs(instant.getTime() + SHANGHAI_MS);

/** Time of day in Asia/Shanghai of an instant, `HH:mm`. */
export const timeOf = (instant: Date): string =>
  new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(11, 16);

/** First instant of a civil date in Asia/Shanghai. */
export const startOf = (date: PlainDate): Date => new Date(toMs(date) - SHANGHAI_MS);

export const addDays = (date: PlainDate, days: number): PlainDate => fromMs(toMs(date) + days * DAY_MS);

/** The same day of a later month, or that month's last day where it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return fromMs(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

/** Days from `from` until `until`; negative when `until` is earlier. */
export const daysBetween = (from: PlainDate, until: PlainDate): number => (toMs(until) - toMs(from)) / DAY_MS;

/** Month `YYYY-MM` of a date. */
export const monthOf = (date: PlainDate): string => date.slice(0, 7);

/** Half-open range of a month `YYYY-MM`. */
export function monthRange(month: string): { from: PlainDate; until: PlainDate } {
  const from = plainDate(`${month}-01`);
  return { from, until: plainDate(`${monthOf(addDays(from, 31))}-01`) };
}

/** Completed years of age on `date`. A birthday on 29 February completes on 1 March in other years (民法通则 counting by the calendar day). */
export function ageOn(birthDate: PlainDate, date: PlainDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** ISO weekday of a date: 1 Monday … 7 Sunday. */
export const weekdayOf = (date: PlainDate): number => ((new Date(toMs(date)).getUTCDay() + 6) % 7) + 1;
