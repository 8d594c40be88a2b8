import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerSum, totalsOf } from '~/domain/donations/disclosure.rules';
import { placeTold, SMALLEST_GROUP, tellable } from '~/domain/donations/small-groups.rules';

const LEAST = 3;
const purposes = ['a', 'b', 'c'];
const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
const items = ['bed', 'chair', 'quilt'];

/** Something that reached one person: money, or some pieces. */
interface Used {
  readonly person: number;
  readonly purpose: string;
  readonly month: string;
  readonly item: string;
  readonly fen: bigint;
}

const used = fc.record({
  person: fc.nat({ max: 7 }),
  purpose: fc.constantFrom(...purposes),
  month: fc.constantFrom(...months),
  item: fc.constantFrom(...items),
  fen: fc.bigInt({ min: 1n, max: 1_000n }),
});

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return found;
};

const sumsOf = (
  all: readonly Used[],
  account: 'expense.gifts-money' | 'expense.gifts-goods',
): LedgerSum[] => {
  const row = (purposeCode: string, month: string) => ({
    purposeCode,
    purposeName: purposeCode,
    purposeNameEn: purposeCode,
    account,
    month,
  });
  return [...grouped(all, ({ purpose, month }) => `${purpose} ${month}`).values()].map((of) => {
    const fen = of.reduce((sum, one) => sum + one.fen, 0n);
    const people = [...new Set(of.map(({ person }) => String(person)))].sort().slice(0, LEAST);
    return {
      ...row((of[0] as Used).purpose, (of[0] as Used).month),
      ledgerFen: fen,
      registeredFen: fen,
      people,
    };
  });
};

/** Rank of a matrix over a large prime, in which small whole numbers behave as they do by themselves. */
function rank(rows: readonly (readonly number[])[]): number {
  const P = 2_147_483_647n;
  const inverse = (x: bigint): bigint => {
    let [result, base, exponent] = [1n, x, P - 2n];
    for (; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = (result * base) % P;
      base = (base * base) % P;
    }
    return result;
  };
  const m = rows.map((row) => row.map((x) => ((BigInt(x) % P) + P) % P));
  let found = 0;
  for (let column = 0; column < (m[0]?.length ?? 0); column++) {
    const at = m.findIndex((row, index) => index >= found && row[column] !== 0n);
    if (at < 0) continue;
    [m[found], m[at]] = [m[at] as bigint[], m[found] as bigint[]];
    const pivot = m[found] as bigint[];
    const scale = inverse(pivot[column] as bigint);
    for (let row = found + 1; row < m.length; row++) {
      const factor = ((m[row]?.[column] as bigint) * scale) % P;
      if (factor !== 0n)
        m[row] = (m[row] as bigint[]).map((x, index) => (x - factor * (pivot[index] as bigint) + P * P) % P);
    }
    found++;
  }
  return found;
}

/** Every set of fewer than `LEAST` of these people. */
const fewPeople = (people: readonly number[]): Set<number>[] => [
  ...people.map((one) => new Set([one])),
  ...people.flatMap((one, index) => people.slice(index + 1).map((other) => new Set([one, other]))),
];

/**
 * Whether adding and taking away figures in any way whatever gives something that concerns these few people alone:
 * then the figures lose rank when all that concerns these people is left out of them.
 */
const givesAway = (
  figures: readonly Set<Used>[],
  all: readonly Used[],
  few: ReadonlySet<number>,
): boolean => {
  const of = (events: readonly Used[]) =>
    rank(figures.map((figure) => events.map((event) => (figure.has(event) ? 1 : 0))));
  return of(all.filter(({ person }) => !few.has(person))) < of(all);
};

