import { describe, expect, it } from 'vitest';
import { accept } from '~/domain/kernel/refusals';
import type { OrderRow } from '~/domain/payments/find-order';
import { wayOf } from '~/routes/payments/pay-bill.server';
import { payingOf } from '~/routes/payments/paying.server';

const inWechat = 'Mozilla/5.0 (Linux; Android 14; Mobile) MicroMessenger/8.0.50';
const elsewhere = 'Mozilla/5.0 (Linux; Android 14; Mobile) Chrome/130.0';
const order = {
  status: 'created',
  provider: 'wechatpay',
  amountFen: 2_000n,
  number: '20261128ABCDEFGHJKMNPQRS',
  expiresAt: new Date(Date.now() + 60_000),
  paidAt: null,
  forwardKind: 'link',
  forward: 'https://wx.tenpay.example.test/pay',
} as OrderRow;

describe('an order of WeChat Pay', () => {
  it('inside WeChat is a link that its page says to open in the browser, since no code can be scanned there', () => {
    expect(wayOf(inWechat, 'wechatpay')).toBe('phone');
    expect(payingOf(order, accept(order), inWechat)).toMatchObject({ inWechat: true, code: null });
    expect(payingOf(order, accept(order), elsewhere)).toMatchObject({ inWechat: false });
    expect(payingOf(order, accept(order), null)).toMatchObject({ inWechat: false });
  });
});
