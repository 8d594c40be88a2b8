import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dateOf } from '~/domain/kernel/plain-date';
import { alipayProvider } from '~/platform/payments/alipay';
import {
  NoticeRefused,
  type OrderToPay,
  type PaymentProvider,
  ProviderProblem,
} from '~/platform/payments/port';
import { readAlipaySettings, readWechatpaySettings } from '~/platform/payments/settings';
import { wechatpayProvider } from '~/platform/payments/wechatpay';
import { AlipayServer } from '../payments/alipay-server';
import { newPair } from '../payments/keys';
import { WechatpayServer } from '../payments/wechatpay-server';

const ORIGIN = 'https://care.example.test';
const alipay = new AlipayServer();
const wechat = new WechatpayServer();
beforeAll(() => Promise.all([alipay.start(), wechat.start()]));
afterAll(() => Promise.all([alipay.stop(), wechat.stop()]));

const without = (prefix: string, settings: Record<string, string>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.slice(prefix.length), value]));

let last = 0;
const order = (more: Partial<OrderToPay> = {}): OrderToPay => ({
  number: `20261128${String(++last).padStart(16, '0')}`,
  way: 'code',
  description: '照护费 2026-000001',
  amountFen: 260_050n,
  expiresAt: new Date(Date.now() + 30 * 60_000),
  returnPath: '/my/payments/1',
  clientAddress: '203.0.113.7',
  ...more,
});

function alipayHere(): PaymentProvider {
  const { settings } = readAlipaySettings(without('ALIPAY_', alipay.settings));
  if (!settings) throw new Error('settings do not hold');
  return alipayProvider(settings, ORIGIN);
}
function wechatHere(): PaymentProvider {
  const { settings } = readWechatpaySettings(without('WECHATPAY_', wechat.settings));
  if (!settings) throw new Error('settings do not hold');
  return wechatpayProvider(settings, ORIGIN);
}

describe.each([
  { name: 'alipay', server: alipay, here: alipayHere },
  { name: 'wechatpay', server: wechat, here: wechatHere },
])('$name', ({ server, here }) => {
  it('an order is made, asked for, paid, refunded in part, and stands in the bill of its day', async () => {
    const provider = here();
    const asked = order();
    expect(await provider.query(asked.number)).toEqual({ state: 'unknown' });
    const forward = await provider.create(asked);
    expect(forward.kind).toBe('code');
    expect(await provider.create(asked)).toEqual(forward);
    expect(await provider.query(asked.number)).toEqual({ state: 'open' });
    expect(server.trades.all.get(asked.number)).toMatchObject({
      fen: 260_050n,
      notifyUrl: `${ORIGIN}/hooks/${provider.name}`,
    });

    const { transactionId, paidAt } = server.trades.pay(asked.number);
    const paid = { state: 'paid', transactionId, amountFen: 260_050n, currency: 'CNY', at: paidAt };
    expect(await provider.query(asked.number)).toEqual(paid);
    expect(await provider.close(asked.number)).toBe('paid');

    const refund = {
      orderNumber: asked.number,
      number: `R${asked.number}`,
      amountFen: 50n,
      orderFen: 260_050n,
      reason: '多缴退回𠮷'.repeat(16),
    };
    expect(await provider.refund(refund)).toEqual({ state: 'done' });
    expect(await provider.refund(refund)).toEqual({ state: 'done' });
    expect(server.trades.all.get(asked.number)?.refunds.length).toBe(1);
    expect(await provider.query(asked.number)).toEqual(paid);

    const lines = await provider.bill(dateOf(paidAt as Date));
    expect(lines.filter(({ orderNumber }) => orderNumber === asked.number)).toEqual([
      {
        kind: 'paid',
        orderNumber: asked.number,
        transactionId,
        amountFen: 260_050n,
        currency: 'CNY',
        at: paidAt,
      },
      {
        kind: 'refund',
        orderNumber: asked.number,
        transactionId,
        refundNumber: refund.number,
        amountFen: 50n,
      },
    ]);
  });

  it('an order that nobody pays is closed, also one that was never heard of, and a day without trades has an empty bill', async () => {
    const provider = here();
    const asked = order();
    await provider.create(asked);
    expect(await provider.close(asked.number)).toBe('closed');
    expect(await provider.query(asked.number)).toEqual({ state: 'closed' });
    expect(await provider.close(asked.number)).toBe('closed');
    expect(await provider.close(order().number)).toBe('closed');
    expect(await provider.bill(dateOf(new Date('2020-01-01T00:00:00Z')))).toEqual([]);
  });

  it('an answer that somebody else signed is not believed', async () => {
    const asked = order();
    await here().create(asked);
    server.trades.pay(asked.number);
    const { privateKey } = server.own;
    Object.assign(server.own, { privateKey: newPair().privateKey });
    try {
      await expect(here().query(asked.number)).rejects.toThrow(ProviderProblem);
    } finally {
      Object.assign(server.own, { privateKey });
    }
  });
});

