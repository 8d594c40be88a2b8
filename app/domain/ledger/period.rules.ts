import { monthRange, type PlainDate } from '../kernel/plain-date';

/** The day on which something is booked: its own, or the first after the months whose books are closed (`YYYY-MM`, the last of them). */
export function bookingDay(on: PlainDate, lastClosed: string | undefined): PlainDate {
  if (lastClosed === undefined) return on;
  const open = monthRange(lastClosed).until;
  return on < open ? open : on;
}
