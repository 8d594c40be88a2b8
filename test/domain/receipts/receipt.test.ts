import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import {
  type ReceiptedGift,
  receiptLines,
  receiptNumber,
  receiptRefusal,
  registerYear,
  replacedNumber,
  standingOf,
} from '~/domain/receipts/receipt.rules';

const money: ReceiptedGift = {
  reference: 'G1',
  kind: 'money',
  status: 'received',
  receivedFen: 120_050n,
  receivedOn: plainDate('2026-11-03'),
  handler: '演示经办人',
  purposeCode: 'general',
  purposeName: '不指定用途',
  items: [],
};
const item = (accepted: number | null, valueFen: bigint | null, spec = '') => ({
  name: '棉被',
  spec,
  unit: '床',
  accepted,
  valueFen,
});

describe('a receipt', () => {
  it('has a number that sorts and says its register', () => {
    expect(receiptNumber({ prefix: 'YQ', year: 2026, number: 7 })).toBe('YQ2026-000007');
    expect(receiptNumber({ prefix: 'YQ', year: 2026, number: 1_234_567 })).toBe('YQ2026-1234567');
    expect(registerYear(plainDate('2026-12-31'))).toBe(2026);
  });

  it('of the fiscal system is known by its code and number, also where it was replaced', () => {
    const fiscal = { fiscalCode: '37050126', fiscalNumber: '0000000012' };
    expect(receiptNumber({ prefix: 'YQ', year: 2026, number: 7, ...fiscal })).toBe('37050126 0000000012');
    const first = {
      prefix: 'YQ',
      replacesYear: null,
      replacesNumber: null,
      replacesFiscalCode: null,
      replacesFiscalNumber: null,
    };
    expect(replacedNumber(first)).toBeUndefined();
    const second = { ...first, replacesYear: 2026, replacesNumber: 6 };
    expect(replacedNumber(second)).toBe('YQ2026-000006');
    expect(
      replacedNumber({ ...second, replacesFiscalCode: '37050126', replacesFiscalNumber: '0000000011' }),
    ).toBe('37050126 0000000011');
  });

  it('holds until it is voided, or reversed when it is of the fiscal system', () => {
    for (const kind of ['donation_acknowledgement', 'fiscal_receipt'] as const)
      expect(standingOf({ kind, voidedOn: null })).toBe('valid');
    const voidedOn = '2026-11-24';
    expect(standingOf({ kind: 'donation_acknowledgement', voidedOn })).toBe('voided');
    expect(standingOf({ kind: 'fiscal_receipt', voidedOn })).toBe('reversed');
  });

  it('is given for money that arrived and for goods whose value is proved, and not before', () => {
    expect(receiptRefusal(money)).toBeUndefined();
    expect(receiptRefusal({ ...money, receivedFen: null })?.code).toBe('RECEIPT.MONEY_NOT_RECEIVED');
    const goods: ReceiptedGift = { ...money, kind: 'goods', receivedFen: null, items: [item(10, null)] };
    expect(receiptRefusal(goods)?.code).toBe('RECEIPT.GOODS_NOT_VALUED');
  });

  it('money is one line', () => {
    expect(receiptLines(money)).toEqual([
      {
        itemCode: 'general',
        itemName: '不指定用途',
        unit: '',
        quantity: 1,
        standardFen: 120_050n,
        amountFen: 120_050n,
      },
    ]);
  });

  it('goods are a line each; a price per piece stands only when it is exact', () => {
    const goods: ReceiptedGift = {
      ...money,
      kind: 'goods',
      items: [item(3, 1_000n, '1.5m'), item(4, 1_000n), item(0, null), item(null, null)],
    };
    expect(
      receiptLines(goods).map(({ itemName, quantity, standardFen, amountFen }) => [
        itemName,
        quantity,
        standardFen,
        amountFen,
      ]),
    ).toEqual([
      ['棉被 1.5m', 3, null, 1_000n],
      ['棉被', 4, 250n, 1_000n],
    ]);
  });

  it('the lines sum to the value of what was accepted', () => {
    const items = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 500 }), fc.bigInt({ min: 1n, max: 10_000_000n })),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(items, (rows) => {
        const lines = receiptLines({
          ...money,
          kind: 'goods',
          items: rows.map(([accepted, fen]) => item(accepted, fen)),
        });
        expect(lines.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(
          rows.reduce((sum, [, fen]) => sum + fen, 0n),
        );
        for (const line of lines) {
          if (line.standardFen !== null)
            expect(line.standardFen * BigInt(line.quantity)).toBe(line.amountFen);
        }
      }),
    );
  });
});
