import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { listOwnYears } from '~/domain/receipts/year-statement';
import { actorOf } from '../actors';
import { useFreshDatabase } from '../database';
import { admitReceiver, inventedCreditCode } from '../factories/donations';
import { setUpFiscal, useFiscalSystem } from '../fiscal/fiscal-server';
import { useOneInstant } from '../one-instant';
import { runJobs } from '../payments/here';
import { pdfText } from '../pdf-text';
import { refused, useApi } from './caller';

useOneInstant();
const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const call = useApi();
const unit = inventedCreditCode(1);
const fiscal = useFiscalSystem(unit);
const today = dateOf(new Date());
const year = Number(today.slice(0, 4));
const donor = { kind: 'organisation', name: '演示接口公司', creditCode: inventedCreditCode(501) };

let owner: postgres.Sql;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  const system = systemActor(tenant.id, 'reference', 'test');
  await admitReceiver({ admin: system, finance: system }, { creditCode: unit });
});
afterAll(() => owner.end());

async function cash(amountFen: number, more: object = {}): Promise<string> {
  const said = { purpose: 'general', anonymous: true, amountFen, receivedOn: today, donor, ...more };
  return (await call('finance', 'POST', '/gifts/cash', said)).body.giftId;
}
const receiptsOf = async (giftId: string) =>
  (await call('finance', 'GET', '/receipts?limit=200')).body.items.filter(
    (one: { giftId: string }) => one.giftId === giftId,
  );

/** Goods that were promised and taken, and, if asked for, looked at and stocked without proof of their value. */
async function goods(until: 'received' | 'inspected' | 'stocked'): Promise<string> {
  const items = [{ name: '演示棉被', unit: '床', quantity: 2 }];
  const { giftId } = (await call('finance', 'POST', '/gifts/goods', { purpose: 'care-beds', donor, items }))
    .body;
  const path = `/gifts/${giftId}`;
  const [item] = (await call('manager', 'GET', path)).body.items;
  const ofItem = (more: object) => [{ itemId: item.id, ...more }];
  await call('manager', 'POST', `${path}/reception`, { receivedOn: today, items: ofItem({ received: 2 }) });
  if (until === 'received') return giftId;
  await call('manager', 'POST', `${path}/inspection`, { items: ofItem({ accepted: 2 }) });
  if (until === 'inspected') return giftId;
  const lots = { withoutValue: true, lots: ofItem({ quantity: 2, store: '一号库' }) };
  expect((await call('manager', 'POST', `${path}/lots`, lots)).status).toBe(201);
  return giftId;
}

describe('receipts of the fiscal system by a machine', () => {
  it('are asked for, refused, tried again, issued, reversed and issued anew', async () => {
    const giftId = await cash(140_950);
    const asked = await call('finance', 'POST', `/gifts/${giftId}/receipt`);
    expect(asked).toMatchObject({ status: 201, body: { state: 'asked' } });
    fiscal.manner = 'refused';
    await runJobs(owner);
    const [open] = (await call('auditor', 'GET', '/fiscal-requests')).body.items;
    expect(open).toMatchObject({ giftId, kind: 'issue', state: 'refused', problemCode: 'E2001' });
    fiscal.manner = 'right';
    expect((await call('auditor', 'POST', `/fiscal-requests/${open.id}/retry`)).status).toBe(403);
    expect((await call('finance', 'POST', `/fiscal-requests/${open.id}/retry`)).status).toBe(200);
    await runJobs(owner);
    const [bill] = await receiptsOf(giftId);
    expect(bill).toMatchObject({ kind: 'fiscal_receipt', fiscalCode: '37050126', amountFen: 140_950 });
    const taken = await call('finance', 'POST', `/receipts/${bill.id}/void`, { reason: '抬头写错' });
    expect(taken.status).toBe(200);
    const twice = await call('finance', 'POST', `/receipts/${bill.id}/void`, { reason: '抬头写错' });
    expect(refused(twice)).toEqual(['RECEIPT.REVERSAL_WAITS /receiptId']);
    await runJobs(owner);
    expect((await call('finance', 'POST', `/receipts/${bill.id}/reissue`)).body.state).toBe('asked');
    await runJobs(owner);
    const [second, first] = await receiptsOf(giftId);
    expect(first).toMatchObject({ id: bill.id, replacedById: second.id, redCode: '37050126' });
    const pdf = await call('auditor', 'GET', `/receipts/${first.id}/pdf`);
    expect(pdfText(pdf.bytes as Buffer)).toContain('冲红');
    expect((await call('auditor', 'GET', '/fiscal-requests?state=done')).body.items).toHaveLength(3);
    expect((await call('auditor', 'GET', '/fiscal-requests', {}, { tenant: other })).body.items).toEqual([]);
  });
});

