import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { bookReviewed } from '~/domain/fees/book-reviewed';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { approvePayout } from '~/domain/fees/decide-payout';
import { findAccount } from '~/domain/fees/find-account';
import { listInvoices } from '~/domain/fees/list-invoices';
import { listPayments } from '~/domain/fees/list-payments';
import { askAboutOrder, findBillOrder, findPayingOf, orderBill, payBill } from '~/domain/fees/pay-bill';
import { proposePayout } from '~/domain/fees/propose-payout';
import { recordPayment } from '~/domain/fees/record-payment';
import { reversePayment } from '~/domain/fees/reverse-payment';
import { yuanText } from '~/domain/kernel/money';
import { dateOf, monthOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { codeBalance } from '~/domain/ledger/account-balance';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { compareBill, reconcile } from '~/domain/payments/compare-bill';
import { expireOrders } from '~/domain/payments/expire-orders';
import { listBills } from '~/domain/payments/find-order';
import type { ProviderName } from '~/domain/payments/payment.rules';
import { prepareOrder } from '~/domain/payments/prepare-order';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { listReviews, putAsideReview } from '~/domain/payments/review-money';
import { settleClearing, undoClearing } from '~/domain/payments/settle-clearing';
import { settleOrder } from '~/domain/payments/settle-order';
import { useFreshDatabase } from '../database';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { noticeOf, runJobs, type Said, useProvidersHere } from '../payments/here';

const database = useFreshDatabase({ connections: 16 });
const servers = useProvidersHere();
const [tenant, otherTenant] = demoTenants;
const demo = demoOf(tenant, { main: true });
const month = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
const [finance, lead, auditor] = [demo.as('finance'), demo.as('lead'), demo.as('auditor')];
const system = systemActor(tenant.id, 'test', 'test');

let sql: postgres.Sql;
let personId: string;
let invoiceId: string;
let reference: string;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, {
    max: 2,
    types: { bigint: postgres.BigInt },
    onnotice: () => undefined,
  });
  await loadReference(systemActor(tenant.id, 'reference', 'test'), '370304');
  await putInForce({ proposer: finance, approver: lead }, standardSet('2020-01-01'));
  await putTariffsInForce({ proposer: finance, approver: lead }, '2020-01-01');
});
afterAll(() => sql.end());

/** A resident with a bill of 2,600.00. */
async function newResident(): Promise<void> {
  const [resident] = await insertResidents(sql, tenant.id, [
    { from: `${month}-01`, grades: [{ grade: 'partial', from: `${month}-01` }] },
  ]);
  personId = resident?.personId ?? '';
  await billMonth(finance, month);
  const [bill] = (await listInvoices(auditor, { personId })).rows;
  invoiceId = bill?.id ?? '';
  reference = bill?.reference ?? '';
}
beforeEach(newResident);

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const family = () => ({ ...demo.as('family'), personId });
const account = () => findAccount(auditor, { personId });
const paid = async () => (await listPayments(auditor, { personId })).rows;
const waiting = async () => (await listReviews(auditor, { limit: 200 })).rows;
const other = (provider: ProviderName): ProviderName => (provider === 'alipay' ? 'wechatpay' : 'alipay');

/** The family has an order with a code to scan; gives its id and number. */
async function ordered(provider: ProviderName): Promise<{ orderId: string; number: string }> {
  const { orderId } = must(await payBill(family(), { invoiceId, provider, way: 'code' }));
  const order = must(
    await prepareOrder(family(), { orderId, returnPath: '/', clientAddress: '203.0.113.7' }),
  );
  return { orderId, number: order.number };
}

/** A notice of the provider about an order, as it comes over the network. */
const notice = (provider: ProviderName, number: string, said: Said = {}) =>
  noticeOf(servers, provider, number, said);

const send = (provider: ProviderName, sent: { headers: Headers; body: string }) =>
  receiveNotice(provider, { ...sent, requestId: 'test' });

const accepted = { alipay: { status: 200, body: 'success' }, wechatpay: { status: 204, body: '' } };

