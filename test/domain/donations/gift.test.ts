import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventedCreditCode } from '#test/factories/donations';
import { matchLine } from '~/domain/donations/bank-match.rules';
import { type LedgerSum, totalsOf } from '~/domain/donations/disclosure.rules';
import { publicName, readDonor } from '~/domain/donations/donor.rules';
import { amountRefusal, LARGEST_GIFT, receivedDifference, stepRefusal } from '~/domain/donations/gift.rules';
import { readGiftRow } from '~/domain/donations/gift-row.rules';
import { receivingRefusal } from '~/domain/donations/qualification.rules';
import { plainDate } from '~/domain/kernel/plain-date';
import { makeReference } from '~/domain/ledger/payment-reference.rules';
import { disclosureTable } from '~/ui/donations/disclosure-table';

const codes = (result: ReturnType<typeof readDonor>) =>
  result.ok ? [] : result.refusals.map(({ code, field }) => `${code} ${field}`);

describe('a donor', () => {
  it('an organisation gives its credit code, checked; a person has none', () => {
    const creditCode = inventedCreditCode(7);
    expect(
      readDonor({
        kind: 'organisation',
        name: ' 演示 公司 ',
        creditCode: creditCode.toLowerCase(),
        phone: '',
      }),
    ).toEqual({
      ok: true,
      value: { kind: 'organisation', name: '演示 公司', creditCode, phone: null, mail: null },
    });
    expect(codes(readDonor({ kind: 'organisation', name: '演示公司' }))).toEqual([
      'DONOR.CREDIT_CODE_MISSING donor.creditCode',
    ]);
    expect(
      codes(readDonor({ kind: 'organisation', name: '演示公司', creditCode: '91350100M000100Y44' })),
    ).toEqual(['ORGANISATION.CREDIT_CODE_CHECK donor.creditCode']);
    expect(codes(readDonor({ kind: 'person', name: '演示甲', creditCode }))).toEqual([
      'DONOR.CREDIT_CODE_OF_PERSON donor.creditCode',
    ]);
  });

  it('tells everything that is wrong at once', () => {
    expect(codes(readDonor({ kind: 'organisation', name: '', creditCode: 'x', phone: '12' }))).toEqual([
      'DONOR.NAME_MISSING donor.name',
      'PERSON.PHONE_FORM donor.phone',
      'ORGANISATION.CREDIT_CODE_FORM donor.creditCode',
    ]);
  });

  it('who does not want to be named is not named', () => {
    expect(publicName({ anonymous: true, donorName: '演示甲' })).toBeUndefined();
    expect(publicName({ anonymous: false, donorName: '演示甲' })).toBe('演示甲');
    expect(publicName({ anonymous: false, donorName: null })).toBeUndefined();
  });
});

describe('who may receive', () => {
  const charity = {
    kind: 'charity',
    number: '1',
    validFrom: plainDate('2024-01-01'),
    validUntil: plainDate('2027-01-01'),
  } as const;
  const entity = { name: '演示慈善总会', nameEn: 'Demo Charity', qualifications: [charity] };

  it.each([
    ['2023-12-31', 'GIFT.ENTITY_NOT_QUALIFIED'],
    ['2024-01-01', undefined],
    ['2026-12-31', undefined],
    ['2027-01-01', 'GIFT.ENTITY_LAPSED'],
  ])('on %s: %s', (on, code) => expect(receivingRefusal(entity, plainDate(on))?.code).toBe(code));

  it('nobody without a qualification', () => {
    expect(
      receivingRefusal({ name: '演示', nameEn: 'Demo', qualifications: [] }, plainDate('2026-11-23'))?.code,
    ).toBe('GIFT.ENTITY_NOT_QUALIFIED');
  });
});

describe('steps of a gift', () => {
  const gift = (
    kind: 'money' | 'goods',
    status: 'pledged' | 'received' | 'inspected' | 'stocked' | 'refused' | 'withdrawn',
  ) => ({ kind, status, reference: 'G' });
  it('go one after the other, each for its kind', () => {
    expect(stepRefusal(gift('money', 'pledged'), 'receive-money')).toBeUndefined();
    expect(stepRefusal(gift('money', 'received'), 'receive-money')?.code).toBe('GIFT.STEP_NOT_NOW');
    expect(stepRefusal(gift('goods', 'pledged'), 'receive-money')?.code).toBe('GIFT.STEP_OF_OTHER_KIND');
    expect(stepRefusal(gift('money', 'pledged'), 'inspect')?.code).toBe('GIFT.STEP_OF_OTHER_KIND');
    expect(stepRefusal(gift('goods', 'received'), 'inspect')).toBeUndefined();
    expect(stepRefusal(gift('goods', 'received'), 'stock')?.code).toBe('GIFT.STEP_NOT_NOW');
    expect(stepRefusal(gift('goods', 'inspected'), 'stock')).toBeUndefined();
    for (const status of ['received', 'inspected', 'stocked', 'refused', 'withdrawn'] as const) {
      expect(stepRefusal(gift('goods', status), 'withdraw')?.code).toBe('GIFT.STEP_NOT_NOW');
    }
  });

  it('an amount is at least a fen and at most what nobody mistypes', () => {
    expect([0n, -1n, LARGEST_GIFT + 1n].map((fen) => amountRefusal(fen)?.code)).toEqual(
      Array(3).fill('GIFT.AMOUNT_FORM'),
    );
    expect([1n, LARGEST_GIFT].map((fen) => amountRefusal(fen))).toEqual([undefined, undefined]);
    expect(receivedDifference({ pledgedFen: 50_000n, receivedFen: 49_800n })).toBe(-200n);
    expect(receivedDifference({ pledgedFen: null, receivedFen: 49_800n })).toBe(0n);
  });
});

