import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { outcomeOf, type SeriesDay } from '~/domain/visits/series-change.rules';

const first = plainDate('2026-12-01');
const dayAt = (index: number) => addDays(first, index);

const states = ['open', 'over', 'promised', 'begun', 'done', 'cancelled'] as const;

/** What a series has on some of sixty days, and the days of the rule that is to hold. */
const change = fc.record({
  has: fc.uniqueArray(
    fc.record({ index: fc.integer({ min: 0, max: 59 }), state: fc.constantFrom(...states) }),
    { selector: ({ index }) => index },
  ),
  days: fc.uniqueArray(fc.integer({ min: 0, max: 59 })),
  retimes: fc.boolean(),
  /** Days whose times are over: at most the first one. */
  past: fc.boolean(),
});

function made({ has, days, retimes, past }: typeof change extends fc.Arbitrary<infer Said> ? Said : never) {
  const given = {
    has: has.map(({ index, state }): SeriesDay => ({ id: `need ${index}`, on: dayAt(index), state })),
    days: days.map(dayAt),
    retimes,
    past: (day: string) => past && day === first,
  };
  return { given, outcome: outcomeOf(given) };
}

describe('a change of the rule of a series', () => {
  it('has each day that there was in one place, and no date twice afterwards', () => {
    fc.assert(
      fc.property(change, (said) => {
        const { given, outcome } = made(said);
        const { fallsAway, retimed, stays } = outcome;
        const all = [...fallsAway, ...retimed, ...stays].map(({ id }) => id);
        expect(all.toSorted()).toEqual(given.has.map(({ id }) => id).toSorted());
        const after = [...retimed.map(({ on }) => on), ...stays.map(({ on }) => on), ...outcome.made];
        expect(new Set(after).size).toBe(after.length);
      }),
    );
  });

  it('leaves what is past, under way, done or taken back, and afterwards has open and promised days of the rule alone', () => {
    fc.assert(
      fc.property(change, (said) => {
        const { given, outcome } = made(said);
        const { fallsAway, retimed, stays } = outcome;
        const touched = [...fallsAway, ...retimed];
        expect(touched.every(({ state }) => state === 'open' || state === 'promised')).toBe(true);
        expect(retimed.every(({ state }) => state === 'open')).toBe(true);
        if (!given.retimes) expect(retimed).toEqual([]);
        const named = new Set(given.days);
        const live = [...stays, ...retimed].filter(({ state }) => state === 'open' || state === 'promised');
        expect(live.every(({ on }) => named.has(on))).toBe(true);
        // Every day of the rule is there, but for one whose times are over.
        const there = new Set([...given.has.map(({ on }) => on), ...outcome.made]);
        expect(given.days.every((day) => there.has(day) || given.past(day))).toBe(true);
      }),
    );
  });

  it('changed back has the days it had', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ max: 59, min: 0 })), change, (before, { days }) => {
        const rule = (given: number[]) => given.map(dayAt);
        const as = (on: SeriesDay['on']): SeriesDay => ({ id: on, on, state: 'open' });
        const step = (has: readonly SeriesDay[], to: SeriesDay['on'][]) => {
          const { stays, made } = outcomeOf({ has, days: to, retimes: false, past: () => false });
          return [...stays, ...made.map(as)];
        };
        const back = step(step(rule(before).map(as), rule(days)), rule(before));
        expect(back.map(({ on }) => on).toSorted()).toEqual(rule(before).toSorted());
      }),
    );
  });
});