describe('gifts without a receipt', () => {
  it('are told with the one reason that stands in the way, whatever it is', async () => {
    const expected = new Map<string, string>();
    expected.set(await goods('received'), 'not_inspected');
    expected.set(await goods('inspected'), 'no_proof');
    expected.set(await goods('stocked'), 'never_valued');
    const refusedGift = await cash(100);
    fiscal.manner = 'refused';
    await runJobs(owner);
    expected.set(refusedGift, 'fiscal_refused');
    const waiting = await cash(200);
    fiscal.manner = 'pending';
    await runJobs(owner);
    expected.set(waiting, 'fiscal_waiting');
    setUpFiscal(undefined);
    const voided = await cash(300);
    await runJobs(owner);
    const [own] = await receiptsOf(voided);
    await call('finance', 'POST', `/receipts/${own.id}/void`, { reason: '写错' });
    expected.set(voided, 'taken_back');
    setUpFiscal(fiscal);
    const unnamed = await cash(400);
    await owner`update gifts set donor_id = null, source = 'public' where id = ${unnamed}`;
    expect(await runJobs(owner)).toEqual([]);
    // The bill names its payer: who is not known gets our own paper at once, which says so.
    expect(await receiptsOf(unnamed)).toMatchObject([{ kind: 'donation_acknowledgement', payerName: null }]);
    expected.set(await cash(500), 'coming');
    const failed = await cash(600);
    await owner`insert into job_failures (tenant_id, job, job_key, payload, request_id, code, detail, attempts, failed_at)
      values (${tenant.id}, 'receipts.issue-receipt', ${failed}, '{}', 'test', 'JOBS.FAILED', 'test', 5, now())`;
    expected.set(failed, 'failed');

    const found = new Map<string, string>();
    for (let after = ''; ; ) {
      const page = await call(
        'auditor',
        'GET',
        `/gifts-without-receipt?limit=4${after && `&after=${after}`}`,
      );
      for (const row of page.body.items) found.set(row.giftId, row.reason);
      if (!page.body.next) break;
      after = page.body.next;
    }
    expect(found).toEqual(expected);
    const one = await call('auditor', 'GET', '/gifts-without-receipt?reason=fiscal_refused');
    expect(one.body.items).toMatchObject([
      { giftId: refusedGift, problemCode: 'E2001', problemText: '交款人名称与统一社会信用代码不符' },
    ]);
  });
});

