import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { actorOf } from '../actors';
import { useSite } from '../e2e/site';
import { inventedCreditCode, pdfBytes } from '../factories/donations';
import { joinSite } from '../routes/people-at-work';

const site = useSite();
const keys = new Map<Role, string>();
let leave: () => Promise<void>;

beforeAll(async () => {
  leave = await joinSite(site);
  for (const role of ['finance', 'manager', 'auditor'] as const) {
    const made = await createApiKey(actorOf('admin', undefined, { userId: null }), { role, label: 'test' });
    if (made.ok) keys.set(role, made.value.key);
  }
}, 120_000);
afterAll(() => leave?.());

async function call(as: Role, method: 'GET' | 'POST', path: string, body?: unknown, key = randomUUID()) {
  const response = await fetch(`${site.origin}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(method === 'POST' && { 'Idempotency-Key': key, 'Content-Type': 'application/json' }),
    },
    body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
  });
  return { status: response.status, body: await response.json() };
}

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const donor = { kind: 'organisation', name: '演示接口公司', creditCode: inventedCreditCode(501) };

describe('gifts through the API', () => {
  it('cash is receipted once however often it is sent under one key, and the receipt is a PDF', async () => {
    const key = randomUUID();
    const said = { purpose: 'general', anonymous: true, amountFen: 140_950, receivedOn: today, donor };
    const answers = [];
    for (let time = 0; time < 3; time++)
      answers.push(await call('finance', 'POST', '/gifts/cash', said, key));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.giftId}`)).size).toBe(1);
    const { giftId } = answers[0]?.body ?? {};
    expect((await call('finance', 'GET', `/gifts/${giftId}`)).body).toMatchObject({
      status: 'received',
      receivedFen: 140_950,
    });
    const issued = await call('finance', 'POST', `/gifts/${giftId}/receipt`);
    expect(issued).toMatchObject({
      status: 201,
      body: { number: expect.stringMatching(/^[A-Z]+\d{4}-\d{6}$/) },
    });
    const pdf = await fetch(`${site.origin}/api/v1/receipts/${issued.body.receiptId}/pdf`, {
      headers: { Authorization: `Bearer ${keys.get('auditor')}` },
    });
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('text is yuan and an integer is fen', async () => {
    const said = { purpose: 'general', donor };
    const inYuan = await call('finance', 'POST', '/gifts/money', { ...said, amountFen: '12.34' });
    const inFen = await call('finance', 'POST', '/gifts/money', { ...said, amountFen: 1_234 });
    for (const { body } of [inYuan, inFen]) {
      expect((await call('finance', 'GET', `/gifts/${body.giftId}`)).body.pledgedFen).toBe(1_234);
    }
  });

  it('everything that is wrong is told at once, each at its field', async () => {
    const wrong = { purpose: '', amountFen: 'viel', donor: { kind: 'organisation', name: '' } };
    const { status, body } = await call('finance', 'POST', '/gifts/money', wrong);
    expect(status).toBe(422);
    expect(
      body.errors.map(({ code, pointer }: { code: string; pointer: string }) => `${code} ${pointer}`),
    ).toEqual([
      'GIFT.AMOUNT_FORM /amountFen',
      'DONOR.NAME_MISSING /donor/name',
      'DONOR.CREDIT_CODE_MISSING /donor/creditCode',
      'GIFT.PURPOSE_MISSING /purpose',
    ]);
  });

  it('goods go through every step, the proof in the body, and the figures of the public stay equal to the ledger', async () => {
    const items = [{ name: '接口棉被', unit: '床', quantity: 5 }];
    const pledged = await call('finance', 'POST', '/gifts/goods', { purpose: 'care-beds', donor, items });
    const path = `/gifts/${pledged.body.giftId}`;
    const [item] = (await call('manager', 'GET', path)).body.items;
    const ofItem = (more: object) => [{ itemId: item.id, ...more }];
    expect(
      (
        await call('manager', 'POST', `${path}/reception`, {
          receivedOn: today,
          items: ofItem({ received: 5 }),
        })
      ).status,
    ).toBe(200);
    expect(
      (await call('manager', 'POST', `${path}/inspection`, { items: ofItem({ accepted: 5 }) })).status,
    ).toBe(200);
    const valuation = {
      basis: 'invoice',
      documentNumber: '演示接口-1',
      documentOn: today,
      items: ofItem({ valueFen: 50_005 }),
    };
    const proof = { name: 'invoice.pdf', contentBase64: Buffer.from(pdfBytes).toString('base64') };
    expect((await call('finance', 'POST', `${path}/valuation`, valuation)).body.errors[0].code).toBe(
      'VALUATION.PROOF_MISSING',
    );
    expect((await call('finance', 'POST', `${path}/valuation`, { ...valuation, proof })).body.valueFen).toBe(
      50_005,
    );
    expect(
      (await call('manager', 'POST', `${path}/lots`, { lots: ofItem({ quantity: 5, store: '一号库' }) }))
        .status,
    ).toBe(201);
    const stock = (await call('manager', 'GET', '/goods/stock')).body.items;
    const lot = stock.find(({ name }: { name: string }) => name === '接口棉被');
    expect(lot).toMatchObject({ remaining: 5, remainingFen: 50_005 });
    const nowhere = { bedId: randomUUID(), lines: [{ goodsId: lot.goodsId, quantity: 1 }] };
    expect((await call('manager', 'POST', '/goods/allocations', nowhere)).body.errors[0].code).toBe(
      'GOODS.BED_UNKNOWN',
    );
    expect((await call('auditor', 'GET', '/disclosure')).body.reconciled).toBe(true);
  });

  it('the auditor reads and changes nothing', async () => {
    expect((await call('auditor', 'GET', '/receipts')).status).toBe(200);
    expect((await call('auditor', 'POST', '/gifts/cash', {})).status).toBe(403);
    expect((await call('auditor', 'POST', `/receipts/${randomUUID()}/void`, { reason: '写错' })).status).toBe(
      403,
    );
  });
});
