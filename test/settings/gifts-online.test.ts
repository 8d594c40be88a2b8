import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { disclose } from '~/domain/donations/disclose';
import { findGift, findOwnGift } from '~/domain/donations/get-gift';
import { newGivingTask } from '~/domain/donations/giving-guard';
import { givingLimits } from '~/domain/donations/giving-guard.rules';
import { listGifts } from '~/domain/donations/list-gifts';
import { findMonthlyByLink, remindMonthlyGift, startMonthlyGift } from '~/domain/donations/monthly-gifts';
import {
  askAboutGift,
  findGiftToPay,
  orderGift,
  payGift,
  payGiftOtherwise,
  payMonthlyGift,
  prepareGiftOrder,
} from '~/domain/donations/pay-gift';
import {
  giveOnline,
  pledgeGoodsPublicly,
  pledgeMoney,
  pledgeMoneyPublicly,
} from '~/domain/donations/pledge-gift';
import { recordCashGift } from '~/domain/donations/record-money';
import { declineReturn, listReturns, proposeReturn } from '~/domain/donations/return-gift';
import { bookReviewedGift, listGiftReferences, takeOnlineGift } from '~/domain/donations/take-online-gift';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { compareBill } from '~/domain/payments/compare-bill';
import { expireOrders } from '~/domain/payments/expire-orders';
import { listOrders } from '~/domain/payments/find-order';
import type { ProviderName } from '~/domain/payments/payment.rules';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { listReviews, putAsideReview } from '~/domain/payments/review-money';
import { takeNotice } from '~/domain/payments/take-notice';
import { approveReturn } from '~/domain/receipts/approve-return';
import { reissueReceipt } from '~/domain/receipts/issue-receipt';
import {
  findReceiptOfOrder,
  getReceipt,
  getReceiptOfOrder,
  listOwnHoldingReceipts,
  listOwnRecentReceipts,
  listReceiptsOfGift,
} from '~/domain/receipts/list-receipts';
import { useFreshDatabase } from '../database';
import { admitReceiver, inventedCreditCode, solvedGuard } from '../factories/donations';
import { spendPurpose } from '../factories/funds';
import { noticeOf, runJobs, type Said, useProvidersHere } from '../payments/here';

const database = useFreshDatabase({ connections: 16 });
const servers = useProvidersHere();
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [admin, finance, auditor] = [demo.as('admin'), demo.as('finance'), demo.as('auditor')];
const anybody = publicActor(here.id, 'test');
const system = systemActor(here.id, 'test', 'test');
const given = { purpose: 'general', anonymous: false, donor: { kind: 'person', name: '演示甲' } } as const;

let sql: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, {
    max: 2,
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
  });
  await admitReceiver({ admin, finance });
});
afterAll(() => sql.end());

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

let neighbours = 0;
/** Somebody else's address each time. */
const address = () => {
  neighbours += 1;
  return `198.51.100.${neighbours}`;
};

/** Somebody gives at the public page and is shown the code to scan. */
async function ordered(provider: ProviderName, said: Partial<typeof given> & { amountFen?: string } = {}) {
  const guard = await solvedGuard(anybody, address());
  const { number, giftId, reference } = must(
    await giveOnline(anybody, { amountFen: '120.50', ...given, ...said, guard, provider, way: 'code' }),
  );
  await prepared(number);
  return { number, giftId, reference };
}

async function prepared(number: string) {
  const orderId = (await findGiftToPay(anybody, { number }))?.order.id ?? '';
  return must(await prepareGiftOrder(anybody, { orderId, returnPath: '/', clientAddress: '203.0.113.7' }));
}

const send = (provider: ProviderName, number: string, said: Said = {}) =>
  receiveNotice(provider, { ...noticeOf(servers, provider, number, said), requestId: 'test' });

const reviewOf = async (number: string) =>
  (await listReviews(auditor, { limit: 200 })).rows.filter(({ orderNumber }) => orderNumber === number);

const giftsOfTransaction = async (transactionId: string) =>
  (await sql`select id from gifts where transaction_id = ${transactionId} order by id`).map(({ id }) => id);

