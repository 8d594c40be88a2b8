import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeStretches, dailyFee, stretchFen } from '~/domain/fees/charge.rules';
import { type Absence, absencePieces, type LeaveRule, leaveBandProblems } from '~/domain/fees/leave.rules';
import { contains, datesIn } from '~/domain/kernel/date-range';
import { addDays, daysBetween, type PlainDate, plainDate } from '~/domain/kernel/plain-date';

const d = plainDate;
const rule = (from: string, ...bands: [number, number][]): LeaveRule => ({
  kind: 'hospital',
  from: d(from),
  bands: bands.map(([fromDay, permille]) => ({ fromDay, permille })),
});
const away = (from: string, until: string | null): Absence => ({
  stayId: 's',
  kind: 'hospital',
  from: d(from),
  until: until === null ? null : d(until),
});

describe('days away', () => {
  it('the first week whole, then half, from the hundredth day nothing', () => {
    const pieces = absencePieces(away('2026-01-10', null), [
      rule('2025-01-01', [1, 1000], [8, 500], [100, 0]),
    ]);
    expect(pieces.map(({ from, until, permille }) => [from, until, permille])).toEqual([
      ['2026-01-10', '2026-01-17', 1000],
      ['2026-01-17', '2026-04-19', 500],
      ['2026-04-19', null, 0],
    ]);
  });

  it('a rule that begins during an absence applies from its day, the days counted from the first one away', () => {
    const pieces = absencePieces(away('2026-01-10', '2026-01-30'), [
      rule('2025-01-01', [1, 1000]),
      rule('2026-01-15', [1, 900], [8, 400]),
    ]);
    expect(pieces.map(({ from, until, permille }) => [from, until, permille])).toEqual([
      ['2026-01-10', '2026-01-15', 1000],
      ['2026-01-15', '2026-01-17', 900],
      ['2026-01-17', '2026-01-30', 400],
    ]);
  });

  it('a day without a rule is named, not guessed, and a day that costs nothing is still a day', () => {
    const facts = {
      beds: [{ stayId: 's', from: d('2026-11-01'), until: d('2026-12-01') }],
      grades: [{ scaleCode: 'x', grade: 'g', from: d('2026-01-01'), until: null }],
      tariffs: [
        {
          tariffId: 't',
          scaleCode: 'x',
          grade: 'g',
          monthlyFeeFen: 300_001n,
          from: d('2026-01-01'),
          until: null,
        },
      ],
      absences: [away('2026-11-05', '2026-11-10')],
    };
    expect(chargeStretches('2026-11', { ...facts, leaveRules: [] }).gaps).toEqual([
      {
        stayId: 's',
        from: '2026-11-05',
        until: '2026-11-10',
        code: 'FEES.NO_LEAVE_RULE',
        absence: 'hospital',
      },
    ]);
    const { stretches, gaps } = chargeStretches('2026-11', {
      ...facts,
      leaveRules: [rule('2026-01-01', [1, 333], [3, 0])],
    });
    expect(gaps).toEqual([]);
    expect(stretches.map((one) => [one.from, one.until, one.absence, stretchFen(one)])).toEqual([
      ['2026-11-01', '2026-11-05', null, 10_001n + 3n * 10_000n],
      ['2026-11-05', '2026-11-07', 'hospital', 6_660n],
      ['2026-11-07', '2026-11-10', 'hospital', 0n],
      ['2026-11-10', '2026-12-01', null, 210_000n],
    ]);
  });

  it('pieces are exactly the absence, and each day has the part of the last band begun by the rule of that day', () => {
    const start = d('2026-01-01');
    const bands = fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 5 }),
      )
      .map(([days, parts]): [number, number][] =>
        [1, ...days.sort((a, b) => a - b)].map((day, index) => [day, parts[index] ?? 0]),
      );
    const rules = fc
      .uniqueArray(fc.integer({ min: -20, max: 50 }), { maxLength: 3 })
      .chain((days) =>
        fc.tuple(...days.map((day) => bands.map((found) => rule(addDays(start, day), ...found)))),
      );
    fc.assert(
      fc.property(rules, fc.integer({ min: 1, max: 60 }), (found, length) => {
        const until = addDays(start, length);
        const pieces = absencePieces({ stayId: 's', kind: 'hospital', from: start, until }, found);
        expect(pieces.flatMap((one) => datesIn(one as { from: PlainDate; until: PlainDate })).sort()).toEqual(
          datesIn({ from: start, until }),
        );
        for (const on of datesIn({ from: start, until })) {
          const inForce = found.filter((one) => one.from <= on).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
          const day = daysBetween(start, on) + 1;
          const part = inForce?.bands.filter((band) => band.fromDay <= day).at(-1)?.permille;
          expect(pieces.find((one) => contains(one, on))?.permille).toBe(part);
        }
      }),
    );
  });

  it.each<[string, [number, number][], boolean]>([
    ['begins with the first day', [[1, 1000]], true],
    ['begins later', [[2, 1000]], false],
    ['is empty', [], false],
    [
      'does not rise',
      [
        [1, 1000],
        [1, 0],
      ],
      false,
    ],
    ['is more than the fee', [[1, 1001]], false],
    ['is below nothing', [[1, -1]], false],
    [
      'falls and rises',
      [
        [1, 0],
        [5, 1000],
      ],
      true,
    ],
  ])('a rule that %s', (_, bands, sound) => {
    const found = leaveBandProblems(bands.map(([fromDay, permille]) => ({ fromDay, permille })));
    expect(found.map(({ code }) => code)).toEqual(sound ? [] : ['FEES.LEAVE_BANDS']);
  });

  it('costs as a day does, rounded down', () => {
    const on = d('2026-11-05');
    expect(stretchFen({ from: on, until: addDays(on, 1), monthlyFeeFen: 265_000n, permille: 333 })).toBe(
      (dailyFee(265_000n, on) * 333n) / 1000n,
    );
  });
});
