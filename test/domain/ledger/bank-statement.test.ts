import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  businessTexts,
  missingColumns,
  readStatementRow,
  type StatementLine,
  statementColumns,
  statementDate,
} from '~/domain/ledger/bank-statement.rules';
import { findReferences, isReference, makeReference } from '~/domain/ledger/payment-reference.rules';

const read = (cells: Record<string, string>) =>
  readStatementRow({ row: 2, cells }, statementColumns(Object.keys(cells)));

describe('headings of different banks', () => {
  it.each([
    [['交易日期', '收入金额', '支出金额', '对方户名', '对方账号', '摘要', '附言', '流水号'], '收入金额'],
    [['记账日期', '借方发生额（元）', '贷方发生额（元）', '余额', '对方名称'], '贷方发生额（元）'],
    [[' 日期 ', '转入金额', '转出金额', '付款人'], '转入金额'],
    [['Date', 'Credit', 'Debit', 'Payer', 'Reference', 'Number'], 'Credit'],
  ])('%j', (headers, income) => {
    const columns = statementColumns(headers);
    expect(columns.income).toBe(income);
    expect(missingColumns(columns)).toEqual([]);
  });

  it('names what is missing', () => {
    expect(missingColumns(statementColumns(['姓名', '余额']))).toEqual(['交易日期', '收入金额']);
  });
});

describe('rows', () => {
  it.each([
    ['2026-11-03', '2026-11-03'],
    ['2026/1/3 10:11:12', '2026-01-03'],
    ['20261103', '2026-11-03'],
    ['20261103 101112', '2026-11-03'],
    ['2026年11月3日', '2026-11-03'],
    ['2026-02-30', undefined],
    ['11/3/2026', undefined],
    ['', undefined],
  ])('date %j is %s', (text, date) => expect(statementDate(text)).toBe(date));

  it('money in is positive, money out negative, whichever way the bank prints it', () => {
    const amount = (cells: Record<string, string>) => {
      const result = read({ 交易日期: '2026-11-03', ...cells });
      return 'line' in result ? result.line.amountFen : result.problems[0].code;
    };
    expect(amount({ 收入金额: '1,234.50', 支出金额: '' })).toBe(123_450n);
    expect(amount({ 收入金额: '0.00', 支出金额: '12' })).toBe(-1_200n);
    expect(amount({ 收入金额: '--', 支出金额: '-12' })).toBe(-1_200n);
    expect(amount({ 交易金额: '88', 借贷标志: '贷' })).toBe(8_800n);
    expect(amount({ 交易金额: '88', 借贷标志: '借' })).toBe(-8_800n);
    expect(amount({ 交易金额: '-88' })).toBe(-8_800n);
    expect(amount({ 交易金额: '88', 借贷标志: '?' })).toBe('LEDGER.LINE_DIRECTION');
    expect(amount({ 收入金额: '1', 支出金额: '1' })).toBe('LEDGER.LINE_BOTH_SIDES');
    expect(amount({ 收入金额: '0', 支出金额: '' })).toBe('LEDGER.LINE_ZERO');
    expect(amount({ 收入金额: '1.234' })).toBe('LEDGER.LINE_AMOUNT');
  });

  it('the same lines in another order of rows are the same lines', () => {
    const line = fc.record({
      row: fc.nat(),
      ownAccount: fc.constantFrom('', '1'),
      bookedOn: fc.constantFrom('2026-11-01', '2026-11-02') as fc.Arbitrary<StatementLine['bookedOn']>,
      amountFen: fc.constantFrom(100n, 200n),
      counterpartyName: fc.constantFrom('甲', '乙'),
      counterpartyAccount: fc.constant(''),
      summary: fc.constant(''),
      remark: fc.constantFrom('', '谢谢'),
      bankNumber: fc.constant(''),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const texts = businessTexts(lines);
        expect(new Set(texts).size).toBe(lines.length);
        expect(businessTexts([...lines].reverse()).sort()).toEqual([...texts].sort());
      }),
    );
  });
});

describe('payment references', () => {
  it('has the check digit of Damm', () => {
    // 572 → 4 is the published example of the algorithm.
    expect(makeReference('F', '00000572')).toBe('F000005724');
  });

  it.each([
    ['F260000121'.replace(/\d$/, ''), []],
    ['11月照护费 f00000572 4 谢谢', ['F000005724']],
    ['Ｆ０００００５７２４', ['F000005724']],
    ['F-0000-0572-4/F000005724', ['F000005724']],
    ['AF000005724', []],
    ['F000005725', []],
    ['G000005724', []],
    ['', []],
  ])('%j holds %j', (text, found) => expect(findReferences('F', text)).toEqual(found));

  it('finds every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{8,12}$/),
        fc.nat(12),
        fc.integer({ min: 1, max: 9 }),
        (digits, place, shift) => {
          const right = makeReference('F', digits);
          expect(isReference(right)).toBe(true);
          const at = 1 + (place % digits.length);
          const wrong = right.slice(0, at) + ((Number(right[at]) + shift) % 10) + right.slice(at + 1);
          expect(isReference(wrong)).toBe(false);
          const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
          expect(isReference(swapped)).toBe(swapped === right);
        },
      ),
    );
  });
});
