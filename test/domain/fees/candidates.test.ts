import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn, type OpenBill, rankCandidates, slipsBetween } from '~/domain/fees/candidate.rules';

const bill = (reference: string, more: Partial<OpenBill> = {}): OpenBill => ({
  reference,
  openFen: 260_000n,
  personName: '苏玉兰',
  guardianNames: ['苏建国'],
  ...more,
});
const bills = [
  bill('F260000121'),
  bill('F260000134', { personName: '焦凤云', guardianNames: [], openFen: 350_000n }),
  bill('F260009876', { personName: '韩长河', guardianNames: ['韩梅'], openFen: 199_900n }),
];
const ranked = (money: { text?: string; amountFen?: bigint; payerName?: string }) =>
  rankCandidates({ text: '', amountFen: 1n, payerName: '', ...money }, bills).map(({ bill: one, why }) => [
    one.reference,
    ...why,
  ]);

describe('slips of the pen', () => {
  it.each([
    ['260000121', '260000121', 0],
    ['260000121', '260000122', 1],
    ['260000121', '26000121', 1],
    ['260000121', '2600000121', 1],
    ['260000121', '260000112', 1],
    ['260000121', '620000112', 2],
    ['260000121', '123456789', 3],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(slipsBetween(a, b, 2)).toBe(slips);
  });

  it('are the same in both directions, none for the same text, and one for one changed digit', () => {
    const digits = fc.stringMatching(/^\d{9}$/);
    fc.assert(
      fc.property(digits, digits, fc.nat(8), (a, b, at) => {
        expect(slipsBetween(a, b, 9)).toBe(slipsBetween(b, a, 9));
        expect(slipsBetween(a, a, 2)).toBe(0);
        const changed = a.slice(0, at) + ((Number(a[at]) + 1) % 10) + a.slice(at + 1);
        expect(slipsBetween(a, changed, 2)).toBe(1);
      }),
    );
  });

  it('are looked for in whatever looks like a reference', () => {
    expect(numbersIn('照护费Ｆ２６０００-０１２ 2，谢谢 12')).toEqual(['260000122']);
    expect(numbersIn('照护费 10月')).toEqual([]);
  });
});

describe('what money may be meant for', () => {
  it('is named with what speaks for it, the likeliest first', () => {
    expect(ranked({ text: '照护费 F260000122', amountFen: 260_000n, payerName: '苏建国' })).toEqual([
      ['F260000121', 'reference-near', 'amount', 'guardian'],
    ]);
    expect(ranked({ text: 'F260000121 F260000134' })).toEqual([
      ['F260000121', 'reference'],
      ['F260000134', 'reference'],
    ]);
    expect(ranked({ payerName: '韩 梅', text: '代焦凤云交费' })).toEqual([
      ['F260009876', 'guardian'],
      ['F260000134', 'resident'],
    ]);
    expect(ranked({ amountFen: 350_000n })).toEqual([['F260000134', 'amount']]);
  });

  it('is nobody when nothing speaks for anybody, and a number two places off is not enough', () => {
    expect(ranked({ text: '利息', payerName: '银行' })).toEqual([]);
    expect(ranked({ text: 'F260009867' })).toEqual([['F260009876', 'reference-near']]);
    expect(ranked({ text: 'F260008866' })).toEqual([]);
  });

  it('is never more than three', () => {
    const many = Array.from({ length: 20 }, (_, index) => bill(`F26000${String(1_000 + index * 37)}`));
    expect(rankCandidates({ text: '', amountFen: 260_000n, payerName: '' }, many).length).toBe(3);
  });
});
