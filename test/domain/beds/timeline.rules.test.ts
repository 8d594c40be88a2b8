import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsIn, type Span } from '~/domain/beds/timeline.rules';
import { contains, datesIn } from '~/domain/kernel/date-range';
import { addDays, plainDate } from '~/domain/kernel/plain-date';

const window = { from: plainDate('2028-02-01'), until: plainDate('2028-05-01') };
const DAYS = 90;
const occupied = (from: string, until: string | null): Span => ({
  kind: 'occupied',
  bedId: 'b',
  range: { from: plainDate(from), until: until === null ? null : plainDate(until) },
});
const barOf = (from: string, until: string | null) =>
  barsIn([occupied(from, until)], window).map(({ column, days, cutLeft, cutRight }) => [
    column,
    days,
    cutLeft,
    cutRight,
  ]);

describe('bars of a timeline', () => {
  it.each([
    ['within, over 29 February', '2028-02-28', '2028-03-02', [[27, 3, false, false]]],
    ['the whole window', '2028-02-01', '2028-05-01', [[0, DAYS, false, false]]],
    ['one day at its start', '2028-02-01', '2028-02-02', [[0, 1, false, false]]],
    ['one day at its end', '2028-04-30', '2028-05-01', [[89, 1, false, false]]],
    ['before and beyond', '2027-12-31', null, [[0, DAYS, true, true]]],
    ['cut at the left', '2028-01-01', '2028-02-02', [[0, 1, true, false]]],
    ['cut at the right', '2028-04-30', '2028-05-02', [[89, 1, false, true]]],
    ['open', '2028-04-01', null, [[60, 30, false, true]]],
    ['over on the first day', '2028-01-01', '2028-02-01', []],
    ['begins after the last', '2028-05-01', null, []],
    ['of no day', '2028-03-01', '2028-03-01', []],
    ['the wrong way round', '2028-03-02', '2028-03-01', []],
  ] as const)('%s', (_, from, until, bars) => {
    expect(barOf(from, until)).toEqual(bars);
  });

  const day = fc.integer({ min: -40, max: 140 }).map((n) => addDays(window.from, n));

  it('cover exactly the days that their spans have in the window', () => {
    fc.assert(
      fc.property(day, fc.option(day), (from, until) => {
        const span = occupied(from, until);
        const bars = barsIn([span], window);
        const covered = bars.flatMap(({ column, days }) =>
          Array.from({ length: days }, (_, i) => addDays(window.from, column + i)),
        );
        expect(covered).toEqual(datesIn(window).filter((date) => contains(span.range, date)));
      }),
    );
  });

  it('of spans that follow one another divide the window, no day twice and none left out', () => {
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 12 }), (cuts) => {
        const edges = [addDays(window.from, -60), ...cuts.sort(), null];
        const spans = edges
          .slice(0, -1)
          .map((from, i) => occupied(from as string, edges[i + 1] as string | null));
        const bars = barsIn(spans, window);
        let next = 0;
        for (const { column, days } of bars) {
          expect(column).toBe(next);
          expect(days).toBeGreaterThan(0);
          next = column + days;
        }
        expect(next).toBe(DAYS);
        expect(bars.filter(({ cutRight }) => cutRight).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
