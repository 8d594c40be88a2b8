import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeReasons } from '~/domain/kernel/made-reasons';
import { plainDate } from '~/domain/kernel/plain-date';
import {
  decideTaken,
  isBookable,
  type OrderFacts,
  orderNumber,
  type ReviewedMoney,
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

  const review = (
    amountFen: bigint,
    settledAs: ReviewedMoney['settledAs'],
    { currency = 'CNY', reason = settledAs && '已核实' }: { currency?: string; reason?: string | null } = {},
  ): ReviewedMoney => ({ amountFen, currency, settledAs, reason });
  const answered = { reason: madeReasons.saidOtherwiseSince };

  it.each([
    ['nobody saw', [], 'unseen'],
    ['somebody has before them', [review(100n, null)], 'waiting'],
    ['waits otherwise', [review(90n, null)], 'waiting-otherwise'],
    ['was booked as this', [review(100n, 'booked')], 'same'],
    ['was booked otherwise', [review(90n, 'booked')], 'booked'],
    ['was booked otherwise and waits as this', [review(90n, 'booked'), review(100n, null)], 'waiting'],
    ['was set aside as this', [review(100n, 'put-aside')], 'same'],
    ['was set aside otherwise', [review(100n, 'put-aside', { currency: 'USD' })], 'put-aside'],
    ['was set aside and then booked', [review(90n, 'put-aside'), review(95n, 'booked')], 'booked'],
    [
      'gave way to what was said since and waits otherwise',
      [review(100n, 'put-aside', answered), review(90n, null)],
      'waiting-otherwise',
    ],
    [
      'gave way to what a person then set aside',
      [review(100n, 'put-aside', answered), review(90n, 'put-aside')],
      'put-aside',
    ],
    [
      'gave way to what a person then booked',
      [review(100n, 'put-aside', answered), review(90n, 'booked')],
      'booked',
    ],
    [
      'gave way to what its order was paid by',
      [review(100n, 'put-aside', { reason: madeReasons.answeredByProvider })],
      'put-aside',
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