describe.each(['alipay', 'wechatpay'] as const)('paid by %s', (provider) => {
  const server = servers[provider];

  it('the bill is paid once, however often and at once the provider says so', async () => {
    const clearing = await codeBalance(auditor, { code: `asset.${provider}` });
    const { orderId, number } = await ordered(provider);
    server.trades.pay(number);
    const same = notice(provider, number, { eventId: randomUUID() });
    const sent = [
      ...Array.from({ length: 25 }, () => same),
      ...Array.from({ length: 25 }, () => notice(provider, number)),
    ];
    const answers = await Promise.all(sent.map((one) => send(provider, one)));
    for (const answer of answers) expect(answer?.answer).toMatchObject(accepted[provider]);
    expect(await runJobs(sql)).toEqual([]);
    expect(await runJobs(sql)).toEqual([]);
    expect(await paid()).toMatchObject([
      { method: provider, amountFen: 260_000n, invoiceId, orderId, note: number },
    ]);
    expect(await account()).toMatchObject({ balanceFen: 0n });
    expect((await listInvoices(auditor, { personId })).rows[0]).toMatchObject({ state: 'paid' });
    expect((await codeBalance(auditor, { code: `asset.${provider}` })) - clearing).toBe(260_000n);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
    expect((await findBillOrder(family(), { orderId }))?.order).toMatchObject({ status: 'paid' });
  });

  it('a wrong amount or currency books nothing and waits; a person books it once, undoes it, and it waits again', async () => {
    const { orderId, number } = await ordered(provider);
    const { transactionId = '' } = server.trades.pay(number);
    expect((await send(provider, notice(provider, number, { fen: 1n })))?.answer).toMatchObject(
      accepted[provider],
    );
    await send(provider, notice(provider, number, { currency: 'USD', transactionId: `${transactionId}9` }));
    await send(provider, notice(provider, number, { fen: 1n }));
    await runJobs(sql);
    expect(await paid()).toEqual([]);
    // Nobody is asked to pay the bill again while a person has what came before them.
    expect(await findBillOrder(family(), { orderId })).toMatchObject({ moneyWaits: true });
    expect(await findPayingOf(family(), { invoiceId })).toMatchObject({ moneyWaits: true });
    expect(codes(await payBill(family(), { invoiceId, provider: other(provider), way: 'code' }))).toEqual([
      'PAYMENTS.MONEY_WAITS',
    ]);
    const found = (await waiting()).filter(({ orderNumber }) => orderNumber === number);
    expect(found.map(({ kind, moneyFen }) => [kind, moneyFen]).sort()).toEqual([
      ['amount-differs', 1n],
      ['currency-differs', null],
    ]);
    const [money, foreign] = [
      found.find(({ moneyFen }) => moneyFen),
      found.find(({ moneyFen }) => !moneyFen),
    ];
    const book = () =>
      bookReviewed(finance, { reviewId: money?.id ?? '', reference, reason: '家属来电说明' });

    expect(
      codes(await bookReviewed(finance, { reviewId: money?.id ?? '', reference: 'F000000000', reason: '' })),
    ).toEqual(['PAYMENTS.REASON', 'FEES.REFERENCE_UNKNOWN']);
    expect(
      codes(
        await bookReviewed(finance, { reviewId: foreign?.id ?? '', reference: 'F000000000', reason: '？' }),
      ),
    ).toEqual(['FEES.REFERENCE_UNKNOWN', 'PAYMENTS.REVIEW_NO_MONEY']);
    expect(
      codes(await bookReviewed(finance, { reviewId: foreign?.id ?? '', reference, reason: '？' })),
    ).toEqual(['PAYMENTS.REVIEW_NO_MONEY']);
    expect(
      codes(await bookReviewed(auditor, { reviewId: money?.id ?? '', reference, reason: '？' })),
    ).toEqual(['ACCESS.NOT_PERMITTED']);
    const results = await Promise.all(Array.from({ length: 50 }, book));
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['PAYMENTS.REVIEW_SETTLED']));
    expect(await account()).toMatchObject({ balanceFen: 259_999n });

    const [payment] = await paid();
    must(await reversePayment(finance, { paymentId: payment?.id ?? '', reason: '记错人' }));
    expect(await account()).toMatchObject({ balanceFen: 260_000n });
    must(await book());
    expect(codes(await book())).toEqual(['PAYMENTS.REVIEW_SETTLED']);
    // Whatever brings it, the database takes one payment that stands for one transaction.
    const again = randomUUID();
    await sql`insert into payment_reviews select (jsonb_populate_record(null::payment_reviews, to_jsonb(r)
      || jsonb_build_object('id', ${again}::text, 'key', ${again}::text))).*
      from payment_reviews r where r.id = ${money?.id ?? ''}`;
    await expect(
      sql`insert into payments select (jsonb_populate_record(null::payments, to_jsonb(p)
        || jsonb_build_object('id', gen_random_uuid(), 'review_id', ${again}::text))).*
        from payments p where p.review_id = ${money?.id ?? ''} and p.reversed_at is null`,
    ).rejects.toMatchObject({ code: '23505', constraint_name: 'payments_transaction_once' });
    must(await putAsideReview(finance, { reviewId: foreign?.id ?? '', reason: '已由支付机构退回' }));
    expect((await waiting()).filter(({ orderNumber }) => orderNumber === number)).toEqual([]);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });

  it('a notice that is not to be believed changes nothing and learns nothing', async () => {
    const { orderId, number } = await ordered(provider);
    server.trades.pay(number);
    const good = notice(provider, number);
    const answer = await send(provider, { ...good, body: `${good.body.slice(0, -4)}AAAA` });
    expect(answer?.answer.status).toBe(provider === 'alipay' ? 400 : 401);
    expect(answer?.answer.body).not.toContain(number);
    expect((await findBillOrder(family(), { orderId }))?.order.status).toBe('created');
  });

  it('money that comes after the order was closed is taken all the same, and stays as credit when the bill is paid by then', async () => {
    const { orderId, number } = await ordered(provider);
    const trade = server.trades.all.get(number);
    must(await settleOrder(system, { orderId, close: true }));
    expect(trade?.status).toBe('closed');
    expect((await findBillOrder(family(), { orderId }))?.order.status).toBe('closed');
    must(
      await recordPayment(finance, {
        invoiceId,
        amountFen: 260_000n,
        surplus: true,
        receivedOn: dateOf(new Date()),
        payerName: '家属',
      }),
    );
    server.trades.pay(number);
    await send(provider, notice(provider, number));
    expect(await runJobs(sql)).toEqual([]);
    expect(await account()).toMatchObject({ creditFen: 260_000n });
    expect(codes(await orderBill(family(), { invoiceId, provider, way: 'code' }))).toEqual([
      'FEES.NOTHING_OPEN',
    ]);
  });

  it('a notice that was lost is found by asking: whoever waits, the end of the time, the bill of the day', async () => {
    const first = await ordered(provider);
    server.trades.pay(first.number);
    expect((await askAboutOrder(family(), { orderId: first.orderId }))?.order.status).toBe('paid');
    expect(await runJobs(sql)).toEqual([]);
    expect(await account()).toMatchObject({ balanceFen: 0n });

    await newResident();
    const second = await ordered(provider);
    server.trades.pay(second.number);
    await sql`alter table payment_orders disable trigger payment_orders_guard`;
    await sql`update payment_orders set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${second.orderId}`;
    await sql`alter table payment_orders enable trigger payment_orders_guard`;
    must(await expireOrders(system, { period: randomUUID() }));
    expect(await runJobs(sql)).toEqual([]);
    expect(await account()).toMatchObject({ balanceFen: 0n });

    await newResident();
    const third = await ordered(provider);
    const { paidAt = new Date() } = server.trades.pay(third.number);
    const day = dateOf(paidAt);
    expect(
      must((await compareBill(system, { provider, day })) as Result<{ found: number }>).found,
    ).toBeGreaterThan(0);
    expect(await runJobs(sql)).toEqual([]);
    expect(await account()).toMatchObject({ balanceFen: 0n });
    // The money of the third was found; a second look finds nothing.
    const bills = async () => (await listBills(auditor, {})).filter((bill) => bill.provider === provider);
    expect((await bills()).length).toBeGreaterThan(0);
    const before = (await waiting()).length;
    expect(must((await compareBill(system, { provider, day })) as Result<object>)).toEqual({
      found: 0,
      differences: 0,
    });
    expect((await waiting()).length).toBe(before);
  });

  it('an order that nobody pays is closed when its time is over, there and here', async () => {
    const { orderId, number } = await ordered(provider);
    await sql`alter table payment_orders disable trigger payment_orders_guard`;
    await sql`update payment_orders set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${orderId}`;
    await sql`alter table payment_orders enable trigger payment_orders_guard`;
    must(await expireOrders(system, { period: randomUUID() }));
    expect(await runJobs(sql)).toEqual([]);
    expect(server.trades.all.get(number)?.status).toBe('closed');
    expect((await findBillOrder(family(), { orderId }))?.order.status).toBe('closed');
    expect(await account()).toMatchObject({ balanceFen: 260_000n });
  });

  it('of fifty who pay a bill at once all are sent to the same order; another way closes the first one', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, () => payBill(family(), { invoiceId, provider, way: 'code' })),
    );
    const ids = new Set(results.map((result) => must(result).orderId));
    expect(ids.size).toBe(1);
    const [first = ''] = ids;
    const { number } = must(
      await prepareOrder(family(), { orderId: first, returnPath: '/', clientAddress: '' }),
    );
    expect(codes(await orderBill(family(), { invoiceId, provider: other(provider), way: 'code' }))).toEqual([
      'PAYMENTS.ANOTHER_OPEN',
    ]);
    const second = must(await payBill(family(), { invoiceId, provider: other(provider), way: 'code' }));
    expect(second.orderId).not.toBe(first);
    expect(server.trades.all.get(number)?.status).toBe('closed');

    // The first one was paid before it could be closed: that is the answer.
    const again = must(
      await prepareOrder(family(), { orderId: second.orderId, returnPath: '/', clientAddress: '' }),
    );
    servers[other(provider)].trades.pay(again.number);
    expect(must(await payBill(family(), { invoiceId, provider, way: 'code' })).orderId).toBe(second.orderId);
    expect(await runJobs(sql)).toEqual([]);
    expect(await account()).toMatchObject({ balanceFen: 0n });
  });

  it('money that goes back goes the way it came, once, after a second person has approved it', async () => {
    const clearing = await codeBalance(auditor, { code: `asset.${provider}` });
    const { orderId, number } = await ordered(provider);
    server.trades.pay(number);
    await send(provider, notice(provider, number));
    await runJobs(sql);
    must(
      await recordPayment(finance, {
        invoiceId,
        amountFen: 40_000n,
        surplus: true,
        receivedOn: dateOf(new Date()),
        payerName: '家属',
      }),
    );
    const payout = (amountFen: bigint, method = orderId, kind: 'refund' | 'deposit-back' = 'refund') =>
      proposePayout(finance, { personId, kind, amountFen, method, otherName: '家属', reason });
    const reason = '多缴退回，家属来电说明，凭证齐全。𠮷'.repeat(15).padEnd(300, '据');
    expect(codes(await payout(40_001n))).toEqual(['FEES.MORE_THAN_HELD']);
    expect(codes(await payout(40_000n, randomUUID()))).toEqual(['FEES.PAYOUT_ORDER']);
    const { movementId } = must(await payout(40_000n));
    expect(server.trades.all.get(number)?.refunds).toEqual([]);
    must(await approvePayout(lead, { movementId }));
    expect(await account()).toMatchObject({ balanceFen: 0n, online: [{ orderId, leftFen: 220_000n }] });
    expect(await runJobs(sql)).toEqual([]);
    expect(await runJobs(sql)).toEqual([]);
    expect(server.trades.all.get(number)?.refunds.map(({ fen }) => fen)).toEqual([40_000n]);
    expect(await sql`select status, reason from payment_refunds where order_id = ${orderId}`).toMatchObject([
      { status: 'done', reason: [...reason].slice(0, 80).join('') },
    ]);
    expect((await codeBalance(auditor, { code: `asset.${provider}` })) - clearing).toBe(220_000n);
    expect(
      codes(
        await reversePayment(finance, {
          paymentId: (await paid()).find((one) => one.orderId)?.id ?? '',
          reason: '？',
        }),
      ),
    ).toEqual(['FEES.ONLINE_KEPT']);
  });

  it('more than an order brought does not go back, whoever approves at once', async () => {
    const { orderId, number } = await ordered(provider);
    server.trades.pay(number);
    await send(provider, notice(provider, number));
    await runJobs(sql);
    must(
      await recordPayment(finance, {
        invoiceId,
        amountFen: 900_000n,
        surplus: true,
        receivedOn: dateOf(new Date()),
        payerName: '家属',
      }),
    );
    const [row] = await sql<{ id: string }[]>`select id from payment_orders where id = ${orderId}`;
    const asked = (fen: bigint) => sql`
      insert into payment_refunds (tenant_id, id, order_id, number, subject_type, subject_id, amount_fen, reason, status, asked_at)
      values (${tenant.id}, ${randomUUID()}, ${row?.id ?? ''}, ${`R${randomUUID().replaceAll('-', '').toUpperCase()}`}, 'test', ${randomUUID()}, ${String(fen)}, 'x', 'asked', now())`;
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => asked(130_000n)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(2);
    const { movementId } = must(
      await proposePayout(finance, {
        personId,
        kind: 'refund',
        amountFen: 1n,
        method: 'cash',
        otherName: '家属',
        reason: '退',
      }),
    );
    must(await approvePayout(lead, { movementId }));
    expect(
      codes(
        await proposePayout(finance, {
          personId,
          kind: 'refund',
          amountFen: 1n,
          method: orderId,
          otherName: '家属',
          reason: '退',
        }),
      ),
    ).toEqual(['FEES.PAYOUT_ORDER']);
  });
});

