import { addDays, dateOf, monthOf, monthRange, plainDate } from '~/domain/kernel/plain-date';

/** The month a page is for, from `?month=YYYY-MM`; this one when there is none. With its neighbours. */
export function monthAsked(url: URL) {
  const asked = url.searchParams.get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(dateOf(new Date()));
  const range = monthRange(month);
  const before = monthOf(addDays(range.from, -1));
  return {
    month,
    ...range,
    before,
    after: monthOf(range.until),
    /** Twelve months that end with this one. */
    year: { from: plainDate(`${Number(month.slice(0, 4)) - 1}${range.until.slice(4)}`), until: range.until },
  };
}
