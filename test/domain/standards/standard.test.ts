import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '~/domain/kernel/date-range';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import { successionOf } from '~/domain/standards/approval.rules';
import {
  basicRatioProblems,
  careTierOf,
  leastBasic,
  type StandardKey,
  type StandardRange,
  standardKeyText,
  standardOn,
  turningDays,
} from '~/domain/standards/standard.rules';

const start = plainDate('2026-01-01');
const range = (
  key: StandardKey,
  amountFen: bigint,
  from = start,
  until: StandardRange['until'] = null,
): StandardRange => ({
  key: standardKeyText(key),
  amountFen,
  source: '演示文件',
  from,
  until,
});
const dibao = (registration: 'urban' | 'rural') => ({ kind: 'dibao', registration }) as const;
const basic = (registration: 'urban' | 'rural', support: 'centralised' | 'scattered' = 'centralised') =>
  ({ kind: 'tekun-basic', registration, support }) as const;
const always = { from: start, until: null };

describe('特困基本生活标准 against 低保', () => {
  it('is at least 1.5 × urban and 1.3 × rural 低保, rounded up to the fen', () => {
    expect(leastBasic('urban', 90_000n)).toBe(135_000n);
    expect(leastBasic('rural', 70_000n)).toBe(91_000n);
    expect(leastBasic('urban', 90_001n)).toBe(135_002n);
    expect(leastBasic('rural', 1n)).toBe(2n);
  });

  it('exactly the ratio is enough, one fen less is refused with both amounts and the source', () => {
    const ranges = [range(dibao('urban'), 90_000n), range(basic('urban'), 135_000n)];
    expect(basicRatioProblems(always, ranges)).toEqual([]);
    expect(basicRatioProblems(always, [ranges[0] as StandardRange, range(basic('urban'), 134_999n)])).toEqual(
      [
        {
          code: 'STANDARD.BASIC_TOO_LOW',
          field: undefined,
          params: {
            what: '@standards_of_tekun_basic_urban_centralised',
            on: '2026-01-01',
            basicFen: '134999',
            dibaoFen: '90000',
            leastFen: '135000',
            dibaoSource: '演示文件',
          },
        },
      ],
    );
  });

  it('finds the day on which 低保 rises above it, and a day without any 低保', () => {
    const later = plainDate('2026-07-01');
    const rising = [
      range(basic('rural'), 91_000n),
      range(dibao('rural'), 70_000n, start, later),
      range(dibao('rural'), 70_001n, later),
    ];
    expect(basicRatioProblems(always, rising)).toMatchObject([
      { code: 'STANDARD.BASIC_TOO_LOW', params: { on: '2026-07-01' } },
    ]);
    expect(basicRatioProblems(always, rising.slice(0, 2))).toMatchObject([
      { code: 'STANDARD.MISSING', params: { on: '2026-07-01' } },
    ]);
    expect(basicRatioProblems({ from: start, until: later }, rising)).toEqual([]);
  });
});

describe('which amount is in force', () => {
  it('a successor ends an open-ended predecessor, everything else that overlaps is refused', () => {
    const first = range(dibao('urban'), 90_000n);
    const second = range(dibao('urban'), 95_000n, plainDate('2027-01-01'));
    expect(successionOf([first], second)).toMatchObject({
      predecessor: first,
      after: [{ until: '2027-01-01' }, second],
    });
    expect(successionOf([first], { ...second, from: start }).conflict).toBeDefined();
    expect(successionOf([{ ...first, until: plainDate('2027-01-02') }], second).conflict).toBeDefined();
    expect(successionOf([first], range(dibao('rural'), 1n)).after).toHaveLength(2);
  });

  it('nothing changes between turning days', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays(start, days));
    const some = fc
      .tuple(day, fc.option(fc.integer({ min: 1, max: 20 })))
      .map(([from, days]) => range(dibao('urban'), 1n, from, days === null ? null : addDays(from, days)));
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 5 }),
        day,
        fc.integer({ min: 1, max: 40 }),
        (ranges, from, length) => {
          const span = { from, until: addDays(from, length) };
          const days = turningDays(span, ranges);
          expect(days[0]).toBe(from);
          for (let offset = 0; offset < length; offset++) {
            const on = addDays(from, offset);
            const turn = days.filter((one) => one <= on).at(-1) ?? from;
            expect(ranges.map((one) => contains(one, on))).toEqual(ranges.map((one) => contains(one, turn)));
          }
        },
      ),
    );
  });

  it('a grade of another scale pays for no care tier until somebody has decided it', () => {
    expect(careTierOf('tekun-six', 'partial')).toBe('partial');
    expect(careTierOf('ltc-2021', '3')).toBeUndefined();
    expect(standardOn([range(dibao('urban'), 1n)], dibao('urban'), plainDate('2025-12-31'))).toBeUndefined();
  });
});