describe('a refund that the provider cannot make', () => {
  it('is undone in the books and shown; one that only takes time is asked for again', async () => {
    const { orderId, number } = await ordered('alipay');
    servers.alipay.trades.pay(number);
    await send('alipay', notice('alipay', number));
    await runJobs(sql);
    must(
      await recordPayment(finance, {
        invoiceId,
        amountFen: 5_000n,
        surplus: true,
        receivedOn: dateOf(new Date()),
        payerName: '家属',
      }),
    );
    const { movementId } = must(
      await proposePayout(finance, {
        personId,
        kind: 'refund',
        amountFen: 5_000n,
        method: orderId,
        otherName: '家属',
        reason: '退',
      }),
    );
    servers.alipay.refuseRefunds = 'ACQ.SYSTEM_ERROR';
    must(await approvePayout(lead, { movementId }));
    expect((await runJobs(sql)).length).toBe(2);
    expect(await account()).toMatchObject({ creditFen: 0n });
    servers.alipay.refuseRefunds = 'ACQ.TRADE_HAS_FINISHED';
    await sql`update outbox set dispatched_at = null where job = 'payments.settle-refund'`;
    expect(await runJobs(sql)).toEqual([]);
    servers.alipay.refuseRefunds = undefined;
    expect(await account()).toMatchObject({ creditFen: 5_000n });
    expect((await account()).movements[0]).toMatchObject({ id: movementId, status: 'failed' });
    expect(
      (await waiting()).find(({ kind, orderId: of }) => kind === 'refund-failed' && of === orderId),
    ).toBeDefined();
    await expect(sql`update account_movements set amount_fen = 1 where id = ${movementId}`).rejects.toThrow(
      'movements stay',
    );
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });
});

