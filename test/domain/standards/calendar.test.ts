import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import calendar from '#db/seed/reference/calendar.json';
import { addDays, daysBetween, plainDate } from '~/domain/kernel/plain-date';
import { isWorkingDay, type SpecialDay, workingDayAfter } from '~/domain/standards/calendar.rules';

const special = calendar.flatMap(({ from, last, kind }) =>
  Array.from({ length: daysBetween(plainDate(from), plainDate(last)) + 1 }, (_, index) => ({
    day: addDays(plainDate(from), index),
    kind: kind as SpecialDay['kind'],
  })),
);
const dayAfter = (from: string, count: number) => workingDayAfter(plainDate(from), count, special);

describe('working days', () => {
  it('count from the day after, over weekends', () => {
    // 2026-11-27 is a Friday.
    expect(dayAfter('2026-11-27', 1)).toBe('2026-11-30');
    expect(dayAfter('2026-11-27', 10)).toBe('2026-12-11');
    expect(dayAfter('2026-11-28', 10)).toBe('2026-12-11');
  });

  it('leave out National Day 2026 and count the Saturday that makes up for it', () => {
    // 29 and 30 September, then 8, 9 and Saturday 10 October, 12 to 16.
    expect(dayAfter('2026-09-28', 2)).toBe('2026-09-30');
    expect(dayAfter('2026-09-28', 3)).toBe('2026-10-08');
    expect(dayAfter('2026-09-28', 5)).toBe('2026-10-10');
    expect(dayAfter('2026-09-28', 10)).toBe('2026-10-16');
  });

  it('leave out Spring Festival 2026 with the Saturdays before and after it', () => {
    expect(dayAfter('2026-02-13', 1)).toBe('2026-02-14');
    expect(dayAfter('2026-02-13', 2)).toBe('2026-02-24');
    expect(dayAfter('2026-02-27', 1)).toBe('2026-02-28');
  });

  it('has no make-up workday from Monday to Friday and no holiday that is both', () => {
    expect(new Set(special.map(({ day }) => day)).size).toBe(special.length);
    for (const { day, kind } of special)
      if (kind === 'workday') expect(isWorkingDay(day, new Map()), day).toBe(false);
  });

  it('is a working day itself, with exactly as many of them on the way', () => {
    const known = new Map(special.map(({ day, kind }) => [day, kind]));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const from = addDays(plainDate('2025-01-01'), offset);
        const due = workingDayAfter(from, count, special);
        const days = Array.from({ length: daysBetween(from, due) }, (_, index) => addDays(from, index + 1));
        expect(isWorkingDay(due, known)).toBe(true);
        expect(days.filter((day) => isWorkingDay(day, known)).length).toBe(count);
      }),
    );
  });
});
