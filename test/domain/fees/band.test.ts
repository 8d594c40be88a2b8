import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandOn,
  bandProblems,
  bandStretches,
  outdatedBounds,
  slightlyAboveFen,
} from '~/domain/fees/band.rules';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { type StandardKey, type StandardRange, standardKeyText } from '~/domain/standards/standard.rules';

const start = plainDate('2026-01-01');
const always = { from: start, until: null };
const key = { scaleCode: 'tekun-six', grade: 'partial' };
const range = (
  of: StandardKey,
  amountFen: bigint,
  from = start,
  until: StandardRange['until'] = null,
): StandardRange => ({
  key: standardKeyText(of),
  amountFen,
  source: of.kind === 'market-reference' ? '价格调查（演示数据）' : '标准文件（演示数据）',
  from,
  until,
});
const urban = { kind: 'tekun-basic', registration: 'urban', support: 'centralised' } as const;
const rural = { ...urban, registration: 'rural' } as const;
const care = { kind: 'care-tier', ...key } as const;
const market = { kind: 'market-reference', ...key } as const;
const standards = [
  range(urban, 135_000n),
  range(rural, 91_000n),
  range(care, 60_000n),
  range(market, 340_000n),
];

describe('the price band', () => {
  it('its floor is the higher basic living standard plus care, its ceiling what other homes charge', () => {
    expect(bandOn(standards, key, start)).toEqual({
      band: {
        floorFen: 195_000n,
        floorOf: 'urban',
        basicFen: 135_000n,
        careFen: 60_000n,
        floorSource: '标准文件（演示数据）',
        marketFen: 340_000n,
        marketSource: '价格调查（演示数据）',
      },
    });
    expect(bandOn([range(urban, 1n), ...standards.slice(1)], key, start)).toMatchObject({
      band: { floorOf: 'rural', floorFen: 151_000n },
    });
  });

  it.each([
    [195_000n, false],
    [195_001n, true],
    [339_999n, true],
    [340_000n, false],
    [100n, false],
  ])('a fee of %s fen is inside: %s', (feeFen, inside) => {
    const problems = bandProblems(standards, { ...key, feeFen }, always, 'monthlyFeeFen');
    expect(problems).toEqual(
      inside
        ? []
        : [
            {
              code: 'FEES.OUTSIDE_BAND',
              field: 'monthlyFeeFen',
              params: {
                feeFen: String(feeFen),
                floorFen: '195000',
                floorSource: '标准文件（演示数据）',
                marketFen: '340000',
                marketSource: '价格调查（演示数据）',
                on: '2026-01-01',
              },
            },
          ],
    );
  });

  it.each([
    ['urban basic', 0, '@standards_of_tekun_basic_urban_centralised'],
    ['rural basic', 1, '@standards_of_tekun_basic_rural_centralised'],
    ['care', 2, '@standards_of_care_tier_partial'],
    ['market', 3, '@standards_of_market_reference_partial'],
  ])('without the %s standard nothing is guessed', (_, index, what) => {
    const without = standards.filter((__, at) => at !== index);
    expect(bandProblems(without, { ...key, feeFen: 200_000n }, always)).toMatchObject([
      { code: 'STANDARD.MISSING', params: { what, on: '2026-01-01' } },
    ]);
    const ended = standards.map((one, at) =>
      at === index ? { ...one, until: plainDate('2026-07-01') } : one,
    );
    expect(bandProblems(ended, { ...key, feeFen: 200_000n }, always)).toMatchObject([
      { code: 'STANDARD.MISSING', params: { what, on: '2026-07-01' } },
    ]);
    expect(
      bandProblems(ended, { ...key, feeFen: 200_000n }, { from: start, until: plainDate('2026-07-01') }),
    ).toEqual([]);
  });

  it.each([
    ['2027-12-31', 36, 0],
    ['2029-01-01', 36, 0],
    ['2029-01-02', 36, 4],
    ['2026-02-01', 1, 0],
    ['2026-02-02', 1, 4],
  ])('on %s bounds of 1 January 2026 older than %s months: %s', (on, months, count) => {
    const found = outdatedBounds(standards, key, { on: plainDate(on), months });
    expect(found.map(({ code }) => code)).toEqual(Array(count).fill('STANDARD.OUTDATED'));
  });

  it('names only the bound that is out of date, and counts whole months to the last day of a short one', () => {
    const since = plainDate('2025-08-31');
    const mixed = [...standards.slice(0, 3), range(market, 340_000n, since)];
    expect(outdatedBounds(mixed, key, { on: plainDate('2026-02-28'), months: 6 })).toEqual([]);
    expect(
      outdatedBounds(mixed, key, { on: plainDate('2026-03-01'), months: 6, field: 'effectiveFrom' }),
    ).toEqual([
      {
        code: 'STANDARD.OUTDATED',
        field: 'effectiveFrom',
        params: {
          what: '@standards_of_market_reference_partial',
          from: '2025-08-31',
          on: '2026-03-01',
          months: 6,
        },
      },
    ]);
  });

  it('slightly above is so many per cent of the floor, rounded down to the fen', () => {
    expect(slightlyAboveFen({ floorFen: 195_000n }, 20)).toBe(234_000n);
    expect(slightlyAboveFen({ floorFen: 155_033n }, 7)).toBe(165_885n);
  });

  it('a fee without problems is inside on every single day', () => {
    const offset = fc.integer({ min: 0, max: 60 });
    const series = (of: StandardKey, low: bigint, high: bigint) =>
      fc
        .tuple(
          fc.uniqueArray(offset, { maxLength: 3 }),
          fc.array(fc.bigInt({ min: low, max: high }), { minLength: 4, maxLength: 4 }),
        )
        .map(([cuts, amounts]) => {
          const days = [0, ...cuts.filter((cut) => cut > 0).sort((a, b) => a - b)];
          return days.map((day, index) =>
            range(
              of,
              amounts[index] ?? low,
              addDays(start, day),
              days[index + 1] === undefined ? null : addDays(start, days[index + 1] ?? 0),
            ),
          );
        });
    fc.assert(
      fc.property(
        series(urban, 5n, 9n),
        series(rural, 5n, 9n),
        series(care, 1n, 4n),
        series(market, 12n, 20n),
        fc.bigInt({ min: 8n, max: 18n }),
        offset,
        fc.option(fc.integer({ min: 1, max: 40 })),
        (u, r, c, m, feeFen, from, length) => {
          const all = [...u, ...r, ...c, ...m];
          const span = {
            from: addDays(start, from),
            until: length === null ? null : addDays(start, from + length),
          };
          const problems = bandProblems(all, { ...key, feeFen }, span);
          const days = Array.from({ length: length ?? 130 }, (_, day) => addDays(span.from, day));
          const inside = days.every((on) => {
            const found = bandOn(all, key, on);
            return 'band' in found && found.band.floorFen < feeFen && feeFen < found.band.marketFen;
          });
          expect(problems.length === 0).toBe(inside);
          expect(bandStretches(all, key, span)[0]?.from).toBe(span.from);
        },
      ),
    );
  });
});
