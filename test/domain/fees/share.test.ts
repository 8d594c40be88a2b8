import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChargeStretch, stretchFen } from '~/domain/fees/charge.rules';
import { type Arrangement, arrangedPayers, monthShares, shareOf } from '~/domain/fees/share.rules';
import { addDays, plainDate } from '~/domain/kernel/plain-date';

const d = plainDate;
const stretch = (from: string, until: string, monthlyFeeFen = 300_000n, permille = 1000): ChargeStretch => ({
  stayId: 's',
  tariffId: 't',
  from: d(from),
  until: d(until),
  monthlyFeeFen,
  monthDays: 30,
  absence: null,
  permille,
});
const always = { from: d('2026-01-01'), until: null };
const november = [stretch('2026-11-01', '2026-12-01')];

describe('who pays a month', () => {
  it('the resident pays all of it when nothing is arranged', () => {
    expect([...monthShares(november, [])]).toEqual([['resident', 300_000n]]);
  });

  it('a sum a month, a part rounded down, and the rest', () => {
    const shares = monthShares(
      [stretch('2026-11-01', '2026-12-01', 300_001n)],
      [
        { ...always, payer: 'subsidy', measure: { monthlyFen: 50_000n } },
        { ...always, payer: 'insurance', measure: { permille: 333 } },
      ],
    );
    expect(Object.fromEntries(shares)).toEqual({
      insurance: 99_900n,
      subsidy: 50_000n,
      resident: 300_001n - 99_900n - 50_000n,
    });
  });

  it('nobody pays more than is left, in the order of who is bound before who gives', () => {
    const shares = monthShares(november, [
      { ...always, payer: 'donated-relief', measure: { monthlyFen: 900_000n } },
      { ...always, payer: 'public-support', measure: { monthlyFen: 200_000n } },
      { ...always, payer: 'insurance', measure: { permille: 500 } },
    ]);
    expect(Object.fromEntries(shares)).toEqual({ insurance: 150_000n, 'public-support': 150_000n });
  });

  it('an arrangement that begins within the month counts for its days', () => {
    const shares = monthShares(november, [
      { payer: 'subsidy', measure: { monthlyFen: 30_000n }, from: d('2026-11-16'), until: null },
    ]);
    expect(Object.fromEntries(shares)).toEqual({ subsidy: 15_000n, resident: 285_000n });
  });

  it('shares sum to what the days cost, none below zero, each arranged one at most what it offers', () => {
    const day = fc.integer({ min: -5, max: 35 }).map((offset) => addDays(d('2026-11-01'), offset));
    const arrangement = fc
      .tuple(
        fc.constantFrom(...arrangedPayers),
        fc.oneof(
          fc.bigInt({ min: 1n, max: 400_000n }).map((monthlyFen) => ({ monthlyFen })),
          fc.integer({ min: 1, max: 1000 }).map((permille) => ({ permille })),
        ),
        day,
        fc.option(day),
      )
      .filter(([, , from, until]) => until === null || from < until)
      .map(([payer, measure, from, until]): Arrangement => ({ payer, measure, from, until }));
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 2, maxLength: 6 });
    const parts = fc.array(
      fc.tuple(fc.bigInt({ min: 1n, max: 500_000n }), fc.integer({ min: 0, max: 1000 })),
      { minLength: 5, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(arrangement, { maxLength: 4, selector: ({ payer }) => payer }),
        days,
        parts,
        (arrangements, cuts, fees) => {
          const turns = cuts.sort((a, b) => a - b).map((offset) => addDays(d('2026-11-01'), offset));
          const stretches = turns.slice(1).map((until, index) => {
            const [fee, permille] = fees[index] ?? [1n, 1000];
            return stretch(turns[index] ?? '', until, fee, permille);
          });
          const shares = monthShares(stretches, arrangements);
          const total = stretches.reduce((sum, one) => sum + stretchFen(one), 0n);
          expect([...shares.values()].reduce((sum, fen) => sum + fen, 0n)).toBe(total);
          for (const [payer, fen] of shares) {
            expect(fen).toBeGreaterThan(0n);
            const measure = arrangements.find((one) => one.payer === payer)?.measure;
            if (!measure) continue;
            const most =
              'monthlyFen' in measure ? measure.monthlyFen : (total * BigInt(measure.permille)) / 1000n;
            expect(fen).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});

describe('a share of a bill', () => {
  it.each([
    ['is what is charged', 100n, 0n, 0n, { carriedFen: 0n, amountFen: 100n }],
    ['is never below zero', -30n, 0n, 500n, { carriedFen: 0n, amountFen: 0n }],
    ['is less what the last bill left over', 100n, -30n, -30n, { carriedFen: -30n, amountFen: 70n }],
    ['carries no more than the account still holds', 100n, -30n, -10n, { carriedFen: -10n, amountFen: 90n }],
    ['carries nothing that has paid older bills', 100n, -30n, 470n, { carriedFen: 0n, amountFen: 100n }],
    ['leaves what was paid ahead to the account', 100n, -30n, -500n, { carriedFen: -30n, amountFen: 70n }],
  ])('%s', (_, chargedFen, leftFen, balanceFen, expected) => {
    expect(shareOf('resident', { chargedFen, leftFen, balanceFen })).toEqual({
      payer: 'resident',
      chargedFen,
      ...expected,
    });
  });
});
