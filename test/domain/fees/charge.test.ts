import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BedDays,
  chargeStretches,
  dailyFee,
  type GradeDays,
  monthsBefore,
  stretchFen,
  type TariffRange,
} from '~/domain/fees/charge.rules';
import { contains, datesIn } from '~/domain/kernel/date-range';
import { splitFen } from '~/domain/kernel/money';
import { addDays, monthRange, type PlainDate, plainDate } from '~/domain/kernel/plain-date';

const month = fc
  .tuple(fc.integer({ min: 2020, max: 2040 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);
const fee = fc.bigInt({ min: 1n, max: 2_000_000n });

describe('what a day costs', () => {
  it('a month at 3,100 yuan: 100 a day in a month of 31 days, a little more in one of 30', () => {
    expect(dailyFee(310_000n, plainDate('2026-10-05'))).toBe(10_000n);
    expect(dailyFee(310_000n, plainDate('2026-11-10'))).toBe(10_334n);
    expect(dailyFee(310_000n, plainDate('2026-11-11'))).toBe(10_333n);
  });

  it('a whole month is the monthly fee to the fen, spread as splitFen spreads it', () => {
    fc.assert(
      fc.property(month, fee, (which, monthly) => {
        const days = datesIn(monthRange(which));
        const daily = days.map((day) => dailyFee(monthly, day));
        expect(daily).toEqual(
          splitFen(
            monthly,
            days.map(() => 1n),
          ),
        );
        expect(daily.reduce((a, b) => a + b, 0n)).toBe(monthly);
      }),
    );
  });
});

const tariff = (
  grade: string,
  monthlyFeeFen: bigint,
  from: PlainDate,
  until: PlainDate | null = null,
): TariffRange => ({
  tariffId: `${grade} ${from}`,
  scaleCode: 'tekun-six',
  grade,
  monthlyFeeFen,
  from,
  until,
});
const graded = (grade: string, from: PlainDate, until: PlainDate | null = null): GradeDays => ({
  scaleCode: 'tekun-six',
  grade,
  from,
  until,
});
const d = plainDate;
const neverAway = { absences: [], leaveRules: [] };

describe('the bed-days of a month', () => {
  const tariffs = [tariff('partial', 210_000n, d('2026-01-01')), tariff('total', 300_000n, d('2026-01-01'))];
  const stay = (from: string, until: string): BedDays => ({ stayId: 's', from: d(from), until: d(until) });

  it('the day of admission counts, the day of discharge does not', () => {
    const { stretches } = chargeStretches('2026-11', {
      beds: [stay('2026-11-10', '2026-11-20')],
      grades: [graded('partial', d('2026-01-01'))],
      tariffs,
      ...neverAway,
    });
    expect(stretches).toEqual([
      {
        stayId: 's',
        from: '2026-11-10',
        until: '2026-11-20',
        tariffId: 'partial 2026-01-01',
        monthlyFeeFen: 210_000n,
        monthDays: 30,
        absence: null,
        permille: 1000,
      },
    ]);
    expect(stretchFen(stretches[0] as NonNullable<(typeof stretches)[0]>)).toBe(70_000n);
  });

  it('each day has the grade of that day and the fee of that day', () => {
    const { stretches, gaps } = chargeStretches('2026-11', {
      beds: [stay('2026-10-01', '2027-01-01')],
      grades: [graded('partial', d('2026-10-01'), d('2026-11-16')), graded('total', d('2026-11-16'))],
      tariffs: [
        tariff('partial', 210_000n, d('2026-01-01'), d('2026-11-06')),
        tariff('partial', 240_000n, d('2026-11-06')),
        tariffs[1] as TariffRange,
      ],
      ...neverAway,
    });
    expect(gaps).toEqual([]);
    expect(stretches.map(({ from, until, monthlyFeeFen }) => [from, until, monthlyFeeFen])).toEqual([
      ['2026-11-01', '2026-11-06', 210_000n],
      ['2026-11-06', '2026-11-16', 240_000n],
      ['2026-11-16', '2026-12-01', 300_000n],
    ]);
  });

  it('a day without a grade or without a fee is named, not guessed', () => {
    const { stretches, gaps } = chargeStretches('2026-11', {
      beds: [stay('2026-11-01', '2026-12-01')],
      grades: [graded('partial', d('2026-11-03'), d('2026-11-21')), graded('independent', d('2026-11-21'))],
      tariffs,
      ...neverAway,
    });
    expect(stretches).toHaveLength(1);
    expect(gaps).toEqual([
      { stayId: 's', from: '2026-11-01', until: '2026-11-03', code: 'FEES.NO_GRADE' },
      {
        stayId: 's',
        from: '2026-11-21',
        until: '2026-12-01',
        code: 'FEES.NO_TARIFF',
        scaleCode: 'tekun-six',
        grade: 'independent',
      },
    ]);
  });

  it('stretches and gaps together are exactly the bed-days, and each stretch costs the sum of its days', () => {
    const day = fc.integer({ min: -40, max: 70 }).map((offset) => addDays(d('2026-11-01'), offset));
    // Ranges one after another, as the database allows only: cut a line of days into pieces, some left out.
    const pieces = fc
      .uniqueArray(day, { minLength: 2, maxLength: 8 })
      .chain((days) =>
        fc.tuple(fc.constant([...days].sort()), fc.infiniteStream(fc.integer({ min: 0, max: 2 }))),
      )
      .map(([days, kinds]) =>
        days.slice(1).flatMap((until, index) => {
          const kind = kinds.next().value as number;
          return kind === 0 ? [] : [{ from: days[index] as PlainDate, until, kind }];
        }),
      );
    fc.assert(
      fc.property(pieces, pieces, pieces, (beds, grades, fees) => {
        const { stretches, gaps } = chargeStretches('2026-11', {
          beds: beds.map(({ from, until, kind }) => ({ from, until, stayId: `stay ${kind}` })),
          grades: grades.map(({ from, until, kind }) =>
            graded(kind === 1 ? 'partial' : 'total', from, until),
          ),
          tariffs: fees.map(({ from, until, kind }) =>
            tariff(kind === 1 ? 'partial' : 'total', BigInt(kind) * 100_003n, from, until),
          ),
          ...neverAway,
        });
        const charged = [...stretches, ...gaps].flatMap((piece) =>
          datesIn(piece).map((on) => `${piece.stayId} ${on}`),
        );
        const lain = beds.flatMap((bed) =>
          datesIn(bed)
            .filter((on) => on.startsWith('2026-11'))
            .map((on) => `stay ${bed.kind} ${on}`),
        );
        expect([...charged].sort()).toEqual([...lain].sort());
        for (const stretch of stretches) {
          for (const on of datesIn(stretch)) {
            const grade = grades.find((one) => contains(one, on));
            const inForce = fees.find((one) => one.kind === grade?.kind && contains(one, on));
            expect(BigInt(inForce?.kind ?? 0) * 100_003n).toBe(stretch.monthlyFeeFen);
          }
          expect(stretchFen(stretch)).toBe(
            datesIn(stretch).reduce((sum, on) => sum + dailyFee(stretch.monthlyFeeFen, on), 0n),
          );
        }
      }),
    );
  });
});

it('knows the months before', () => {
  expect(monthsBefore('2026-02', 3)).toEqual(['2026-01', '2025-12', '2025-11']);
});
