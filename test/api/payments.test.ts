import { randomUUID } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '#db/client';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { useSignInDatabase } from '#db/sign-in-database';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { monthsBefore } from '~/domain/fees/charge.rules';
import { dateOf, monthOf } from '~/domain/kernel/plain-date';
import { receiveNotice } from '~/domain/payments/receive-notice';
import { answerApi } from '~/routes/api/dispatch.server';
import { wayOf } from '~/routes/payments/pay-bill.server';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { runJobs, useProvidersHere } from '../payments/here';

const database = useFreshDatabase();
const servers = useProvidersHere();
const [here, elsewhere] = demoTenants;
const keys = new Map<string, string>();
const month = monthsBefore(monthOf(dateOf(new Date())), 1)[0] ?? '';
let signIn: Database;
let sql: postgres.Sql;
let billId: string;
let reference: string;

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(systemActor(here.id, 'test', 'test'), here.regionCode);
  signIn = connect(database.signInUrl, { max: 3 });
  useSignInDatabase(signIn);
  sql = postgres(database.ownerUrl, { max: 1 });
  for (const [tenant, suffix] of [
    [here, ''],
    [elsewhere, '2'],
  ] as const) {
    for (const role of ['finance', 'auditor', 'family'] as const) {
      const made = await createApiKey(actorOf('admin', tenant, { userId: null }), { role, label: role });
      if (made.ok) keys.set(role + suffix, made.value.key);
    }
  }
  const demo = demoOf(here, { main: true });
  const both = { proposer: demo.as('finance'), approver: demo.as('lead') };
  await putInForce(both, standardSet('2020-01-01'));
  await putTariffsInForce(both, '2020-01-01');
  await insertResidents(sql, here.id, [
    { from: `${month}-01`, grades: [{ grade: 'partial', from: `${month}-01` }] },
  ]);
  await billMonth(demo.as('finance'), month);
  const [bill] = await sql<{ id: string; reference: string }[]>`select id, reference from invoices`;
  billId = bill?.id ?? '';
  reference = bill?.reference ?? '';
});
afterAll(async () => {
  await signIn.close();
  await sql.end();
});

const context = { requestId: 'test', logger: pino({ level: 'silent' }) } as unknown as AppLoadContext;

async function call(
  as: Role | 'finance2',
  method: 'GET' | 'POST',
  path: string,
  body: unknown = {},
  key = randomUUID(),
) {
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(method === 'POST' && { 'Idempotency-Key': key, 'Content-Type': 'application/json' }),
    },
    body: method === 'POST' ? JSON.stringify(body) : undefined,
  });
  const response = await answerApi(request, context);
  return { status: response.status, body: await response.json() };
}