describe('what is told of use', () => {
  it('no sum, and nothing that comes of adding and taking away sums, concerns fewer people than the smallest group', () => {
    fc.assert(
      fc.property(fc.array(used, { maxLength: 16 }), (all) => {
        const goods = totalsOf(sumsOf(all, 'expense.gifts-goods'), LEAST);
        const inGroup =
          ({ purposes: of, from, until }: (typeof goods.goodsUsed)[number]) =>
          ({ purpose, month }: Used) =>
            of.some(({ code }) => code === purpose) && from <= month && month <= until;
        const rows = [...grouped(all, ({ purpose, item }) => `${purpose} ${item}`).values()].map((of) => ({
          purpose: (of[0] as Used).purpose,
          people: [...new Set(of.map(({ person }) => String(person)))].slice(0, LEAST),
          events: of,
        }));
        const groups = goods.goodsUsed.map((group) => ({ purposes: group.purposes.map(({ code }) => code) }));
        const told = tellable(rows, groups, LEAST);
        const pieces = rows.filter((row) => told.has(row)).map(({ events }) => new Set(events));
        const money = totalsOf(sumsOf(all, 'expense.gifts-money'), LEAST);
        // The total is the ledger's at every moment, so it stands even when all together are few.
        const everybody = new Set(all.map(({ person }) => person));
        const total = everybody.size >= LEAST ? [new Set(all)] : [];
        for (const [shown, more] of [
          [goods.goodsUsed, pieces],
          [money.moneyUsed, []],
        ] as const) {
          const sums = shown.map((group) => new Set(all.filter(inGroup(group))));
          const figures = [...sums, ...more, ...total];
          for (const few of fewPeople([...everybody])) expect(givesAway(figures, all, few)).toBe(false);
          if (everybody.size < LEAST) expect(figures).toEqual([]);
          // Every sum is exact, and together they are the total.
          for (const [index, group] of shown.entries())
            expect([...(sums[index] ?? [])].reduce((sum, { fen }) => sum + fen, 0n)).toBe(group.fen);
          if (everybody.size >= LEAST)
            expect(shown.reduce((sum, { fen }) => sum + fen, 0n)).toBe(
              all.reduce((sum, { fen }) => sum + fen, 0n),
            );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what a donor sees of a purpose are the very sums of the public, so nothing comes of comparing the two', () => {
    fc.assert(
      fc.property(fc.array(used, { maxLength: 16 }), (all) => {
        const page = totalsOf(sumsOf(all, 'expense.gifts-money'), LEAST);
        const cells = page.moneyUsed.flatMap(({ purposes: of, from, until }) =>
          of.flatMap(({ code }) =>
            months.filter((month) => from <= month && month <= until).map((month) => `${code} ${month}`),
          ),
        );
        expect(new Set(cells).size).toBe(cells.length);
      }),
    );
  });

  it('a purpose with few people is told together with the smallest of the others', () => {
    const cell = (purpose: string, month: string, people: number, fen: bigint) =>
      Array.from({ length: people }, (_, index) => ({
        person: index + (purpose === 'a' ? 0 : 20),
        purpose,
        month,
        item: 'bed',
        fen,
      }));
    const all = [
      ...cell('a', '2026-01', 4, 10n),
      ...cell('b', '2026-02', 1, 7n),
      ...cell('c', '2026-01', 9, 1n),
    ];
    const { moneyUsed } = totalsOf(sumsOf(all, 'expense.gifts-money'), LEAST);
    expect(moneyUsed.map(({ purposes: of, ...sum }) => ({ ...sum, of: of.map(({ code }) => code) }))).toEqual(
      [
        { from: '2026-01', until: '2026-01', fen: 40n, of: ['a'] },
        { from: '2026-01', until: '2026-02', fen: 16n, of: ['b', 'c'] },
      ],
    );
    expect(totalsOf(sumsOf(cell('b', '2026-02', 2, 7n), 'expense.gifts-money'), LEAST)).toMatchObject({
      moneyUsed: [],
      total: { moneyUsedFen: 14n },
    });
  });
});

describe('where goods of a lot went', () => {
  const lying = fc.record({ nursing: fc.nat({ max: 12 }), general: fc.nat({ max: 12 }) });

  it('whatever is filtered for, enough people lay where it may have gone', () => {
    fc.assert(
      fc.property(lying, fc.constantFrom('nursing' as const, 'general' as const), (people, kind) => {
        const told = placeTold(kind, people);
        // Everybody for whom a hand-over that day would be called the same.
        const same = (['nursing', 'general'] as const)
          .filter((other) => placeTold(other, people) === told)
          .reduce((sum, other) => sum + people[other], 0);
        expect(told === 'somebody' || same >= SMALLEST_GROUP).toBe(true);
      }),
    );
  });

  it('both kinds of bed are called the same when one of them has too few', () => {
    expect(placeTold('nursing', { nursing: 60, general: 20 })).toBe('nursing-bed');
    expect(placeTold('general', { nursing: 60, general: 20 })).toBe('general-bed');
    expect(placeTold('nursing', { nursing: 60, general: 4 })).toBe('bed');
    expect(placeTold('general', { nursing: 60, general: 4 })).toBe('bed');
    expect(placeTold('nursing', { nursing: 2, general: 2 })).toBe('somebody');
  });
});