describe('notices and refunds at once', () => {
  it('leave the books right, whichever comes first', async () => {
    for (let round = 0; round < 5; round++) {
      await newResident();
      const { orderId, number } = await ordered('wechatpay');
      servers.wechatpay.trades.pay(number);
      await send('wechatpay', notice('wechatpay', number));
      await runJobs(sql);
      must(
        await recordPayment(finance, {
          invoiceId,
          amountFen: 260_000n,
          surplus: true,
          receivedOn: dateOf(new Date()),
          payerName: '家属',
        }),
      );
      const { movementId } = must(
        await proposePayout(finance, {
          personId,
          kind: 'refund',
          amountFen: 260_000n,
          method: orderId,
          otherName: '家属',
          reason: '重复缴费',
        }),
      );
      const refundNumber = `R${movementId.replaceAll('-', '').toUpperCase()}`;
      const [approved] = await Promise.all([
        approvePayout(lead, { movementId }),
        ...Array.from({ length: 8 }, () => send('wechatpay', notice('wechatpay', number))),
        ...Array.from({ length: 4 }, () => askAboutOrder(family(), { orderId })),
        runJobs(sql),
      ]);
      expect(approved.ok).toBe(true);
      const refunded = servers.wechatpay.refundNotice(number, refundNumber);
      await Promise.all([
        send('wechatpay', { headers: new Headers(refunded.headers), body: refunded.body }),
        send('wechatpay', notice('wechatpay', number)),
        runJobs(sql),
      ]);
      expect(await runJobs(sql)).toEqual([]);
      expect(await account()).toMatchObject({ balanceFen: 0n });
      expect((await paid()).filter(({ method }) => method === 'wechatpay').length).toBe(1);
      expect(servers.wechatpay.trades.all.get(number)?.refunds.length).toBe(1);
      expect((await findBillOrder(family(), { orderId }))?.order.status).toBe('refunded');
    }
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  }, 60_000);
});