describe.each(['alipay', 'wechatpay'] as const)('a gift by %s', (provider) => {
  const server = servers[provider];

  it('is received once with one receipt, however often and at once the provider says so', async () => {
    const before = await codeBalance(auditor, { code: `asset.${provider}` });
    const { number, giftId } = await ordered(provider);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged', source: 'public' });
    server.trades.pay(number);
    await Promise.all(Array.from({ length: 20 }, () => send(provider, number)));
    expect(await runJobs(sql)).toEqual([]);
    const { order } = (await findGiftToPay(anybody, { number })) ?? {};
    const again = await Promise.all(
      Array.from({ length: 20 }, () => takeOnlineGift(system, { orderId: order?.id ?? '' })),
    );
    expect(new Set(again.map((one) => must(one).giftId))).toEqual(new Set([giftId]));
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'received',
      receivedFen: 12_050n,
      means: provider,
      orderId: order?.id,
      handler: '演示经办人',
    });
    expect((await codeBalance(auditor, { code: `asset.${provider}` })) - before).toBe(12_050n);
    const receipts = await listReceiptsOfGift(finance, { giftId });
    expect(receipts).toMatchObject([{ amountFen: 12_050n, payerName: '演示甲' }]);
    expect(await findReceiptOfOrder(anybody, { number })).toEqual({
      code: receipts[0]?.verificationCode,
      holds: true,
      standing: 'issued',
    });
    // Whoever has the number of the order keeps the same paper as staff read, and nobody of another district or number.
    const paper = await getReceipt(finance, { receiptId: receipts[0]?.id ?? '' });
    expect(paper).toBeDefined();
    expect(await getReceiptOfOrder(anybody, { number })).toEqual(paper);
    expect(await getReceiptOfOrder(publicActor(there.id, 'test'), { number })).toBeUndefined();
    expect(await getReceiptOfOrder(anybody, { number: `${number}0` })).toBeUndefined();
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
    expect((await disclose(anybody, {})).reconciled).toBe(true);
  });

  it('without a name is nobody’s, and the receipt says so', async () => {
    const { number, giftId } = await ordered(provider, {
      anonymous: true as never,
      donor: { kind: 'person', name: '' as never },
    });
    server.trades.pay(number);
    await send(provider, number);
    await runJobs(sql);
    expect(await findGift(finance, { giftId })).toMatchObject({ donorId: null, status: 'received' });
    expect((await listReceiptsOfGift(finance, { giftId }))[0]).toMatchObject({ payerName: null });
  });

  it('of another amount or currency waits; a person books it once as a gift', async () => {
    const { number, giftId, reference } = await ordered(provider);
    const { transactionId = '' } = server.trades.pay(number);
    await send(provider, number, { fen: 12_000n });
    await send(provider, number, { currency: 'USD', transactionId: `${transactionId}9` });
    await runJobs(sql);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged', moneyWaits: true });
    const orders = (await listOrders(finance, {})).rows.filter((order) => order.number === number);
    expect([...(await listGiftReferences(finance, { orders })).values()]).toEqual([
      { id: giftId, reference },
    ]);
    const found = await reviewOf(number);
    expect(found.map(({ kind }) => kind).sort()).toEqual(['amount-differs', 'currency-differs']);
    const reviewId = found.find(({ moneyFen }) => moneyFen)?.id ?? '';
    expect(await findGiftToPay(anybody, { number })).toMatchObject({
      byHand: 'waiting',
      receivedId: undefined,
    });
    expect(
      codes(await bookReviewedGift(finance, { reviewId, reference: 'G0000000000', reason: '' })),
    ).toEqual(['PAYMENTS.REASON', 'GIFT.REFERENCE_UNKNOWN']);
    expect(
      codes(
        await bookReviewedGift(finance, {
          reviewId: giftId,
          reference: 'G0000000000',
          reason: '捐赠人来电说明',
        }),
      ),
    ).toEqual(['GIFT.REFERENCE_UNKNOWN', 'PAYMENTS.REVIEW_UNKNOWN']);
    const book = () => bookReviewedGift(finance, { reviewId, reference, reason: '捐赠人来电说明' });
    const results = await Promise.all(Array.from({ length: 30 }, book));
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['PAYMENTS.REVIEW_SETTLED']));
    expect(codes(await bookReviewedGift(auditor, { reviewId, reference, reason: '？' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'received',
      receivedFen: 12_000n,
      means: provider,
      reviewId,
      moneyWaits: false,
    });
    // The money of another currency is before a person still; once it is put aside, the payer sees what was booked.
    const foreign = found.find(({ id }) => id !== reviewId)?.id ?? '';
    must(await putAsideReview(finance, { reviewId: foreign, reason: '已由支付机构退回' }));
    expect(await findGiftToPay(anybody, { number })).toMatchObject({ byHand: 'booked', receivedId: giftId });
    await runJobs(sql);
    expect(await findReceiptOfOrder(anybody, { number })).toMatchObject({ standing: 'issued' });
  });

  it('halts for money alone: a refund that nobody here knows is not shown to whoever pays', async () => {
    const { number } = await ordered(provider);
    must(
      await takeNotice(system, {
        provider,
        eventId: `refund ${number}`,
        source: 'hook',
        kind: 'refund',
        orderNumber: number,
        refundNumber: `X${number}`,
      }),
    );
    expect(await reviewOf(number)).toMatchObject([{ kind: 'refund-unknown' }]);
    expect((await findGiftToPay(anybody, { number }))?.byHand).toBeUndefined();
  });

  it('that a person booked is never booked again, whatever the provider says of it later', async () => {
    const { number, giftId, reference } = await ordered(provider);
    const { transactionId = '' } = server.trades.pay(number);
    await send(provider, number, { fen: 11_900n });
    const [found] = await reviewOf(number);
    const before = await codeBalance(auditor, { code: `asset.${provider}` });
    must(await bookReviewedGift(finance, { reviewId: found?.id ?? '', reference, reason: '按通知金额入账' }));
    expect((await findGiftToPay(anybody, { number }))?.order.status).toBe('closed');
    await askAboutGift(anybody, { number });
    must(await expireOrders({ ...system, at: new Date(Date.now() + 3 * 3_600_000) }, { period: number }));
    for (const source of ['query', 'bill'] as const)
      must(
        await takeNotice(system, {
          provider,
          eventId: `${source} ${transactionId} 12050 CNY`,
          source,
          kind: 'paid',
          orderNumber: number,
          taken: { transactionId, amountFen: 12_050n, currency: 'CNY', at: new Date() },
        }),
      );
    expect(await runJobs(sql)).toEqual([]);
    expect(await giftsOfTransaction(transactionId)).toEqual([giftId]);
    expect(await codeBalance(auditor, { code: `asset.${provider}` })).toBe(before + 11_900n);
    expect(await reviewOf(number)).toMatchObject([
      { kind: 'booked-otherwise', amountFen: 12_050n, expectedFen: 11_900n, moneyFen: null },
    ]);
    const [otherwise] = await reviewOf(number);
    await expect(
      sql`update gifts set order_id = null, review_id = ${otherwise?.id ?? ''}, means = ${provider}
        where id = (select id from gifts where id <> ${giftId} and order_id is not null and means = ${provider} limit 1)`,
    ).rejects.toMatchObject({ code: '23505', constraint_name: 'gifts_transaction_once' });
  });

  it.each([{ fen: 11_900n }, { currency: 'USD' }])(
    'that a person set aside (%o) is not booked, and waits again when the provider says otherwise',
    async (said) => {
      const { number, giftId } = await ordered(provider);
      const { transactionId = '', paidAt } = server.trades.pay(number);
      await send(provider, number, said);
      const [found] = await reviewOf(number);
      must(await putAsideReview(finance, { reviewId: found?.id ?? '', reason: '已在平台退回' }));
      await askAboutGift(anybody, { number });
      must(await compareBill(system, { provider, day: dateOf(paidAt ?? new Date()) }));
      expect(await runJobs(sql)).toEqual([]);
      expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged' });
      expect(await reviewOf(number)).toMatchObject([
        { kind: 'put-aside-before', transactionId, moneyFen: 12_050n, settledAt: null },
      ]);
    },
  );

  it('that waits for a person is taken once its provider says the right amount, and waits no longer', async () => {
    const { number, giftId } = await ordered(provider);
    server.trades.pay(number);
    await send(provider, number, { fen: 11_900n });
    expect(await reviewOf(number)).toHaveLength(1);
    await askAboutGift(anybody, { number });
    expect(await runJobs(sql)).toEqual([]);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'received', receivedFen: 12_050n });
    expect(await reviewOf(number)).toEqual([]);
  });

  it('that waits is told anew when its provider says yet another amount, and waits once', async () => {
    const { number, reference, giftId } = await ordered(provider);
    server.trades.pay(number);
    await send(provider, number, { currency: 'USD' });
    await send(provider, number, { fen: 11_900n });
    await send(provider, number, { fen: 11_900n });
    const found = await reviewOf(number);
    expect(found).toMatchObject([{ kind: 'amount-differs', amountFen: 11_900n, moneyFen: 11_900n }]);
    const reviewId = found[0]?.id ?? '';
    must(await bookReviewedGift(finance, { reviewId, reference, reason: '按平台金额入账' }));
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'received', receivedFen: 11_900n });
    expect(await reviewOf(number)).toEqual([]);
  });

  it('that is told one way and the other waits as it was told last, whatever was decided on the rest', async () => {
    const { number, giftId } = await ordered(provider);
    const { transactionId = '' } = server.trades.pay(number);
    const say = (fen: bigint) => send(provider, number, { fen });
    for (const fen of [11_900n, 11_800n, 11_900n, 11_800n]) {
      await say(fen);
      expect(await reviewOf(number)).toMatchObject([{ amountFen: fen, moneyFen: fen, transactionId }]);
    }
    const [found] = await reviewOf(number);
    must(await putAsideReview(finance, { reviewId: found?.id ?? '', reason: '已在平台退回' }));
    await say(11_800n);
    expect(await reviewOf(number)).toEqual([]);
    await say(11_900n);
    expect(await reviewOf(number)).toMatchObject([{ amountFen: 11_900n, moneyFen: 11_900n }]);
    // A person has decided on this transaction: the amount of the order waits for them too, however often it is said.
    for (let times = 0; times < 2; times++) await say(12_050n);
    expect(await reviewOf(number)).toMatchObject([{ kind: 'put-aside-before', amountFen: 12_050n }]);
    expect(await runJobs(sql)).toEqual([]);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged' });
  });

  it('that is paid late, after it was closed and taken back, is received all the same', async () => {
    const { number, giftId } = await ordered(provider);
    const late = { ...system, at: new Date(Date.now() + 3 * 3_600_000) };
    must(await expireOrders(late, { period: `late ${number}` }));
    await runJobs(sql);
    expect((await findGiftToPay(anybody, { number }))?.order.status).toBe('closed');
    must(await withdrawPledge(finance, { giftId, reason: '捐赠人来电撤回' }));
    server.trades.pay(number);
    await send(provider, number);
    await runJobs(sql);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'received', withdrawnReason: null });
  });

  it('whose notice is lost is found by the bill of the day', async () => {
    const { number, giftId } = await ordered(provider);
    const yesterday = new Date(Date.now() - 86_400_000);
    server.trades.pay(number, yesterday);
    must(await compareBill(system, { provider, day: dateOf(yesterday) }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'received',
      receivedOn: dateOf(yesterday),
    });
    expect(await listReceiptsOfGift(finance, { giftId })).toHaveLength(1);
  });
});

