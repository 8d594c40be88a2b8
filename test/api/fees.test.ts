import { randomUUID } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '#db/client';
import { demoStandards } from '#db/seed/demo/standards';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { useSignInDatabase } from '#db/sign-in-database';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { billResidents } from '~/domain/fees/bill-residents';
import { answerApi } from '~/routes/api/dispatch.server';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { insertResidents } from '../factories/residents';

const database = useFreshDatabase();
const [here] = demoTenants;
const system = systemActor(here.id, 'test', 'test');
const keys = new Map<Role, string>();
let signIn: Database;
let sql: postgres.Sql;

beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  await loadReference(system, here.regionCode);
  signIn = connect(database.signInUrl, { max: 3 });
  useSignInDatabase(signIn);
  sql = postgres(database.ownerUrl, { max: 1 });
  for (const role of ['finance', 'lead', 'auditor'] as const) {
    // Each by another maker: keys of one maker are one person.
    const made = await createApiKey(actorOf('admin', here, { userId: randomUUID() }), { role, label: role });
    if (made.ok) keys.set(role, made.value.key);
  }
});
afterAll(async () => {
  await signIn.close();
  await sql.end();
});

const context = { requestId: 'test', logger: pino({ level: 'silent' }) } as unknown as AppLoadContext;

async function call(as: Role, method: 'GET' | 'POST', path: string, body: unknown = {}) {
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(method === 'POST' && { 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json' }),
    },
    body: method === 'POST' ? JSON.stringify(body) : undefined,
  });
  const response = await answerApi(request, context);
  const pdf = response.headers.get('content-type') === 'application/pdf';
  return { status: response.status, body: pdf ? await response.text() : await response.json() };
}

it('standards, tariffs, bills, payments and books by machine: amounts are integer fen, refusals name their field', async () => {
  for (const standard of demoStandards('2025-01-01')) {
    const proposed = await call('finance', 'POST', '/standards', {
      ...standard,
      amountFen: Number(standard.amountFen),
    });
    expect(proposed.status).toBe(201);
    expect((await call('lead', 'POST', `/standards/${proposed.body.id}/approval`)).status).toBe(200);
  }
  const standards = await call('auditor', 'GET', '/standards?kind=dibao&status=approved');
  expect(standards.body.items.map((one: { amountFen: number }) => one.amountFen).sort()).toEqual([
    70_000, 90_000,
  ]);

  const tariff = { grade: 'partial', monthlyFeeFen: 340_000, effectiveFrom: '2025-01-01' };
  const outside = await call('finance', 'POST', '/tariffs', tariff);
  expect([outside.status, outside.body.errors[0].code]).toEqual([422, 'FEES.OUTSIDE_BAND']);
  const proposed = await call('finance', 'POST', '/tariffs', { ...tariff, monthlyFeeFen: 260_000 });
  expect((await call('finance', 'POST', `/tariffs/${proposed.body.id}/approval`)).status).toBe(403);
  expect((await call('lead', 'POST', `/tariffs/${proposed.body.id}/approval`)).status).toBe(200);
  const bands = await call('auditor', 'GET', '/price-bands?from=2026-01-01');
  expect(bands.body.items[1].stretches[0].band).toMatchObject({ floorFen: 195_000, marketFen: 340_000 });

  // A standard that would break the band is a refusal, not a failure.
  const care = {
    kind: 'care-tier',
    grade: 'partial',
    amountFen: 130_000,
    effectiveFrom: '2027-01-01',
    source: '演示数据',
  };
  const rise = await call('finance', 'POST', '/standards', care);
  const broken = await call('lead', 'POST', `/standards/${rise.body.id}/approval`);
  expect([broken.status, broken.body.errors[0].code]).toEqual([422, 'STANDARD.BREAKS_TARIFF']);

  await insertResidents(sql, here.id, [
    { from: '2026-01-01', grades: [{ grade: 'partial', from: '2026-01-01' }] },
  ]);
  const run = await call('finance', 'POST', '/billing-runs', { month: '2026-03' });
  expect(run).toMatchObject({ status: 202, body: { begun: true } });
  await billResidents(system, { runId: run.body.runId, batch: 0 });
  expect((await call('auditor', 'GET', `/billing-runs/${run.body.runId}`)).body).toMatchObject({
    billed: 1,
    billedFen: 260_000,
  });
  const { body: bills } = await call('auditor', 'GET', '/bills?month=2026-03');
  expect(bills.items).toMatchObject([{ amountFen: 260_000, openFen: 260_000, state: 'open' }]);
  const bill = `/bills/${bills.items[0].id}`;
  expect((await call('auditor', 'GET', `${bill}/charges`)).body.items).toHaveLength(31);
  expect((await call('auditor', 'GET', `${bill}/pdf`)).body).toMatch(/^%PDF/);

  const pay = { amountFen: 60_000, receivedOn: '2026-04-02', payerName: '家属（演示数据）' };
  const paid = await call('finance', 'POST', `${bill}/payments`, pay);
  expect(paid.status).toBe(201);
  expect((await call('auditor', 'GET', '/bills/unpaid')).body.items).toMatchObject([
    { openFen: 200_000, state: 'part' },
  ]);
  expect((await call('auditor', 'POST', `${bill}/payments`, pay)).status).toBe(403);
  expect(
    (await call('finance', 'POST', `/payments/${paid.body.paymentId}/reversal`, { reason: '记错' })).status,
  ).toBe(201);
  expect((await call('auditor', 'GET', bill)).body).toMatchObject({ openFen: 260_000, balanceFen: 260_000 });
  const { body: books } = await call('auditor', 'GET', '/ledger/trial-balance');
  expect(books.sumFen).toBe(0);
  const { body: postings } = await call('auditor', 'GET', '/ledger/accounts/receivable.residents/postings');
  expect(postings.items.map((one: { amountFen: number }) => one.amountFen).sort()).toEqual(
    [-60_000, 260_000, 60_000].sort(),
  );
});