describe('what a donor gave in a year', () => {
  it('is summed to the fen, in capitals, without what went back, and is no tax document', async () => {
    setUpFiscal(undefined);
    const giver = { kind: 'person', name: '演示汇总人', phone: '19900000301' };
    const giftId = await cash(120_050, { donor: giver });
    await cash(100_000, { donor: giver });
    const back = await cash(5_000_000, { donor: giver });
    await owner`update gifts set status = 'returned' where id = ${back}`;
    await runJobs(owner);
    const gift = await owner<{ donor: string }[]>`select donor_id as donor from gifts where id = ${giftId}`;
    const donorId = gift[0]?.donor ?? '';
    const listed = await call('auditor', 'GET', `/donor-statements?year=${year}&text=演示汇总`);
    expect(listed.body.items).toEqual([{ donorId, name: '演示汇总人', count: 2, sumFen: 220_050 }]);
    const path = `/donors/${donorId}/statement`;
    expect((await call('auditor', 'GET', `${path}?year=${year}`)).body).toMatchObject({
      count: 2,
      unvalued: 0,
      sumFen: 220_050,
      lines: [{ giftId, receivedFen: 120_050 }, { receivedFen: 100_000 }],
    });
    const text = pdfText((await call('auditor', 'GET', `${path}/pdf?year=${year}`)).bytes as Buffer);
    for (const stated of [
      '人民币贰仟贰佰元伍角整',
      '¥2,200.50',
      '非税务凭证',
      '演示汇总人',
      `YQ${year}-`,
      '演示数据',
    ])
      expect(text).toContain(stated);
    expect((await call('auditor', 'GET', `${path}?year=${year - 1}`)).status).toBe(404);
    expect((await call('auditor', 'GET', `/donors/${randomUUID()}/statement?year=${year}`)).status).toBe(404);
    expect((await call('auditor', 'GET', `${path}?year=${year}`, {}, { tenant: other })).status).toBe(404);
    expect(await listOwnYears(actorOf('donor', tenant, { donorId }))).toEqual([year]);
    expect(await listOwnYears(actorOf('donor', tenant, {}))).toEqual([]);
  });
});

describe('many receipts by a machine', () => {
  it('are begun with everything that is wrong told at once, watched, and stopped', async () => {
    setUpFiscal(undefined);
    const giftId = await cash(700);
    await owner`delete from outbox where job = 'receipts.issue-receipt' and dispatched_at is null`;
    const wrong = { kind: 'send', from: today, last: '2020-01-01' };
    expect(refused(await call('finance', 'POST', '/receipt-batches', wrong))).toEqual([
      'RECEIPT.BATCH_DAYS /last',
      'RECEIPT.MAIL_NOT_SET_UP /kind',
    ]);
    const said = { kind: 'issue', from: today, last: today };
    expect((await call('auditor', 'POST', '/receipt-batches', said)).status).toBe(403);
    const begun = await call('finance', 'POST', '/receipt-batches', said);
    expect(begun.status).toBe(201);
    const path = `/receipt-batches/${begun.body.batchId}`;
    expect((await call('finance', 'POST', `${path}/stop`)).status).toBe(200);
    await runJobs(owner);
    expect((await call('auditor', 'GET', path)).body).toMatchObject({ running: false, done: 0, sent: null });
    expect(refused(await call('finance', 'POST', `${path}/stop`))).toEqual(['RECEIPT.BATCH_OVER /batchId']);
    expect((await call('auditor', 'POST', `${path}/resume`)).status).toBe(403);
    expect((await call('finance', 'POST', `${path}/resume`)).status).toBe(200);
    expect(refused(await call('finance', 'POST', `${path}/resume`))).toEqual([
      'RECEIPT.BATCH_NOT_STOPPED /batchId',
    ]);
    expect((await call('finance', 'POST', `${path}/stop`)).status).toBe(200);
    await runJobs(owner);
    const again = await call('finance', 'POST', '/receipt-batches', said);
    await runJobs(owner);
    const { body } = await call('auditor', 'GET', `/receipt-batches/${again.body.batchId}`);
    expect([body.running, body.through]).toEqual([false, body.total]);
    const [receipt] = await receiptsOf(giftId);
    expect(receipt).toMatchObject({ amountFen: 700 });
    expect(refused(await call('finance', 'POST', `/receipts/${receipt.id}/send`))).toEqual([
      'RECEIPT.MAIL_NOT_SET_UP /receiptId',
    ]);
    expect((await call('auditor', 'GET', '/receipt-batches')).body.items).toHaveLength(2);
    expect((await call('auditor', 'GET', '/receipt-batches', {}, { tenant: other })).body.items).toEqual([]);
  });
});