describe('whatever order notices come in', () => {
  const event = fc.constantFrom(
    'paid',
    'paid again',
    'replayed',
    'small',
    'dollars',
    'closed',
    'asked',
    'expired',
  );

  it('the books are the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('alipay' as const, 'wechatpay' as const),
        fc.shuffledSubarray(
          ['paid', 'paid again', 'replayed', 'small', 'dollars', 'closed', 'asked', 'expired'],
          { minLength: 8 },
        ),
        fc.array(event, { maxLength: 4 }),
        async (provider, all, more) => {
          await newResident();
          const { orderId, number } = await ordered(provider);
          const { transactionId = '' } = servers[provider].trades.pay(number);
          const replayed = notice(provider, number, { eventId: randomUUID() });
          const happen: Record<string, () => Promise<unknown>> = {
            paid: () => send(provider, notice(provider, number)),
            'paid again': () =>
              send(provider, notice(provider, number, { transactionId: `${transactionId}8` })),
            replayed: () => send(provider, replayed),
            small: () =>
              send(provider, notice(provider, number, { fen: 7n, transactionId: `${transactionId}7` })),
            dollars: () =>
              send(
                provider,
                notice(provider, number, { currency: 'USD', transactionId: `${transactionId}6` }),
              ),
            closed: () =>
              provider === 'alipay'
                ? send(provider, {
                    headers: new Headers(),
                    body: servers.alipay.notice(number, { trade_status: 'TRADE_CLOSED' }),
                  })
                : settleOrder(system, { orderId, close: false }),
            asked: () => askAboutOrder(family(), { orderId }),
            expired: () => settleOrder(system, { orderId, close: true }),
          };
          for (const name of [...all, ...more]) await happen[name]?.();
          await runJobs(sql);
          expect(await account()).toMatchObject({ balanceFen: 0n, creditFen: 0n });
          expect((await paid()).map(({ amountFen }) => amountFen)).toEqual([260_000n]);
          const mine = (
            await sql`select kind, money_fen from payment_reviews where order_number = ${number} order by kind`
          ).map((row) => [row.kind, row.money_fen]);
          expect(mine).toEqual([
            ['amount-differs', 7n],
            ['currency-differs', null],
            ['paid-again', 260_000n],
          ]);
        },
      ),
      { numRuns: 12 },
    );
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  }, 120_000);
});