describe('matching a bank line to a gift', () => {
  const one = { reference: makeReference('G', '123456789'), kind: 'money', status: 'pledged' } as const;
  const two = { reference: makeReference('G', '987654321'), kind: 'money', status: 'received' } as const;
  const goods = { reference: makeReference('G', '555555555'), kind: 'goods', status: 'pledged' } as const;
  const known = new Map([one, two, goods].map((gift) => [gift.reference, gift]));
  const match = (remark: string, summary = '转账') =>
    matchLine(
      { id: 'l', amountFen: 1n, summary, remark },
      (reference) => known.get(reference),
      () => true,
    );

  it('takes the one reference out of whatever people write around it', () => {
    for (const remark of [
      one.reference,
      `捐款${one.reference}谢谢`,
      one.reference.toLowerCase(),
      `${one.reference.slice(0, 4)} ${one.reference.slice(4)}`,
    ]) {
      expect(match(remark)).toEqual({ gift: one });
    }
    expect(match('', one.reference)).toEqual({ gift: one });
    expect(match(one.reference, one.reference)).toEqual({ gift: one });
  });

  it('leaves to a person what is not exact', () => {
    expect(match('捐款')).toEqual({ doubt: 'no-reference' });
    expect(match(`${one.reference} ${two.reference}`)).toEqual({ doubt: 'several-references' });
    expect(match(makeReference('G', '000000001'))).toEqual({ doubt: 'unknown-reference' });
    expect(match(two.reference)).toEqual({ doubt: 'not-awaiting-money' });
    expect(match(goods.reference)).toEqual({ doubt: 'not-awaiting-money' });
    const unable = matchLine(
      { id: 'l', amountFen: 1n, summary: '', remark: one.reference },
      () => one,
      () => false,
    );
    expect(unable).toEqual({ doubt: 'entity-not-qualified' });
  });

  it('one wrong digit never finds another gift', () => {
    const at = one.reference.length - 1;
    for (let digit = 0; digit <= 9; digit++) {
      const typed = one.reference.slice(0, at) + digit;
      expect(match(typed)).toEqual(typed === one.reference ? { gift: one } : { doubt: 'wrong-check-digit' });
    }
  });
});

