import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedAmount } from '~/domain/funds/fund.forms';
import {
  type FundBooks,
  leftOf,
  lineRefusals,
  transferGrounds,
  transferRefusals,
} from '~/domain/funds/fund.rules';

const fiscal: FundBooks = { id: 'a', source: 'fiscal', purposeId: null };
const donated: FundBooks = { id: 'b', source: 'donated', purposeId: 'p' };
const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('what is left of a fund', () => {
  it('is what came in and was carried over, less what was used', () => {
    const sums = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(sums, sums, sums, sums, (received, used, carriedIn, carriedOut) => {
        const balances = { incomeFen: -received, expenseFen: used, transfersFen: carriedOut - carriedIn };
        expect(leftOf(balances)).toBe(received + carriedIn - used - carriedOut);
      }),
    );
  });
});

const refused = (...[from, to, ground]: Parameters<typeof transferRefusals>) =>
  codes(transferRefusals(from, to, ground));

describe('money carried over', () => {
  it('stays with money of its kind, and goes to another fund', () => {
    expect(refused(fiscal, { ...fiscal, id: 'c' }, null)).toEqual([]);
    expect(refused(fiscal, fiscal, null)).toEqual(['FUND.TRANSFER_SAME']);
    expect(refused(fiscal, donated, 'plan')).toEqual(['FUND.TRANSFER_SOURCE']);
    expect(refused(donated, fiscal, 'plan')).toEqual(['FUND.TRANSFER_SOURCE']);
    expect(refused(fiscal, { ...fiscal, id: 'c' }, 'plan')).toEqual(['FUND.GROUND_NEEDLESS']);
  });

  it('goes to another purpose on a ground only', () => {
    const other: FundBooks = { ...donated, id: 'c', purposeId: 'q' };
    expect(refused(donated, other, undefined)).toEqual(['FUND.GROUND_MISSING']);
    for (const ground of transferGrounds) expect(refused(donated, other, ground)).toEqual([]);
    expect(refused(donated, { ...donated, id: 'c' }, null)).toEqual([]);
    expect(refused(donated, { ...donated, id: 'c' }, 'similar')).toEqual(['FUND.GROUND_NEEDLESS']);
  });
});

describe('a line of the budget', () => {
  const line = { budgetFen: 100n, usedFen: 40n };

  it('is needed for fiscal money and may be left out of donated money', () => {
    expect(codes(lineRefusals('fiscal', undefined, { amountFen: 1n }))).toEqual(['FUND.LINE_MISSING']);
    expect(lineRefusals('donated', undefined, { amountFen: 1n })).toEqual([]);
    for (const source of ['fiscal', 'donated'] as const)
      expect(codes(lineRefusals(source, undefined, { amountFen: 1n, line: '未批准' }))).toEqual([
        'FUND.LINE_UNKNOWN',
      ]);
  });

  it('is spent to the last fen and not beyond', () => {
    expect(lineRefusals('fiscal', line, { amountFen: 60n, line: '床位' })).toEqual([]);
    expect(lineRefusals('fiscal', line, { amountFen: 61n, line: '床位' })).toMatchObject([
      { code: 'FUND.LINE_SHORT', params: { line: '床位', leftFen: '60' } },
    ]);
  });
});

describe('an amount of budget', () => {
  it.each([
    ['1,234.50', 123_450n],
    ['-5000', -500_000n],
    ['－0.01', -1n],
    ['+3', 300n],
  ])('%s is read', (text, fen) => {
    expect(signedAmount.parse(text)).toBe(fen);
  });

  it.each(['', '0', '-0', '--5', '1.234', 'viel', '100000000.01'])('%s is none', (text) => {
    expect(signedAmount.safeParse(text).success).toBe(false);
  });
});
