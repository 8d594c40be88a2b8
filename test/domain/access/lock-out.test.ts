import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attempts, admitAttempt, nameBounds } from '~/domain/access/lock-out.rules';

const MINUTE = 60_000;
const start = new Date('2026-11-23T08:00:00Z');
const minutesLater = (minutes: number, from = start) => new Date(from.getTime() + minutes * MINUTE);

/** Attempts that all fail, at these minutes; what became of each: admitted, or minutes of lock left. */
function failAt(minutes: readonly number[]): (number | 'looked at')[] {
  let attempts: Attempts | undefined;
  return minutes.map((minute) => {
    const now = minutesLater(minute);
    const admission = admitAttempt(attempts, now, nameBounds);
    if (!admission.admitted) return (admission.lockedUntil.getTime() - now.getTime()) / MINUTE;
    attempts = admission.attempts;
    return 'looked at';
  });
}

describe('lock-out by user name', () => {
  it('looks at five wrong passwords, then at none for a quarter of an hour', () => {
    expect(failAt([0, 0, 0, 0, 0, 0, 10, 14.5])).toEqual([...Array(5).fill('looked at'), 15, 5, 0.5]);
    expect(failAt([0, 0, 0, 0, 0, 15])).toEqual(Array(6).fill('looked at'));
  });

  it.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [7, 960],
    [8, 1_440],
    [20, 1_440],
  ])('lasts the %ith time in a row %i minutes', (times, minutes) => {
    const lockedBefore = { failures: 5, locks: times - 1, lockedUntil: start, lastAt: minutesLater(-1) };
    const fifth = { ...lockedBefore, failures: 4, lockedUntil: null };
    const admission = admitAttempt(fifth, start, nameBounds);
    if (!admission.admitted) throw new Error('not admitted');
    expect(admission.attempts.lockedUntil).toEqual(minutesLater(minutes));
  });

  it('is forgotten after a quiet day', () => {
    expect(failAt([0, 0, 0, 0, 24 * 60, 24 * 60])).toEqual(Array(6).fill('looked at'));
    const admission = admitAttempt(
      { failures: 5, locks: 3, lockedUntil: start, lastAt: minutesLater(-60) },
      minutesLater(24 * 60),
      nameBounds,
    );
    expect(admission).toMatchObject({ attempts: { failures: 1, locks: 0 } });
  });

  it('never looks at more than five between two locks, however the attempts come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 }), (pauses) => {
        let minute = 0;
        const outcomes = failAt(pauses.map((pause) => (minute += pause)));
        let inARow = 0;
        for (const outcome of outcomes) {
          if (outcome === 'looked at') inARow += 1;
          else expect(outcome).toBeGreaterThan(0);
          if (outcome !== 'looked at') expect(inARow % 5).toBe(0);
        }
        // In an hour that begins with a lock there is at most one more round of guesses.
        expect(outcomes.filter((outcome) => outcome === 'looked at').length).toBeLessThanOrEqual(
          5 + 5 * Math.ceil(minute / 15),
        );
      }),
    );
  });
});