describe('links', () => {
  it('lead to a signed page of Alipay, and for telephones to the app of either', async () => {
    for (const [way, product] of [
      ['desk', 'FAST_INSTANT_TRADE_PAY'],
      ['phone', 'QUICK_WAP_WAY'],
    ] as const) {
      const asked = order({ way });
      const { kind, text } = await alipayHere().create(asked);
      expect(kind).toBe('link');
      const content = JSON.parse(new URL(text).searchParams.get('biz_content') ?? '{}');
      expect(content).toMatchObject({
        out_trade_no: asked.number,
        total_amount: '2600.50',
        product_code: product,
      });
      const page = await (await fetch(text)).text();
      expect(page).toContain('¥2600.50');
      expect((await (await fetch(text.replace('2600.50', '0.01'))).text()).includes('¥0.01')).toBe(false);
    }
    const { kind, text } = await wechatHere().create(order({ way: 'phone' }));
    expect(kind).toBe('link');
    expect(new URL(text).searchParams.get('redirect_url')).toBe(`${ORIGIN}/my/payments/1`);
  });
});

describe('notices of Alipay', () => {
  const provider = () => alipayHere();
  let number: string;
  beforeEach(async () => {
    const asked = order();
    await provider().create(asked);
    alipay.trades.pay(asked.number);
    number = asked.number;
  });
  const read = (body: string) => provider().readNotice(new Headers(), body, new Date());
  const why = (body: string) => {
    try {
      read(body);
      return 'believed';
    } catch (error) {
      return error instanceof NoticeRefused ? error.why : error;
    }
  };

  it('says what was paid', () => {
    const { transactionId, paidAt } = alipay.trades.all.get(number) ?? {};
    expect(read(alipay.notice(number, { notify_id: 'n-1' }))).toEqual({
      eventId: 'n-1',
      kind: 'paid',
      orderNumber: number,
      taken: { transactionId, amountFen: 260_050n, currency: 'CNY', at: paidAt },
    });
  });

  it('is refused when anything in it was changed, somebody else signed it, or it is for somebody else', () => {
    const good = alipay.notice(number);
    expect(why(good.replace('2600.50', '0.01'))).toBe('signature');
    expect(why(good.replace('RSA2', 'RSA'))).toBe('signature');
    expect(why(good.replace(/sign=[^&]+/, 'sign=AAAA'))).toBe('signature');
    expect(why(alipay.notice(number, { app_id: '2021000000000999' }))).toBe('receiver');
    expect(why(alipay.notice(number, { seller_id: '2088000000000999' }))).toBe('receiver');
    expect(why('')).toBe('form');
    expect(why('sign=a&sign_type=RSA2&notify_id=1&out_trade_no=2')).toBe('signature');
  });
});

describe('notices of WeChat Pay', () => {
  const provider = () => wechatHere();
  let number: string;
  beforeEach(async () => {
    const asked = order();
    await provider().create(asked);
    wechat.trades.pay(asked.number);
    number = asked.number;
  });
  const why = ({ headers, body }: { headers: Record<string, string>; body: string }, now = new Date()) => {
    try {
      return provider().readNotice(new Headers(headers), body, now).kind;
    } catch (error) {
      return error instanceof NoticeRefused ? error.why : error;
    }
  };

  it('says what was paid', () => {
    const { transactionId, paidAt } = wechat.trades.all.get(number) ?? {};
    const { headers, body } = wechat.notice(number, { id: 'n-1' });
    expect(provider().readNotice(new Headers(headers), body, new Date())).toEqual({
      eventId: 'n-1',
      kind: 'paid',
      orderNumber: number,
      taken: { transactionId, amountFen: 260_050n, currency: 'CNY', at: paidAt },
    });
    expect(why(wechat.refundNotice(number, 'R1'))).toBe('refund');
  });

  it('is refused when it is changed, old, signed or sealed by somebody else, or for another merchant', () => {
    const good = wechat.notice(number);
    expect(why({ ...good, body: `${good.body} ` })).toBe('signature');
    expect(why({ ...good, headers: { ...good.headers, 'wechatpay-serial': 'PUB_KEY_ID_OTHER' } })).toBe(
      'signature',
    );
    expect(why(good, new Date(Date.now() + 301_000))).toBe('age');
    // The notice is dated in whole seconds, and takes a moment to be looked at.
    expect(why(good, new Date(Date.now() - 310_000))).toBe('age');
    expect(why(good, new Date(Date.now() + 290_000))).toBe('paid');
    expect(why(wechat.notice(number, { key: newPair() }))).toBe('signature');
    expect(why(wechat.notice(number, { sealedWith: '0'.repeat(32) }))).toBe('form');
    expect(why(wechat.notice(number, { changes: { mchid: '1900000999' } }))).toBe('receiver');
    expect(why({ headers: {}, body: '{}' })).toBe('form');
  });
});