describe('public totals', () => {
  const accounts = [
    'income.gifts-money',
    'income.gifts-sold',
    'income.gifts-goods',
    'expense.gifts-money',
    'expense.gifts-goods',
    'expense.gifts-goods-lost',
    'equity.fund-transfers',
  ] as const;
  const sum = fc.record({
    purposeCode: fc.constantFrom('general', 'care-beds'),
    account: fc.constantFrom(...accounts),
    month: fc.constantFrom('2026-10', '2026-11'),
    ledgerFen: fc.bigInt({ min: 0n, max: 1_000_000n }),
  });
  const whole = (
    rows: readonly { purposeCode: string; account: LedgerSum['account']; month: string; ledgerFen: bigint }[],
  ): LedgerSum[] =>
    rows.map((row) => ({
      ...row,
      purposeName: row.purposeCode,
      purposeNameEn: row.purposeCode,
      registeredFen: row.ledgerFen,
      people: ['1', '2', '3', '4', '5'],
    }));

  it('by purpose, by month and in all are the same money', () => {
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 20 }), (rows) => {
        const totals = totalsOf(whole(rows));
        for (const parts of [totals.byPurpose, totals.byMonth, totals.rows]) {
          for (const field of [
            'moneyReceivedFen',
            'soldFen',
            'moneyCarriedFen',
            'goodsReceivedFen',
            'goodsLostFen',
          ] as const)
            expect(parts.reduce((fen, part) => fen + part[field], 0n)).toBe(totals.total[field]);
        }
        const sum = (used: typeof totals.moneyUsed) => used.reduce((all, { fen }) => all + fen, 0n);
        expect(sum(totals.moneyUsed)).toBe(totals.total.moneyUsedFen);
        expect(sum(totals.goodsUsed)).toBe(totals.total.goodsUsedFen);
        const { total } = totals;
        const all =
          total.moneyReceivedFen +
          total.goodsReceivedFen +
          total.moneyUsedFen +
          total.goodsUsedFen +
          total.goodsLostFen +
          total.moneyCarriedFen;
        expect(all).toBe(rows.reduce((fen, row) => fen + row.ledgerFen, 0n));
        expect(total.soldFen).toBe(
          rows.reduce((fen, row) => (row.account === 'income.gifts-sold' ? fen + row.ledgerFen : fen), 0n),
        );
        expect(totals.reconciled).toBe(true);
      }),
    );
  });

  it('what concerns too few to be told by purpose is told as what is left of the total', () => {
    const used = (account: LedgerSum['account'], count: number, ledgerFen: bigint): LedgerSum => ({
      purposeCode: 'general',
      purposeName: '一',
      purposeNameEn: 'One',
      account,
      month: '2026-11',
      ledgerFen,
      registeredFen: ledgerFen,
      people: Array.from({ length: count }, (_, n) => `p${n}`),
    });
    const totals = totalsOf([used('expense.gifts-money', 5, 660n), used('expense.gifts-goods', 4, 48n)], 5);
    expect(totals.notItemised).toEqual({ moneyUsedFen: 0n, goodsUsedFen: 48n });
    const told = [...totals.moneyUsed, ...totals.goodsUsed].reduce((all, { fen }) => all + fen, 0n);
    expect(told + totals.notItemised.moneyUsedFen + totals.notItemised.goodsUsedFen).toBe(708n);
  });

  it('as a table every column adds up, and only use stands among what is not itemised', () => {
    const sumOf = (
      account: LedgerSum['account'],
      month: string,
      ledgerFen: bigint,
      people: string[] = [],
    ) => ({
      purposeCode: 'general',
      purposeName: '一',
      purposeNameEn: 'One',
      account,
      month,
      ledgerFen,
      registeredFen: ledgerFen,
      people,
    });
    const { headers, rows } = disclosureTable(
      totalsOf([
        sumOf('income.gifts-money', '2026-10', 5_000n),
        sumOf('income.gifts-goods', '2026-10', 3_000n),
        sumOf('income.gifts-sold', '2026-11', 800n),
        sumOf('expense.gifts-goods-lost', '2026-11', 1_200n),
        sumOf('expense.gifts-money', '2026-11', 45n, ['1']),
      ]),
    );
    expect(rows.map((row) => row.slice(0, 3).concat(row.slice(4)))).toEqual([
      ['2026-10', '2026-10', 'general', '50.00', '0.00', '30.00', '0.00', '0.00', '0.00', '0.00'],
      ['2026-11', '2026-11', 'general', '8.00', '8.00', '0.00', '0.00', '0.00', '12.00', '0.00'],
      ['未分项（涉及人数太少）', '', '', '0.00', '0.00', '0.00', '0.45', '0.00', '0.00', '0.00'],
      ['合计', '', '', '58.00', '8.00', '30.00', '0.45', '0.00', '12.00', '0.00'],
    ]);
    expect(headers).toHaveLength(rows[0]?.length ?? 0);
  });

  it('a fen between ledger and registers shows', () => {
    const [row] = whole([
      { purposeCode: 'general', account: 'income.gifts-money', month: '2026-11', ledgerFen: 5n },
    ]) as [LedgerSum];
    expect(totalsOf([{ ...row, registeredFen: 4n }]).reconciled).toBe(false);
  });
});

describe('a row of gifts that were written down elsewhere', () => {
  const today = plainDate('2026-11-23');
  const money = {
    登记号: '演示-1',
    捐赠人类型: '个人',
    捐赠人: '演示甲',
    捐赠形式: '货币',
    金额: '￥1,200.50',
    捐赠日期: '2026年11月3日',
    匿名: '是',
  };
  const read = (cells: Record<string, string>) => readGiftRow({ row: 2, cells }, today);

  it('reads money and goods', () => {
    expect(read(money)).toMatchObject({
      read: { anonymous: true, receivedOn: '2026-11-03', gift: { kind: 'money', amountFen: 120_050n } },
    });
    const goods = {
      ...money,
      捐赠形式: '物资',
      金额: '',
      物资名称: '棉被',
      规格: '1.5m',
      单位: '床',
      数量: '20',
      匿名: '',
    };
    expect(read(goods)).toMatchObject({
      read: {
        anonymous: false,
        gift: { kind: 'goods', name: '棉被', spec: '1.5m', unit: '床', quantity: 20 },
      },
    });
  });

  it('says everything that is wrong, at its column', () => {
    const outcome = read({
      登记号: '',
      捐赠人类型: '狗',
      捐赠人: '',
      捐赠形式: '货币',
      金额: '很多',
      捐赠日期: '2026-11-24',
      匿名: '也许',
    });
    expect('problems' in outcome && outcome.problems.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'GIFT.KEY_MISSING externalKey',
      'GIFT.DONOR_KIND_UNKNOWN donorKind',
      'GIFT.AMOUNT_FORM amount',
      'GIFT.DATE_AHEAD receivedOn',
      'GIFT.ANONYMOUS_FORM anonymous',
    ]);
  });

  it('text that looks like a formula stays text or is refused, never understood', () => {
    const outcome = read({ ...money, 捐赠人: '=HYPERLINK("x")' });
    expect('problems' in outcome && outcome.problems[0].code).toBe('PERSON.NAME_FORM');
  });
});