describe('whoever pays', () => {
  it('otherwise than asked pays nothing more for the gift until a person has looked at it', async () => {
    const { giftId: pledged } = must(await pledgeMoney(finance, { ...given, amountFen: '9.00' }));
    const userId = randomUUID();
    await sql`insert into users (tenant_id, id, user_name, display_name, email)
      values (${here.id}, ${userId}, 'monthly', '演示甲', 'monthly@demo.invalid')`;
    const donorId = (await findGift(finance, { giftId: pledged }))?.donorId ?? '';
    const donor = { ...demo.as('donor'), donorId, userId };
    const monthlyForm = { purpose: 'general', anonymous: false, amountFen: '88.00', day: 1 };
    const { monthlyId } = must(await startMonthlyGift(donor, monthlyForm));
    must(await remindMonthlyGift(system, { monthlyId, month: '2099-01' }));
    const [{ giftId, link } = { giftId: '', link: '' }] = await sql<{ giftId: string; link: string }[]>`
      select m.gift_id as "giftId", g.link from monthly_gift_months m join monthly_gifts g on g.id = m.monthly_id
      where g.id = ${monthlyId}`;
    const pay = (provider: ProviderName) => payGift(donor, { giftId, provider, way: 'code' });
    const own = async () => (await findOwnGift(donor, { giftId }))?.moneyWaits;
    const first = must(await pay('alipay'));
    await prepared(first.number);
    // Paid, and its notice lost: asked for the other way, the first order turns out to have brought another amount.
    servers.alipay.trades.pay(first.number).fen = 8_700n;
    expect(await own()).toBe(false);
    expect(codes(await pay('wechatpay'))).toEqual(['PAYMENTS.MONEY_WAITS']);
    expect(await own()).toBe(true);
    const reminded = async () => (await findMonthlyByLink({ link, requestId: 'test' }))?.monthly.waiting;
    expect(await reminded()).toMatchObject({ moneyWaits: true });
    const otherwise = { provider: 'wechatpay', way: 'code' } as const;
    expect(codes(await payMonthlyGift(anybody, { monthlyId, ...otherwise }))).toEqual([
      'PAYMENTS.MONEY_WAITS',
    ]);
    expect(codes(await payGiftOtherwise(anybody, { number: first.number, ...otherwise }))).toEqual([
      'PAYMENTS.MONEY_WAITS',
    ]);
    expect(await sql`select id from payment_orders where subject_id = ${giftId}`).toHaveLength(1);

    const [found] = await reviewOf(first.number);
    must(await putAsideReview(finance, { reviewId: found?.id ?? '', reason: '已在平台退回' }));
    expect(await own()).toBe(false);
    expect(await reminded()).toMatchObject({ moneyWaits: false });
    const second = must(await pay('wechatpay'));
    await prepared(second.number);
    // What comes by the old order after all halts the new one too.
    await send('alipay', first.number, { fen: 8_600n });
    expect(await findGiftToPay(anybody, { number: second.number })).toMatchObject({ byHand: 'waiting' });
    servers.wechatpay.trades.pay(second.number);
    await send('wechatpay', second.number);
    await runJobs(sql);
    expect(await findGiftToPay(anybody, { number: second.number })).toMatchObject({
      receivedId: giftId,
      byHand: undefined,
    });
  });

  it('may change the way: the first order is closed at its provider; after that both are never open', async () => {
    const first = await ordered('alipay');
    const second = must(
      await payGiftOtherwise(anybody, { number: first.number, provider: 'wechatpay', way: 'code' }),
    );
    expect(second.number).not.toBe(first.number);
    expect(servers.alipay.trades.all.get(first.number)?.status).toBe('closed');
    await prepared(second.number);
    servers.wechatpay.trades.pay(second.number);
    expect((await askAboutGift(anybody, { number: second.number }))?.order.status).toBe('paid');
    await runJobs(sql);
    expect(await findGift(finance, { giftId: first.giftId })).toMatchObject({ means: 'wechatpay' });
    expect(
      codes(await payGiftOtherwise(anybody, { number: first.number, provider: 'alipay', way: 'code' })),
    ).toEqual(['GIFT.STEP_NOT_NOW']);
  });

  it('twice, by a page that was open still, gives twice: nobody’s money is lost', async () => {
    const first = await ordered('alipay');
    const second = must(
      await payGiftOtherwise(anybody, { number: first.number, provider: 'wechatpay', way: 'code' }),
    );
    await prepared(second.number);
    servers.alipay.trades.pay(first.number);
    servers.wechatpay.trades.pay(second.number);
    await Promise.all([send('wechatpay', second.number), send('alipay', first.number)]);
    expect(await runJobs(sql)).toEqual([]);
    const gifts = await Promise.all([first, second].map(({ number }) => findGiftToPay(anybody, { number })));
    const ids = gifts.map((one) => one?.receivedId ?? '');
    expect(new Set(ids).size).toBe(2);
    for (const giftId of ids) {
      expect(await findGift(finance, { giftId })).toMatchObject({
        status: 'received',
        receivedFen: 12_050n,
        donorName: '演示甲',
      });
      expect(await listReceiptsOfGift(finance, { giftId })).toHaveLength(1);
    }
  });

  it('changes the way so often at most', async () => {
    let { number } = await ordered('alipay');
    let last: Result<{ number: string }> | undefined;
    for (let times = 0; times < 10; times++) {
      const provider = times % 2 === 0 ? 'wechatpay' : 'alipay';
      last = await payGiftOtherwise(anybody, { number, provider, way: 'code' });
      if (last.ok) number = last.value.number;
    }
    expect(last && codes(last)).toEqual(['GIFT.ORDERS_MANY']);
  });

  it('knows the number; a wrong one and another district’s page show nothing', async () => {
    const { number } = await ordered('alipay');
    expect(await findGiftToPay(anybody, { number: '0'.repeat(24) })).toBeUndefined();
    expect(await findGiftToPay(publicActor(there.id, 'test'), { number })).toBeUndefined();
    const shown = Object.values((await findGiftToPay(anybody, { number }))?.gift ?? {});
    expect(shown).not.toContain('演示甲');
  });

  it('of whoever is signed in pays their own pledge and nobody else’s', async () => {
    const { giftId } = must(await pledgeMoney(finance, { ...given, amountFen: '9.00' }));
    const gift = await findGift(finance, { giftId });
    const donor = { ...demo.as('donor'), donorId: gift?.donorId ?? '' };
    const stranger = { ...demo.as('donor'), donorId: '00000000-0000-7000-8000-000000000000' };
    const wanted = { giftId, provider: 'alipay', way: 'code' } as const;
    expect(codes(await orderGift(stranger, wanted))).toEqual(['GIFT.UNKNOWN']);
    expect(codes(await orderGift(auditor, wanted))).toEqual(['ACCESS.NOT_PERMITTED']);
    const results = await Promise.all(Array.from({ length: 10 }, () => payGift(donor, wanted)));
    expect(new Set(results.map((one) => must(one).number)).size).toBe(1);
  });

  it('pays a receiver whose right ends meanwhile: the money waits for a person', async () => {
    const lapsing = await admitReceiver(
      { admin, finance },
      {
        name: '演示到期基金会',
        receiptPrefix: 'DQ',
        creditCode: inventedCreditCode(7),
        validUntil: dateOf(new Date(Date.now() + 86_400_000)),
      },
    );
    const guard = await solvedGuard(anybody, address());
    const said = { ...given, entityId: lapsing, amountFen: '30.00' };
    const { number, giftId } = must(
      await giveOnline(anybody, { ...said, guard, provider: 'alipay', way: 'code' }),
    );
    await prepared(number);
    servers.alipay.trades.pay(number, new Date(Date.now() + 3 * 86_400_000));
    await send('alipay', number);
    await runJobs(sql);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged' });
    const [found] = await reviewOf(number);
    expect(found).toMatchObject({ kind: 'not-receivable', moneyFen: 3_000n });
    // Another amount in the bill: what can be booked waits on.
    const { transactionId = '' } = servers.alipay.trades.all.get(number) ?? {};
    await send('alipay', number, { fen: 2_900n });
    expect((await reviewOf(number)).map(({ kind, moneyFen }) => [kind, moneyFen]).sort()).toEqual([
      ['amount-differs', null],
      ['not-receivable', 3_000n],
    ]);
    expect(await giftsOfTransaction(transactionId)).toEqual([]);
    const { reference } = (await findGift(finance, { giftId })) ?? {};
    expect(
      codes(
        await bookReviewedGift(finance, {
          reviewId: found?.id ?? '',
          reference: reference ?? '',
          reason: '核对无误',
        }),
      ),
    ).toEqual(['GIFT.ENTITY_LAPSED']);
    const lapsed = { ...anybody, at: new Date(Date.now() + 3 * 86_400_000) };
    const otherwise = { number, provider: 'wechatpay', way: 'code' } as const;
    expect(codes(await payGiftOtherwise(lapsed, otherwise))).toEqual(['GIFT.ENTITY_LAPSED']);
    expect((await findGiftToPay(lapsed, { number }))?.unable?.code).toBe('GIFT.ENTITY_LAPSED');
    expect((await findGiftToPay(anybody, { number }))?.unable).toBeUndefined();
    // What is before a person halts the page; what a person has go back was not taken, and is not called paid.
    expect(await findGiftToPay(anybody, { number })).toMatchObject({ byHand: 'waiting' });
    for (const { id: reviewId } of await reviewOf(number))
      must(await putAsideReview(finance, { reviewId, reason: '已在平台退回' }));
    expect(await findGiftToPay(anybody, { number })).toMatchObject({
      order: { status: 'paid' },
      byHand: 'not-taken',
      receivedId: undefined,
    });
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'pledged' });
    // Only one receiver from here on.
    await sql`delete from receiving_qualifications where organisation_id = ${lapsing}`;
  });
});