describe('what differs from the bill of a day', () => {
  it('is looked for in the bills of both the day after, once', async () => {
    const round = () => reconcile(system, { day: '2020-03-02' });
    expect(must(await round())).toEqual({ bills: 2 });
    expect(await runJobs(sql)).toEqual([]);
    must(await round());
    expect(await runJobs(sql)).toEqual([]);
    expect(
      (await listBills(auditor, { limit: 200 })).filter(({ day }) => day === '2020-03-01'),
    ).toMatchObject([
      { provider: 'alipay', payments: 0, differences: 0 },
      { provider: 'wechatpay', payments: 0, differences: 0 },
    ]);
  });

  it('waits for a person: money nobody knows, an order that is not there, a refund made elsewhere', async () => {
    const { orderId, number } = await ordered('alipay');
    const { paidAt = new Date() } = servers.alipay.trades.pay(number);
    await send('alipay', notice('alipay', number));
    await runJobs(sql);
    const day = dateOf(paidAt);
    must(await compareBill(system, { provider: 'alipay', day }));
    servers.alipay.leftOutOfBill.add(number);
    servers.alipay.extraBillLines.push({
      number: 'SHOP-1',
      transactionId: randomUUID().slice(0, 28),
      fen: 8_800n,
      at: paidAt,
    });
    const trade = servers.alipay.trades.all.get(number);
    trade?.refunds.push({ number: 'BYHAND1', fen: 100n, at: paidAt });
    const compared = must((await compareBill(system, { provider: 'alipay', day })) as Result<object>);
    expect(compared).toEqual({ found: 0, differences: 3 });
    expect(must((await compareBill(system, { provider: 'alipay', day })) as Result<object>)).toEqual({
      found: 0,
      differences: 0,
    });
    const found = await waiting();
    expect(found.find((one) => one.orderId === orderId && one.kind === 'not-in-bill')).toMatchObject({
      expectedFen: 260_000n,
      moneyFen: null,
    });
    expect(found.find((one) => one.orderNumber === 'SHOP-1')).toMatchObject({
      kind: 'order-unknown',
      moneyFen: 8_800n,
    });
    expect(found.find((one) => one.orderId === orderId && one.kind === 'refund-unknown')).toMatchObject({
      amountFen: 100n,
    });
  });
});

