import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '~/domain/kernel/plain-date';
import {
  decideTaken,
  isBookable,
  type OrderFacts,
  orderNumber,
  refundNumber,
  reviewKinds,
  standingOf,
} from '~/domain/payments/payment.rules';

const order: OrderFacts = {
  provider: 'alipay',
  status: 'created',
  amountFen: 100n,
  currency: 'CNY',
  transactionId: null,
};
const said = { transactionId: 't1', amountFen: 100n, currency: 'CNY' };

describe('money that a provider says to have taken', () => {
  it.each([
    ['the order is open', order, said, 'take'],
    ['it was closed meanwhile', { ...order, status: 'closed' as const }, said, 'take'],
    ['it is known', { ...order, status: 'paid' as const, transactionId: 't1' }, said, 'known'],
    ['it has gone back since', { ...order, status: 'refunded' as const, transactionId: 't1' }, said, 'known'],
    ['another payment of it', { ...order, status: 'paid' as const, transactionId: 't0' }, said, 'paid-again'],
    ['another amount', order, { ...said, amountFen: 99n }, 'amount-differs'],
    [
      'the same payment with another amount',
      { ...order, status: 'paid' as const, transactionId: 't1' },
      { ...said, amountFen: 99n },
      'amount-differs',
    ],
    ['another currency', order, { ...said, currency: 'USD' }, 'currency-differs'],
    ['no order', undefined, said, 'order-unknown'],
    ["another provider's order", { ...order, provider: 'wechatpay' as const }, said, 'order-unknown'],
  ])('%s', (_, facts, taken, decision) => {
    expect(decideTaken(facts, 'alipay', taken)).toBe(decision);
  });

  it('is taken for an order once and only whole, whatever is said', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            transactionId: fc.constantFrom('a', 'b'),
            amountFen: fc.constantFrom(100n, 1n),
            currency: fc.constantFrom('CNY', 'USD'),
          }),
          { maxLength: 8 },
        ),
        (all) => {
          let now: OrderFacts = order;
          let takenFen = 0n;
          for (const one of all) {
            if (decideTaken(now, 'alipay', one) !== 'take') continue;
            takenFen += one.amountFen;
            now = { ...now, status: 'paid', transactionId: one.transactionId };
          }
          expect([0n, 100n]).toContain(takenFen);
        },
      ),
    );
  });

  it.each([
    ['nobody saw', [], 'unseen'],
    ['somebody has before them', [{ amountFen: 100n, currency: 'CNY', settledAs: null }], 'waiting'],
    ['waits otherwise', [{ amountFen: 90n, currency: 'CNY', settledAs: null }], 'waiting-otherwise'],
    ['was booked as this', [{ amountFen: 100n, currency: 'CNY', settledAs: 'booked' }], 'same'],
    ['was booked otherwise', [{ amountFen: 90n, currency: 'CNY', settledAs: 'booked' }], 'booked'],
    ['was set aside as this', [{ amountFen: 100n, currency: 'CNY', settledAs: 'put-aside' }], 'same'],
    ['was set aside otherwise', [{ amountFen: 100n, currency: 'USD', settledAs: 'put-aside' }], 'put-aside'],
    [
      'was set aside and then booked',
      [
        { amountFen: 90n, currency: 'CNY', settledAs: 'put-aside' },
        { amountFen: 95n, currency: 'CNY', settledAs: 'booked' },
      ],
      'booked',
    ],
  ] as const)('of a transaction that %s stands so', (_, reviews, standing) => {
    expect(standingOf(reviews, said)).toBe(standing);
  });

  it('can be booked by hand when it is yuan that lie at the provider', () => {
    expect(reviewKinds.filter((kind) => isBookable(kind, 'CNY'))).toEqual([
      'order-unknown',
      'amount-differs',
      'paid-again',
      'not-receivable',
      'put-aside-before',
    ]);
    expect(reviewKinds.filter((kind) => isBookable(kind, 'USD') || isBookable(kind, null))).toEqual([]);
  });
});

describe('numbers', () => {
  it('have the form that both providers take, and those of refunds are the same for the same payout', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        expect(orderNumber(plainDate('2026-11-28'), random)).toMatch(/^20261128[0-9A-HJKMNP-TV-Z]{16}$/);
      }),
    );
    const id = '0193a1f2-0000-7000-8000-00000000000a';
    expect(refundNumber(id)).toBe('R0193A1F200007000800000000000000A');
  });
});