describe('money that was given by mistake', () => {
  const lead = demo.as('lead');

  /** A gift by Alipay that has arrived, with its receipt. */
  async function arrived() {
    const gift = await ordered('alipay', { amountFen: '77.00' });
    servers.alipay.trades.pay(gift.number);
    await send('alipay', gift.number);
    await runJobs(sql);
    return gift;
  }

  it('goes back once by the way it came, with its receipt void and the figures less by it', async () => {
    const before = (await disclose(anybody, {})).total.moneyReceivedFen;
    const clearing = await codeBalance(auditor, { code: 'asset.alipay' });
    const { giftId, number } = await arrived();
    const reason = '捐赠人来电说明，多写了一个零。𠮷'.repeat(17).padEnd(300, '零');
    const { donorId } = (await findGift(finance, { giftId })) ?? {};
    const donor = { ...demo.as('donor'), donorId: donorId ?? undefined };
    const ofGift = { giftIds: [giftId] };
    expect((await listOwnHoldingReceipts(donor, ofGift)).get(giftId)).toMatchObject({ amountFen: 7_700n });
    expect((await listOwnRecentReceipts(donor, {})).map((one) => one.giftId)).toContain(giftId);
    const stranger = { ...donor, donorId: randomUUID() };
    expect((await listOwnHoldingReceipts(stranger, ofGift)).size).toBe(0);
    expect(await listOwnRecentReceipts(stranger, {})).toEqual([]);
    const propose = () => proposeReturn(finance, { giftId, reason });
    const proposals = await Promise.all(Array.from({ length: 10 }, propose));
    expect(proposals.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(proposals.flatMap(codes))).toEqual(new Set(['GIFT.RETURN_TWICE']));
    const [{ id: returnId } = { id: '' }] = await listReturns(finance, {});
    expect(codes(await approveReturn(finance, { returnId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    const both = { ...finance, permissions: lead.permissions };
    expect(codes(await approveReturn(both, { returnId }))).toEqual(['GIFT.RETURN_OWN']);

    const approvals = await Promise.all(Array.from({ length: 10 }, () => approveReturn(lead, { returnId })));
    expect(approvals.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(approvals.flatMap(codes))).toEqual(new Set(['GIFT.RETURN_DECIDED']));
    expect(await runJobs(sql)).toEqual([]);
    expect(servers.alipay.trades.all.get(number)?.refunds).toMatchObject([{ fen: 7_700n }]);
    const today = dateOf(new Date());
    const back = { on: today, reason, amountFen: 7_700n, underWay: false, refundedOn: today };
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'returned',
      receivedFen: 7_700n,
      returned: back,
      returnApprovedBy: lead.name,
      returnEntry: { kind: 'donations.return' },
    });
    expect(await findOwnGift(donor, { giftId })).toMatchObject({ returned: back });
    expect(await findOwnGift(donor, { giftId })).not.toHaveProperty('returnEntry');
    expect((await listOwnHoldingReceipts(donor, ofGift)).size).toBe(0);
    expect((await listOwnRecentReceipts(donor, {})).map((one) => one.giftId)).not.toContain(giftId);
    const receipts = await listReceiptsOfGift(finance, { giftId });
    expect(receipts).toMatchObject([{ voidReason: reason }]);
    expect(await getReceiptOfOrder(anybody, { number })).toBeUndefined();
    expect(codes(await reissueReceipt(finance, { receiptId: receipts[0]?.id ?? '' }))).toEqual([
      'RECEIPT.GIFT_RETURNED',
    ]);
    const after = await disclose(anybody, {});
    expect(after.total.moneyReceivedFen).toBe(before);
    expect(after.reconciled).toBe(true);
    expect(await codeBalance(auditor, { code: 'asset.alipay' })).toBe(clearing);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });

  it('that was booked out of the review goes back by hand, with the number of the provider', async () => {
    const before = (await disclose(anybody, {})).total.moneyReceivedFen;
    const clearing = await codeBalance(auditor, { code: 'asset.alipay' });
    const { number, giftId, reference } = await ordered('alipay');
    servers.alipay.trades.pay(number);
    await send('alipay', number, { fen: 12_000n });
    const [found] = await reviewOf(number);
    must(await bookReviewedGift(finance, { reviewId: found?.id ?? '', reference, reason: '按通知金额入账' }));
    await runJobs(sql);
    const propose = (said: object) => proposeReturn(finance, { giftId, reason: '重复付款', ...said });
    expect(codes(await propose({ reason: '' }))).toEqual([
      'GIFT.REASON_MISSING',
      'GIFT.RETURN_NUMBER_MISSING',
    ]);
    expect(codes(await propose({ sentBackNumber: ' ' }))).toEqual(['GIFT.RETURN_NUMBER_MISSING']);
    const sentBackNumber = '2026112922001';
    const { returnId } = must(await propose({ sentBackNumber }));
    expect(await listReturns(lead, {})).toMatchObject([{ id: returnId, sentBackNumber }]);
    await expect(
      sql`update gift_returns set sent_back_number = null where id = ${returnId}`,
    ).rejects.toMatchObject({ constraint_name: 'gift_returns_by_hand' });
    must(await approveReturn(lead, { returnId }));
    expect(await runJobs(sql)).toEqual([]);
    // Nothing is asked of the provider: it went back there already.
    expect(servers.alipay.trades.all.get(number)?.refunds).toEqual([]);
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'returned',
      returned: { amountFen: 12_000n, sentBackNumber, underWay: false, refundedOn: null },
      returnEntry: { kind: 'donations.return' },
    });
    expect(await listReceiptsOfGift(finance, { giftId })).toMatchObject([{ voidReason: '重复付款' }]);
    expect(await findGiftToPay(anybody, { number })).toMatchObject({ byHand: 'returned' });
    const after = await disclose(anybody, {});
    expect(after.total.moneyReceivedFen).toBe(before);
    expect(after.reconciled).toBe(true);
    expect(await codeBalance(auditor, { code: 'asset.alipay' })).toBe(clearing);
    const { giftId: other } = await arrived();
    expect(
      codes(await proposeReturn(finance, { giftId: other, reason: '重复付款', sentBackNumber })),
    ).toEqual(['GIFT.RETURN_NUMBER_UNWANTED']);
  });

  it('stands again when the provider cannot send it back', async () => {
    const before = (await disclose(anybody, {})).total.moneyReceivedFen;
    const { giftId, number } = await arrived();
    const { returnId } = must(await proposeReturn(finance, { giftId, reason: '重复付款' }));
    must(await approveReturn(lead, { returnId }));
    // Everything of it has gone back there already.
    const trade = servers.alipay.trades.all.get(number);
    if (trade) servers.alipay.trades.refund(trade, 'elsewhere', trade.fen);
    await runJobs(sql);
    const refused = (await reviewOf(number)).map(({ kind }) => kind);
    expect(refused).toEqual(['refund-failed']);
    expect(await findGift(finance, { giftId })).toMatchObject({ status: 'received' });
    const shown = await disclose(anybody, {});
    expect(shown.total.moneyReceivedFen - before).toBe(7_700n);
    expect(shown.reconciled).toBe(true);
    const [receipt] = await listReceiptsOfGift(finance, { giftId });
    must(await reissueReceipt(finance, { receiptId: receipt?.id ?? '' }));
  });

  it('does not go back once its purpose has used it, nor when somebody declines', async () => {
    const { giftId } = must(
      await recordCashGift(finance, {
        ...given,
        purpose: 'home-visits',
        amountFen: '50.00',
        receivedOn: dateOf(new Date()),
      }),
    );
    const { returnId } = must(await proposeReturn(finance, { giftId, reason: '重复登记' }));
    must(await declineReturn(lead, { returnId, reason: '单据齐全' }));
    expect(codes(await approveReturn(lead, { returnId }))).toEqual(['GIFT.RETURN_DECIDED']);
    must(
      await spendPurpose(
        { proposer: finance, approver: lead },
        {
          purpose: 'home-visits',
          amountFen: '10.00',
          onDate: dateOf(new Date()),
          what: '探访交通',
          document: '退回-1',
        },
      ),
    );
    expect(codes(await proposeReturn(finance, { giftId, reason: '重复登记' }))).toEqual([
      'GIFT.RETURN_SPENT',
    ]);
  });
});