describe('what a provider pays out', () => {
  it('leaves the clearing account for the bank, its fee apart, once, and never more than it held', async () => {
    const { number } = await ordered('wechatpay');
    servers.wechatpay.trades.pay(number);
    await send('wechatpay', notice('wechatpay', number));
    await runJobs(sql);
    const held = await codeBalance(auditor, { code: 'asset.wechatpay' });
    const [bank, fees] = [
      await codeBalance(auditor, { code: 'bank' }),
      await codeBalance(auditor, { code: 'expense.payment-fees' }),
    ];
    const rows = [
      ['收入金额', yuanText(held - 1_560n), 'P1'],
      ['收入金额', yuanText(held), 'P2'],
      ['支出金额', '5.00', 'P3'],
    ].map(([column = '', amount = '', flow = ''], place) => ({
      row: place + 2,
      cells: {
        交易日期: dateOf(new Date()),
        收入金额: '',
        支出金额: '',
        对方户名: '财付通',
        附言: '',
        摘要: '',
        流水号: flow,
        [column]: amount,
      },
    }));
    must(await importBankStatement(finance, { rows, fileName: 'x.csv', dryRun: false }));
    const lines = await sql<
      { id: string; bank_number: string }[]
    >`select id, bank_number from bank_lines order by bank_number`;
    const [lineId = '', all = '', out = ''] = ['P1', 'P2', 'P3'].map(
      (flow) => lines.find((line) => line.bank_number === flow)?.id,
    );
    const settle = (id: string, feeFen?: bigint) =>
      settleClearing(finance, { lineId: id, provider: 'wechatpay', feeFen });

    expect(codes(await settle(out))).toEqual(['FEES.LINE_OUT']);
    expect(codes(await settle(randomUUID()))).toEqual(['LEDGER.LINE_UNKNOWN']);
    expect(codes(await settle(lineId, 1_561n))).toEqual(['PAYMENTS.MORE_THAN_CLEARING']);
    expect(codes(await settleClearing(auditor, { lineId, provider: 'wechatpay' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    const results = await Promise.all([
      ...Array.from({ length: 25 }, () => settle(lineId, 1_560n)),
      ...Array.from({ length: 25 }, () => settle(all)),
    ]);
    expect(results.filter(({ ok }) => ok).length).toBe(1);
    expect(await codeBalance(auditor, { code: 'asset.wechatpay' })).toBe(0n);

    const done = results.findIndex(({ ok }) => ok) < 25 ? lineId : all;
    expect(codes(await undoClearing(finance, { lineId: done === all ? lineId : all, reason: '？' }))).toEqual(
      ['PAYMENTS.NO_PAYOUT'],
    );
    const undone = await Promise.all(
      Array.from({ length: 10 }, () => undoClearing(finance, { lineId: done, reason: '记错' })),
    );
    expect(undone.filter(({ ok }) => ok).length).toBe(1);
    expect(new Set(undone.flatMap(codes))).toEqual(new Set(['PAYMENTS.NO_PAYOUT']));
    expect(await codeBalance(auditor, { code: 'asset.wechatpay' })).toBe(held);
    must(await settle(lineId, 1_560n));
    expect((await codeBalance(auditor, { code: 'bank' })) - bank).toBe(held - 1_560n);
    expect((await codeBalance(auditor, { code: 'expense.payment-fees' })) - fees).toBe(1_560n);
    expect((await trialBalance(auditor, {})).sumFen).toBe(0n);
  });
});

describe('who may', () => {
  it('a family pays the bills of its own resident and sees no other order', async () => {
    const { orderId } = await ordered('alipay');
    const stranger = { ...demo.as('family'), personId: randomUUID() };
    expect(codes(await payBill(stranger, { invoiceId, provider: 'alipay', way: 'code' }))).toEqual([
      'FEES.INVOICE_UNKNOWN',
    ]);
    expect(await findBillOrder(stranger, { orderId })).toBeUndefined();
    expect(await askAboutOrder(stranger, { orderId })).toBeUndefined();
    expect(codes(await payBill(demo.as('donor'), { invoiceId, provider: 'alipay', way: 'code' }))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect((await findBillOrder(finance, { orderId }))?.invoice.id).toBe(invoiceId);
  });

  it('another district has no way of paying by this merchant account, and its orders hear nothing', async () => {
    const elsewhere = { ...demoOf(otherTenant, { main: false }).as('finance') };
    expect(await findBillOrder(elsewhere, { orderId: (await ordered('alipay')).orderId })).toBeUndefined();
    const id = randomUUID();
    const number = `20261128${'Z'.repeat(16)}`;
    await sql`insert into payment_orders (tenant_id, id, number, provider, way, subject_type, subject_id, description, amount_fen, currency, status, created_at, created_by_name, expires_at)
      values (${otherTenant.id}, ${id}, ${number}, 'alipay', 'code', 'invoice', ${randomUUID()}, 'x', 100, 'CNY', 'created', now(), 'x', now() + interval '1 hour')`;
    servers.alipay.trades.open({ number, fen: 100n, notifyUrl: '' });
    servers.alipay.trades.pay(number);
    await send('alipay', notice('alipay', number));
    expect(await sql`select status from payment_orders where id = ${id}`).toMatchObject([
      { status: 'created' },
    ]);
    expect((await waiting()).find(({ orderNumber }) => orderNumber === number)).toMatchObject({
      kind: 'order-unknown',
    });
    expect(
      codes(
        (await compareBill(systemActor(otherTenant.id, 'test', 'test'), {
          provider: 'alipay',
          day: plainDate('2020-11-01'),
        })) as Result<unknown>,
      ),
    ).toEqual(['PAYMENTS.NOT_OFFERED']);
  });
});

it('what was written stays as it is', async () => {
  const { orderId } = await ordered('alipay');
  await expect(sql`update payment_orders set amount_fen = 1 where id = ${orderId}`).rejects.toThrow(
    'orders stay',
  );
  await expect(sql`update payment_orders set status = 'refunded' where id = ${orderId}`).rejects.toThrow(
    'does not go from',
  );
  await expect(sql`delete from payment_reviews`).rejects.toThrow();
});
