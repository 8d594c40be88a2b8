import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { inTimeFrom, recordedBy } from '~/domain/volunteers/hours.rules';

/** National day of 2026 as the calendar has it: 1 to 7 October off, worked on 20 September and 10 October. */
const special = [
  ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
    day: plainDate(date),
    kind: 'holiday' as const,
  })),
  ...['2026-09-20', '2026-10-10'].map((date) => ({ day: plainDate(date), kind: 'workday' as const })),
];

describe('the ten working days in which service is recorded', () => {
  it('leave out holidays and count worked weekends', () => {
    expect(recordedBy(plainDate('2026-11-02'), [])).toBe('2026-11-16');
    expect(recordedBy(plainDate('2026-09-28'), special)).toBe('2026-10-16');
  });

  it('begin for every day that is still in time, and for no day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (days) => {
        const today = addDays(plainDate('2026-09-01'), days);
        const from = inTimeFrom(today, special);
        expect(recordedBy(from, special) >= today).toBe(true);
        expect(recordedBy(addDays(from, -1), special) < today).toBe(true);
      }),
    );
  });
});