describe('the guard of the public page', () => {
  const online = { ...given, amountFen: '1.00', provider: 'alipay', way: 'code' } as const;

  it('tells everything that is wrong at once, and takes a task once', async () => {
    const guard = await solvedGuard(anybody, address());
    expect(
      codes(await giveOnline(anybody, { ...online, amountFen: '0', guard: { ...guard, task: '{}' } })),
    ).toEqual(['GIFT.AMOUNT_FORM', 'GIVING.TASK_OVER']);
    const changed = guard.task.replace(/"cost":\d+/, '"cost":1');
    expect(codes(await giveOnline(anybody, { ...online, guard: { ...guard, task: changed } }))).toEqual([
      'GIVING.TASK_OVER',
    ]);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => giveOnline(anybody, { ...online, guard })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['GIVING.TASK_USED']));
    const old = { ...anybody, at: new Date(Date.now() + 3 * 3_600_000) };
    expect(codes(await giveOnline(old, { ...online, guard: await solvedGuard(anybody, address()) }))).toEqual(
      ['GIVING.TASK_OVER'],
    );
  });

  it('lets whoever has no script give more slowly and less often', async () => {
    const unsolved = async (from: string) => ({
      address: from,
      task: await newGivingTask(anybody, {}),
      solution: '',
    });
    const slow = { ...anybody, at: new Date(Date.now() + 60_000) };
    const mine = address();
    const guard = await unsolved(mine);
    expect(codes(await pledgeMoneyPublicly(anybody, { ...online, guard }))).toEqual(['GIVING.TOO_SOON']);
    must(await giveOnline(slow, { ...online, guard }));
    must(await giveOnline(slow, { ...online, guard: await unsolved(mine) }));
    expect(codes(await giveOnline(slow, { ...online, guard: await unsolved(mine) }))).toEqual([
      'GIVING.UNPAID_MANY',
    ]);
    must(await giveOnline(slow, { ...online, guard: await unsolved(address()) }));
  });

  it('counts what is not paid: whoever pays may go on', async () => {
    const mine = address();
    const numbers: string[] = [];
    for (let times = 0; times < givingLimits.waitingOfAddress; times++)
      numbers.push(
        must(await giveOnline(anybody, { ...online, guard: await solvedGuard(anybody, mine) })).number,
      );
    const more = async () => giveOnline(anybody, { ...online, guard: await solvedGuard(anybody, mine) });
    expect(codes(await more())).toEqual(['GIVING.UNPAID_MANY']);
    // Goods and transfers are no unpaid orders, and leave none behind.
    for (let times = 0; times < 3; times++)
      must(
        await pledgeMoneyPublicly(anybody, {
          ...given,
          amountFen: '1.00',
          guard: await solvedGuard(anybody, mine),
        }),
      );
    must(
      await pledgeGoodsPublicly(anybody, {
        purpose: 'general',
        anonymous: true,
        donor: { kind: 'person', name: '演示送货人', phone: '19900000306' },
        items: [{ name: '毛巾', unit: '条', quantity: 1 }],
        guard: await solvedGuard(anybody, mine),
      }),
    );
    const [first = ''] = numbers;
    await prepared(first);
    servers.alipay.trades.pay(first);
    await send('alipay', first);
    await runJobs(sql);
    must(await more());
  });

  it('tells nobody who is not let through which organisations are donors, and counts those who ask', async () => {
    const known = { kind: 'organisation', name: '演示在册公司', creditCode: inventedCreditCode(60) } as const;
    const cashFrom = {
      purpose: 'general',
      amountFen: '1.00',
      receivedOn: '2026-01-05',
      donor: known,
    } as const;
    must(await recordCashGift(finance, cashFrom));
    const asks = { ...online, donor: { ...known, name: '别的公司' } };
    const unsolved = { address: address(), task: await newGivingTask(anybody, {}), solution: '' };
    for (const attempt of [giveOnline, pledgeMoneyPublicly]) {
      expect(codes(await attempt(anybody, { ...asks, guard: unsolved }))).toEqual(['GIVING.TOO_SOON']);
      expect(codes(await attempt(anybody, { ...asks, guard: { ...unsolved, task: '{}' } }))).toEqual([
        'GIVING.TASK_OVER',
      ]);
    }

    // Whoever mistyped a name mends it with the task that they have.
    const honest = await solvedGuard(anybody, address());
    expect(codes(await giveOnline(anybody, { ...asks, guard: honest }))).toEqual(['DONOR.CREDIT_CODE_TAKEN']);
    must(await giveOnline(anybody, { ...online, donor: known, guard: honest }));

    // One task answers three times wherever it comes from, one address six times with as many as it solves.
    const replayed = await solvedGuard(anybody);
    const answers = [];
    for (let n = 0; n < 5; n++)
      answers.push(
        ...codes(await giveOnline(anybody, { ...asks, guard: { ...replayed, address: address() } })),
      );
    expect(answers).toEqual([
      ...Array.from({ length: givingLimits.refusedOfTask }, () => 'DONOR.CREDIT_CODE_TAKEN'),
      'GIVING.TASK_USED',
      'GIVING.TASK_USED',
    ]);
    const mine = address();
    const ask = async () => giveOnline(anybody, { ...asks, guard: await solvedGuard(anybody, mine) });
    for (let n = 0; n < givingLimits.refusedOfAddress; n++)
      expect(codes(await ask())).toEqual(['DONOR.CREDIT_CODE_TAKEN']);
    expect(codes(await ask())).toEqual(['GIVING.REFUSED_MANY']);
  });

  it('an attack of 2,000 attempts leaves few orders behind, and honest givers come through', {
    timeout: 240_000,
  }, async () => {
    const crowd = demoOf(there, { main: false });
    await admitReceiver(
      { admin: crowd.as('admin'), finance: crowd.as('finance') },
      { receiptPrefix: 'ZC', creditCode: inventedCreditCode(2) },
    );
    const flooded = publicActor(there.id, 'test');
    const later = { ...flooded, at: new Date(Date.now() + 60_000) };
    const transfer = { ...given, amountFen: '1.00' };
    const replayed = await solvedGuard(flooded, '203.0.113.1');
    const task = await newGivingTask(flooded, {});
    const own = await Promise.all(Array.from({ length: 20 }, () => solvedGuard(flooded, '203.0.113.2')));
    const unsolved = await Promise.all(Array.from({ length: 500 }, () => newGivingTask(flooded, {})));
    const attack = [
      // One solved task, sent over and over from everywhere.
      ...Array.from({ length: 700 }, (_, n) => ({ ...replayed, address: `10.1.${n % 250}.1` })),
      // Tasks that were made up, or solved by guessing.
      ...Array.from({ length: 780 }, (_, n) => ({
        address: `10.2.${n % 250}.1`,
        task: n % 2 ? task : task.replace('"cost":2000', '"cost":1'),
        solution: '{"counter":1,"derivedKey":"00"}',
      })),
      // Real tasks that nobody solved, from a hundred addresses.
      ...unsolved.map((one, n) => ({ address: `10.3.${n % 100}.1`, task: one, solution: '' })),
      // Solved one by one, from one address.
      ...own,
    ];
    const honest = await Promise.all(
      Array.from({ length: 12 }, (_, n) => solvedGuard(flooded, `2001:db8:${n}::1`)),
    );
    expect(attack).toHaveLength(2_000);
    const between = Math.floor(attack.length / honest.length);
    const all = attack.flatMap((guard, n) => [
      { guard, mine: false },
      ...(n % between === 0 && honest[n / between]
        ? [{ guard: honest[n / between] as typeof guard, mine: true }]
        : []),
    ]);
    const results: { mine: boolean; ok: boolean }[] = [];
    const next = all.values();
    const worker = async () => {
      for (const { guard, mine } of next) {
        const { ok } = await pledgeMoneyPublicly(later, { ...transfer, guard });
        results.push({ mine, ok });
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(results.filter(({ mine }) => mine)).toEqual(honest.map(() => ({ mine: true, ok: true })));
    const left = results.filter(({ mine, ok }) => ok && !mine).length;
    expect(left).toBeLessThanOrEqual(1 + givingLimits.unprovenInAnHour + givingLimits.waitingOfAddress);
    const rows = (await listGifts(crowd.as('finance'), { limit: 200 })).rows;
    expect(rows).toHaveLength(left + honest.length);
  });
});
