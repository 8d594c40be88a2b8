import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, datesIn, intersection, overlaps } from '~/domain/kernel/date-range';
import {
  addDays,
  ageOn,
  dateOf,
  daysBetween,
  monthRange,
  type PlainDate,
  parsePlainDate,
  plainDate,
  startOf,
  weekdayOf,
} from '~/domain/kernel/plain-date';

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10) as PlainDate);

const range = fc.tuple(date, fc.option(fc.integer({ min: 1, max: 900 }))).map(([from, days]) => ({
  from,
  until: days === null ? null : addDays(from, days),
}));

describe('civil dates', () => {
  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1', '', '20260101', '2026-01-01T00:00'])(
    'refuses %j',
    (text) => {
      expect(parsePlainDate(text)).toBeUndefined();
      expect(() => plainDate(text)).toThrow(RangeError);
    },
  );

  it('takes 29 February of a leap year', () => {
    expect(parsePlainDate('2024-02-29')).toBe('2024-02-29');
  });

  it('knows the day in the district, not in Greenwich', () => {
    expect(dateOf(new Date('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22');
    expect(dateOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(startOf(plainDate('2026-11-23')).toISOString()).toBe('2026-11-22T16:00:00.000Z');
  });

  it('counts days and months', () => {
    expect(daysBetween(plainDate('2026-02-28'), plainDate('2026-03-01'))).toBe(1);
    expect(monthRange('2024-02')).toEqual({ from: '2024-02-01', until: '2024-03-01' });
    expect(monthRange('2026-12')).toEqual({ from: '2026-12-01', until: '2027-01-01' });
    expect(weekdayOf(plainDate('2026-11-23'))).toBe(1);
    expect(weekdayOf(plainDate('2026-11-29'))).toBe(7);
  });

  it('counts age in completed years', () => {
    expect(ageOn(plainDate('1966-11-24'), plainDate('2026-11-23'))).toBe(59);
    expect(ageOn(plainDate('1966-11-23'), plainDate('2026-11-23'))).toBe(60);
    expect(ageOn(plainDate('2008-02-29'), plainDate('2026-02-28'))).toBe(17);
    expect(ageOn(plainDate('2008-02-29'), plainDate('2026-03-01'))).toBe(18);
  });

  it('adding days and counting them agree', () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: -4000, max: 4000 }),
        (from, days) => daysBetween(from, addDays(from, days)) === days,
      ),
    );
  });

  it('a day is the day of its first instant', () => {
    fc.assert(
      fc.property(
        date,
        (day) =>
          dateOf(startOf(day)) === day && dateOf(new Date(startOf(day).getTime() - 1)) === addDays(day, -1),
      ),
    );
  });
});

describe('half-open ranges', () => {
  it('touching ranges do not overlap, so a bed may change hands on one day', () => {
    const first = { from: plainDate('2026-11-01'), until: plainDate('2026-11-10') };
    const second = { from: plainDate('2026-11-10'), until: null };
    expect(overlaps(first, second)).toBe(false);
    expect(intersection(first, second)).toBeUndefined();
  });

  it('overlap means a shared day, and the intersection holds exactly the shared days', () => {
    fc.assert(
      fc.property(range, range, date, (a, b, day) => {
        const shared = intersection(a, b);
        expect(overlaps(a, b)).toBe(shared !== undefined);
        expect(contains(a, day) && contains(b, day)).toBe(shared !== undefined && contains(shared, day));
      }),
    );
  });

  it('lists every day once', () => {
    const { from, until } = monthRange('2026-11');
    expect(datesIn({ from, until })).toHaveLength(30);
    expect(datesIn({ from, until: from })).toEqual([]);
  });
});
