import { addDays, daysBetween, type PlainDate } from './plain-date';

/** Half-open range of civil dates: `from` belongs to it, `until` does not; open-ended when `until` is null. */
export interface DateRange {
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

export const contains = (range: DateRange, date: PlainDate): boolean =>
  range.from <= date && (range.until === null || date < range.until);

export const overlaps = (a: DateRange, b: DateRange): boolean =>
  (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until);

/** The part that both share, or undefined when there is none. */
export function intersection(a: DateRange, b: DateRange): DateRange | undefined {
  if (!overlaps(a, b)) return undefined;
  const from = a.from > b.from ? a.from : b.from;
  if (a.until === null) return { from, until: b.until };
  if (b.until === null) return { from, until: a.until };
  return { from, until: a.until < b.until ? a.until : b.until };
}

/** Every date of a closed-off range, in order. */
export function datesIn(range: { from: PlainDate; until: PlainDate }): PlainDate[] {
  return Array.from({ length: Math.max(0, daysBetween(range.from, range.until)) }, (_, day) =>
    addDays(range.from, day),
  );
}
