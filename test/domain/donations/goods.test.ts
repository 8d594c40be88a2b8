import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  itemsRefusals,
  type Lot,
  pickLots,
  stockingRefusals,
  valueOut,
} from '~/domain/donations/goods.rules';
import { addDays, plainDate } from '~/domain/kernel/plain-date';

const today = plainDate('2026-11-23');
const lot = (
  id: string,
  remaining: number,
  expiresIn: number | null,
  remainingFen: bigint | null = null,
): Lot => ({
  id,
  goodsId: 'goods',
  remaining,
  remainingFen,
  expiresOn: expiresIn === null ? null : addDays(today, expiresIn),
  stockedOn: plainDate('2026-11-01'),
});

const lots = fc
  .array(
    fc.record({
      remaining: fc.integer({ min: 0, max: 40 }),
      expiresIn: fc.option(fc.integer({ min: -5, max: 60 })),
      fen: fc.option(fc.bigInt({ min: 1n, max: 100_000n })),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ remaining, expiresIn, fen }, index) =>
      lot(`lot-${index}`, remaining, expiresIn, remaining === 0 ? 0n : fen),
    ),
  );

describe('first expiry first', () => {
  it('takes what expires first, then the next, and names what is missing', () => {
    const store = [lot('never', 5, null), lot('late', 5, 30), lot('soon', 5, 3), lot('gone', 5, -1)];
    expect(pickLots(store, 7, today)).toEqual({
      picked: [
        { lotId: 'soon', quantity: 5, valueFen: null },
        { lotId: 'late', quantity: 2, valueFen: null },
      ],
      missing: 0,
    });
    expect(pickLots(store, 16, today).missing).toBe(1);
  });

  it('what expires today may still go out, what expired yesterday may not', () => {
    expect(pickLots([lot('today', 1, 0)], 1, today).missing).toBe(0);
    expect(pickLots([lot('yesterday', 1, -1)], 1, today).missing).toBe(1);
  });

  it('never takes more than asked or than is there, never from an expired lot, never later expiry while earlier remains', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 200 }), (store, wanted) => {
        const { picked, missing } = pickLots(store, wanted, today);
        expect(picked.reduce((sum, { quantity }) => sum + quantity, 0) + missing).toBe(wanted);
        const byId = new Map(store.map((one) => [one.id, one]));
        const last = picked.at(-1);
        for (const { lotId, quantity } of picked) {
          const from = byId.get(lotId) as Lot;
          expect(quantity > 0 && quantity <= from.remaining && (from.expiresOn ?? today) >= today).toBe(true);
          if (lotId !== last?.lotId) expect(quantity).toBe(from.remaining);
        }
        const untouched = store.filter(
          ({ id, remaining, expiresOn }) =>
            remaining > 0 && (expiresOn ?? today) >= today && !picked.some((one) => one.lotId === id),
        );
        if (missing > 0) expect(untouched).toEqual([]);
        const latest =
          picked
            .map(({ lotId }) => byId.get(lotId)?.expiresOn ?? '9999')
            .sort()
            .at(-1) ?? '';
        expect(untouched.every(({ expiresOn }) => (expiresOn ?? '9999') >= latest)).toBe(true);
      }),
    );
  });

  it('the value of a lot leaves with it to the fen, however it is taken', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 1_000_000n }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
        (value, parts) => {
          let rest = { remaining: parts.reduce((a, b) => a + b, 0), remainingFen: value as bigint | null };
          let out = 0n;
          for (const part of parts) {
            const fen = valueOut(rest, part) as bigint;
            expect(fen >= 0n).toBe(true);
            out += fen;
            rest = { remaining: rest.remaining - part, remainingFen: (rest.remainingFen as bigint) - fen };
          }
          expect(out).toBe(value);
          expect(rest).toEqual({ remaining: 0, remainingFen: 0n });
        },
      ),
    );
  });
});

const item = (id: string, accepted: number | null = 10) => ({
  id,
  position: 1,
  name: `物品${id}`,
  pledged: 10,
  received: 10,
  accepted,
});

describe('answers about the items of a gift', () => {
  it('names the item that is missing, and refuses strangers and repetitions where they stand', () => {
    const answers = [{ itemId: 'a' }, { itemId: 'x' }, { itemId: 'a' }];
    expect(itemsRefusals([item('a'), item('b')], answers, 'items')).toEqual([
      { code: 'GIFT.ITEM_UNKNOWN', field: 'items.1.itemId' },
      { code: 'GIFT.ITEM_TWICE', field: 'items.2.itemId' },
      { code: 'GIFT.ITEM_MISSING', field: 'items', params: { item: '物品b' } },
    ]);
  });

  it('lots must hold exactly what was accepted, and what is past its date only to be written off', () => {
    const lot = { itemId: 'a', store: '一号库', writeOff: '' };
    const late = { ...lot, quantity: 5, expiresOn: addDays(today, -1) };
    const stocked = [{ ...lot, quantity: 4, expiresOn: addDays(today, 9), store: '' }, late];
    expect(stockingRefusals([item('a')], stocked, today).map(({ code, params }) => [code, params])).toEqual([
      ['GOODS.STORE_MISSING', { item: '物品a' }],
      ['GOODS.EXPIRED', { item: '物品a', expiresOn: '2026-11-22' }],
      ['GIFT.LOTS_DIFFER', { item: '物品a', accepted: 10, stocked: 9 }],
    ]);
    const rest = { ...lot, quantity: 5 };
    expect(stockingRefusals([item('a')], [{ ...late, writeOff: '已过期' }, rest], today)).toEqual([]);
    expect(stockingRefusals([item('a')], [{ ...late, writeOff: '过' }, rest], today)).toMatchObject([
      { code: 'GIFT.REASON_MISSING', field: 'lots.0.writeOff' },
    ]);
  });
});
