import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_DAYS, nextReview, riskLevels, risks, standingOf } from '~/domain/care/risk.rules';
import { addDays, daysBetween, type PlainDate, plainDate } from '~/domain/kernel/plain-date';

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(plainDate('2000-01-01'), days));
const at = (date: PlainDate) => new Date(`${date}T04:00:00Z`);

describe('the nine risks', () => {
  it('are nine', () => expect(new Set(risks).size).toBe(9));

  it('are looked at again the sooner the higher they are, and within a year', () => {
    fc.assert(
      fc.property(day, (on) => {
        const days = riskLevels.map((level) => daysBetween(on, nextReview(level, on)));
        expect([...days].sort((a, b) => b - a)).toEqual(days);
        expect(days.every((one) => one > 0 && one <= LONGEST_DAYS)).toBe(true);
      }),
    );
  });

  it.each([
    [undefined, undefined, 'missing'],
    [undefined, '2026-11-01', 'missing'],
    [{ nextOn: '2026-11-21', recordedOn: '2026-10-01' }, undefined, 'settled'],
    [{ nextOn: '2026-11-20', recordedOn: '2026-10-01' }, undefined, 'due'],
    [{ nextOn: '2026-11-19', recordedOn: '2026-10-01' }, undefined, 'due'],
    [{ nextOn: '2027-01-01', recordedOn: '2026-10-01' }, '2026-10-02', 'incident'],
    [{ nextOn: '2027-01-01', recordedOn: '2026-10-01' }, '2026-09-30', 'settled'],
    [{ nextOn: '2026-01-01', recordedOn: '2025-10-01' }, '2026-10-02', 'incident'],
  ])('%j with an incident on %s are %s', (newest, incidentOn, standing) => {
    expect(
      standingOf(
        newest && { nextOn: plainDate(newest.nextOn), recordedAt: at(plainDate(newest.recordedOn)) },
        {
          today: plainDate('2026-11-20'),
          incidentAt: incidentOn ? at(plainDate(incidentOn)) : undefined,
        },
      ),
    ).toBe(standing);
  });
});
