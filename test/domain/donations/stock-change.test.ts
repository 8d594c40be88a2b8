import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRefusal,
  type CountedLot,
  costsRefusal,
  expiredRefusals,
  lineValue,
  onShelf,
  proposeRefusal,
  valueBack,
} from '~/domain/donations/stock-change.rules';
import { plainDate } from '~/domain/kernel/plain-date';

const lot: CountedLot = {
  id: 'l',
  name: '牛奶',
  spec: '',
  unit: '箱',
  quantity: 10,
  valueFen: 1_000n,
  remaining: 5,
  remainingFen: 500n,
  setAside: 2,
  setAsideFen: 200n,
  expiresOn: null,
  waits: false,
};
const line = (counted: number, more: object = {}) => ({
  lotId: 'l',
  expected: 7,
  counted,
  reason: '受潮',
  ...more,
});
const code = (of: CountedLot | undefined, said: ReturnType<typeof line>) =>
  proposeRefusal(of, said, 'lines.0')?.code;

describe('a count of the store', () => {
  it('expects on the shelf what may be given out and what is set aside', () => {
    expect(onShelf(lot)).toBe(7);
  });

  it.each([
    ['as expected', line(7, { reason: undefined }), undefined],
    ['missing', line(6), undefined],
    ['missing without a reason', line(6, { reason: ' ' }), 'STOCK.REASON_MISSING'],
    ['as much missing as may be given out', line(2), undefined],
    ['more missing than may be given out', line(1), 'STOCK.SHORT'],
    ['found', line(10), undefined],
    ['more than was ever stocked', line(11), 'STOCK.MORE_THAN_STOCKED'],
    ['of a sheet that is no longer true', line(6, { expected: 6 }), 'STOCK.MOVED'],
  ])('%s', (_, said, refused) => {
    expect(code(lot, said)).toBe(refused);
  });

  it('names an unknown lot, and one that waits already', () => {
    expect(code(undefined, line(7))).toBe('STOCK.LOT_UNKNOWN');
    expect(code({ ...lot, waits: true }, line(7))).toBe('STOCK.WAITS');
  });

  it('has no value without proof of value, and none where nothing differs', () => {
    expect(lineValue(lot, line(7))).toBe(0n);
    expect(lineValue({ ...lot, valueFen: null, remainingFen: null }, line(6))).toBeNull();
    expect(lineValue({ ...lot, valueFen: null, remainingFen: null }, line(8))).toBeNull();
  });

  it('value goes with the pieces and comes back with them, whatever is lost and found in whatever order', () => {
    const moves = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.bigInt({ min: 1n, max: 9_999n }),
        moves,
        (quantity, valueFen, deltas) => {
          let now: CountedLot = {
            ...lot,
            quantity,
            valueFen,
            remaining: quantity,
            remainingFen: valueFen,
            setAside: 0,
            setAsideFen: 0n,
          };
          for (const delta of deltas) {
            const said = { lotId: 'l', expected: onShelf(now), counted: onShelf(now) + delta };
            if (said.counted < 0 || applyRefusal(now, said)) continue;
            const left = lineValue(now, said) as bigint;
            now = {
              ...now,
              remaining: now.remaining + delta,
              remainingFen: (now.remainingFen as bigint) - left,
            };
            const fen = now.remainingFen as bigint;
            expect(fen >= 0n && fen <= valueFen).toBe(true);
            if (now.remaining === 0) expect(fen).toBe(0n);
            if (now.remaining === quantity) expect(fen).toBe(valueFen);
          }
        },
      ),
    );
  });

  it('never gives back what is set aside for somebody', () => {
    expect(valueBack(lot, 3)).toBe(300n);
    expect(valueBack(lot, 1)).toBe(100n);
  });
});

describe('a sale', () => {
  const on = plainDate('2026-12-01');
  it('is not of what has expired, and its costs leave something for the purpose', () => {
    const of = { name: '牛奶', spec: '', expiresOn: on };
    expect(expiredRefusals(of, on)).toEqual([]);
    expect(expiredRefusals({ ...of, expiresOn: plainDate('2026-11-30') }, on)).toMatchObject([
      { code: 'STOCK.EXPIRED_SALE' },
    ]);
    expect(costsRefusal(100n, 99n)).toBeUndefined();
    expect(costsRefusal(100n, 100n)?.code).toBe('STOCK.COSTS');
  });
});