describe('online payments by machine', () => {
  it('an order is begun once, read with where its payer goes, and paid; refusals name their field', async () => {
    expect((await call('finance', 'GET', '/payment-providers')).body.items).toEqual([
      { name: 'alipay' },
      { name: 'wechatpay' },
    ]);
    expect((await call('finance2', 'GET', '/payment-providers')).body.items).toEqual([]);
    const path = `/bills/${billId}/payment-orders`;
    expect(await call('finance', 'POST', path, { provider: 'cash', way: 'code' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'PAYMENTS.PROVIDER', pointer: '/provider' }] },
    });
    expect((await call('auditor', 'POST', path, { provider: 'alipay', way: 'code' })).status).toBe(403);
    // A key of the role family stands behind nobody's bills.
    expect((await call('family', 'POST', path, { provider: 'alipay', way: 'code' })).status).toBe(422);

    const key = randomUUID();
    const wanted = { provider: 'wechatpay', way: 'code' };
    const first = await call('finance', 'POST', path, wanted, key);
    expect(first.status).toBe(201);
    expect(await call('finance', 'POST', path, wanted, key)).toEqual(first);
    expect(await call('finance', 'POST', path, { provider: 'alipay', way: 'code' })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'PAYMENTS.ANOTHER_OPEN' }] },
    });
    const order = await call('finance', 'GET', `/payment-orders/${first.body.orderId}`);
    expect(order.body).toMatchObject({
      status: 'created',
      amountFen: 260_000,
      currency: 'CNY',
      subjectType: 'invoice',
      subjectId: billId,
      forwardKind: 'code',
      forward: expect.stringMatching(/^weixin:/),
    });
    expect((await call('finance2', 'GET', `/payment-orders/${first.body.orderId}`)).status).toBe(404);

    servers.wechatpay.trades.pay(order.body.number);
    const { headers, body } = servers.wechatpay.notice(order.body.number);
    await receiveNotice('wechatpay', { headers: new Headers(headers), body, requestId: 'test' });
    expect(await runJobs(sql)).toEqual([]);
    expect((await call('finance', 'GET', `/bills/${billId}`)).body).toMatchObject({
      state: 'paid',
      payments: [{ method: 'wechatpay', amountFen: 260_000 }],
    });
    expect((await call('auditor', 'GET', '/payment-orders')).body.items).toMatchObject([{ status: 'paid' }]);
    expect((await call('family', 'GET', '/payment-orders')).status).toBe(403);
  });

  it('what does not fit is listed, booked once with a reason, or put aside', async () => {
    for (const number of ['20261128UNKNOWN000000001', '20261128UNKNOWN000000002']) {
      servers.alipay.trades.open({ number, fen: 500n, notifyUrl: '' });
      servers.alipay.trades.pay(number);
      const body = servers.alipay.notice(number);
      await receiveNotice('alipay', { headers: new Headers(), body, requestId: 'test' });
    }
    const listed = await call('auditor', 'GET', '/payment-reviews');
    expect(listed.body.items).toMatchObject([
      { kind: 'order-unknown', moneyFen: 500, settledAs: null },
      { kind: 'order-unknown', moneyFen: 500, settledAs: null },
    ]);
    const [one, other] = listed.body.items;
    expect(
      (await call('auditor', 'POST', `/payment-reviews/${one.id}/booking`, { reference, reason: 'x' }))
        .status,
    ).toBe(403);
    expect(
      await call('finance', 'POST', `/payment-reviews/${one.id}/booking`, { reference: 'F1' }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: [
          { code: 'PAYMENTS.REASON', pointer: '/reason' },
          { code: 'FEES.REFERENCE_UNKNOWN', pointer: '/reference' },
        ],
      },
    });
    expect(
      (await call('finance', 'POST', `/payment-reviews/${one.id}/booking`, { reference, reason: '已核对' }))
        .status,
    ).toBe(201);
    expect(
      await call('finance', 'POST', `/payment-reviews/${one.id}/booking`, { reference, reason: '已核对' }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'PAYMENTS.REVIEW_SETTLED' }] },
    });
    expect(
      (await call('finance', 'POST', `/payment-reviews/${other.id}/put-aside`, { reason: '门店收款' }))
        .status,
    ).toBe(200);
    expect((await call('auditor', 'GET', '/payment-reviews')).body.items).toEqual([]);
    expect((await call('auditor', 'GET', '/payment-reviews?settled=true')).body.items.length).toBe(2);
    expect((await call('auditor', 'GET', '/payment-bills')).body.items).toEqual([]);
  });
});

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120', 'desk', 'code'],
  ['Mozilla/5.0 (Linux; Android 13; ELE-AL00) Chrome/120 Mobile Safari/537.36', 'phone', 'phone'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148', 'phone', 'phone'],
  ['Mozilla/5.0 (Linux; Android 13) Mobile MicroMessenger/8.0.40', 'phone', 'phone'],
  ['', 'desk', 'code'],
])('%s pays at Alipay by %s and by WeChat Pay by %s', (userAgent, atAlipay, byWechat) => {
  expect([wayOf(userAgent, 'alipay'), wayOf(userAgent, 'wechatpay')]).toEqual([atAlipay, byWechat]);
});
