import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '#db/seed/demo/demo';
import { createApiKey } from '~/domain/access/create-api-key';
import type { Role } from '~/domain/access/roles';
import { importBeds } from '~/domain/beds/import-beds';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { formHousehold } from '~/domain/people/form-household';
import { actorOf } from '../actors';
import { useSite } from '../e2e/site';
import { bedRows } from '../factories/beds';
import { inventedCreditCode, pdfBytes } from '../factories/donations';
import { aPerson } from '../factories/people';
import { qrCodesOnPaper } from '../pdf-picture';
import { joinSite } from '../routes/people-at-work';

const site = useSite();
const keys = new Map<Role, string>();
let leave: () => Promise<void>;

beforeAll(async () => {
  leave = await joinSite(site);
  for (const role of ['finance', 'manager', 'auditor', 'lead', 'village'] as const) {
    // Each by another maker: keys of one maker are one person.
    const made = await createApiKey(actorOf('admin', undefined, { userId: randomUUID() }), {
      role,
      label: role,
    });
    if (made.ok) keys.set(role, made.value.key);
  }
}, 120_000);
afterAll(() => leave?.());

async function call(
  as: Role,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  key = randomUUID(),
) {
  const response = await fetch(`${site.origin}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys.get(as)}`,
      ...(method !== 'GET' && { 'Idempotency-Key': key, 'Content-Type': 'application/json' }),
    },
    body: method !== 'GET' ? JSON.stringify(body ?? {}) : undefined,
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

  it('text with a decimal point is yuan, an integer is fen, and text of digits alone is neither', async () => {
    const said = { purpose: 'general', donor };
    const inYuan = await call('finance', 'POST', '/gifts/money', { ...said, amountFen: '12.34' });
    const inFen = await call('finance', 'POST', '/gifts/money', { ...said, amountFen: 1_234 });
    for (const { body } of [inYuan, inFen]) {
      expect((await call('finance', 'GET', `/gifts/${body.giftId}`)).body.pledgedFen).toBe(1_234);
    }
    for (const amountFen of ['41', '4,100', ' 41 ']) {
      const unclear = await call('finance', 'POST', '/gifts/money', { ...said, amountFen });
      expect([unclear.status, unclear.body.errors]).toMatchObject([
        422,
        [{ code: 'API.AMOUNT_UNCLEAR', pointer: '/amountFen' }],
      ]);
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

  it('a delivery is booked, goods reach a household and a bed against a signature, and what is left is counted, written off and sold', async () => {
    const week = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
        call('manager', 'POST', '/goods/reception/hours', {
          weekday,
          from: '23:58',
          until: '23:59',
          capacity: 2,
        }),
      ),
    );
    expect(new Set(week.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await call('manager', 'POST', '/goods/reception/hours', { weekday: 9 })).body.errors.length).toBe(
      4,
    );
    const slots = (await call('finance', 'GET', '/goods/reception/slots')).body.items;
    const items = [{ name: '接口毛毯', unit: '条', quantity: 8 }];
    const said = { purpose: 'general', donor, items, slot: slots.at(-1).id };
    const { giftId } = (await call('finance', 'POST', '/gifts/goods', said)).body;
    const day = await call('auditor', 'GET', `/goods/reception/deliveries?on=${slots.at(-1).on}`);
    expect(day.body.expected).toMatchObject([{ giftId, items: [{ name: '接口毛毯', pledged: 8 }] }]);
    expect(
      (await call('finance', 'POST', `/gifts/${giftId}/delivery`, { slot: slots.at(-2).id })).body.on,
    ).toBe(slots.at(-2).on);
    expect((await call('finance', 'POST', `/gifts/${giftId}/delivery/cancellation`)).status).toBe(200);
    const [hours] = (await call('auditor', 'GET', '/goods/reception/hours')).body.items;
    expect((await call('manager', 'POST', `/goods/reception/hours/${hours.id}/withdrawal`)).status).toBe(200);

    const path = `/gifts/${giftId}`;
    const [item] = (await call('manager', 'GET', path)).body.items;
    const ofItem = (more: object) => [{ itemId: item.id, ...more }];
    await call('manager', 'POST', `${path}/reception`, { receivedOn: today, items: ofItem({ received: 8 }) });
    await call('manager', 'POST', `${path}/inspection`, { items: ofItem({ accepted: 8 }) });
    const lots = { withoutValue: true, lots: ofItem({ quantity: 8, store: '接口库' }) };
    expect((await call('manager', 'POST', `${path}/lots`, lots)).status).toBe(201);
    const [lot] = (await call('manager', 'GET', `/goods/count-sheet?store=${encodeURIComponent('接口库')}`))
      .body.lots;
    expect(lot).toMatchObject({ name: '接口毛毯', remaining: 8, setAside: 0, onShelf: 8 });

    const manager = actorOf('manager');
    must(await importBeds(manager, { rows: bedRows(1), dryRun: false, fileName: 'beds.csv' }));
    const bedId = (await listFreeBeds(manager, {}))[0]?.id;
    const { householdId } = must(
      await formHousehold(manager, { members: [{ personId: await aPerson(manager) }] }),
    );
    const to = (who: object, quantity: number) =>
      call('manager', 'POST', '/goods/allocations', { ...who, lines: [{ goodsId: lot.goodsId, quantity }] });
    expect((await to({}, 1)).body.errors[0].code).toBe('GOODS.RECIPIENT_MISSING');
    const [forHome, forBed] = [await to({ householdId }, 2), await to({ bedId }, 1)];
    expect(forHome.body.waits).toBe(false);
    const interest = `/goods/allocations/${forHome.body.allocationId}/interest`;
    expect((await call('auditor', 'GET', interest)).body).toEqual({ items: [], unasked: [] });
    const none = `/goods/allocations/${randomUUID()}/interest`;
    expect((await call('auditor', 'GET', none)).status).toBe(404);
    expect((await call('manager', 'POST', interest)).body.errors).toMatchObject([
      { code: 'GOODS.INTEREST_NONE' },
    ]);
    expect((await call('lead', 'POST', interest)).status).toBe(403);
    for (const status of ['review', 'found'])
      expect((await call('auditor', 'GET', `/goods/interests?status=${status}`)).body.items).toEqual([]);
    const verdict = { related: false, reason: '' };
    expect((await call('manager', 'POST', `${interest}/decision`, verdict)).status).toBe(403);
    expect(
      (await call('lead', 'POST', `${interest}/decision`, verdict)).body.errors.map(
        ({ code }: { code: string }) => code,
      ),
    ).toEqual(['GIFT.REASON_MISSING', 'GOODS.INTEREST_NONE']);
    const handing = `/goods/allocations/${forHome.body.allocationId}/hand-over`;
    const signed = { handedOverOn: today, handedTo: '演示签收人', signed: 'drawn' };
    expect((await call('manager', 'POST', handing, signed)).body.errors[0].code).toBe(
      'SIGNATURE.DRAWN_MISSING',
    );
    expect(
      (await call('manager', 'POST', handing, { ...signed, strokes: 'M100 60L180 140L260 60L340 140' }))
        .status,
    ).toBe(200);
    expect(
      (
        await call('manager', 'POST', `/goods/allocations/${forBed.body.allocationId}/withdrawal`, {
          reason: '不需要',
        })
      ).status,
    ).toBe(200);
    const ofHome = await call('auditor', 'GET', `/goods/allocations?householdId=${householdId}`);
    expect(ofHome.body.items).toMatchObject([
      { status: 'handed_over', handedTo: '演示签收人', signed: 'drawn' },
    ]);
    expect(JSON.stringify(ofHome.body)).not.toContain('M100');
    for (const of of ['stays', 'people', 'visits'])
      expect((await call('manager', 'GET', `/${of}/${randomUUID()}/goods`)).status).toBe(404);

    const decide = async (answer: { body: { changeId: string } }, how: 'approval' | 'decline', body = {}) =>
      (await call('finance', 'POST', `/goods/changes/${answer.body.changeId}/${how}`, body)).status;
    const counts = (counted: number, expected = 6) => ({
      reason: '接口盘点',
      lines: [{ lotId: lot.id, expected, counted, reason: '数不到' }],
    });
    expect((await call('manager', 'POST', '/goods/counts', counts(5, 7))).body.errors[0]).toMatchObject({
      code: 'STOCK.MOVED',
      pointer: '/lines/0/counted',
    });
    const counted = await call('manager', 'POST', '/goods/counts', counts(5));
    expect(counted.status).toBe(201);
    expect((await call('auditor', 'GET', `/goods/changes/${counted.body.changeId}`)).body).toMatchObject({
      status: 'proposed',
      lines: [{ expected: 6, counted: 5, valueFen: null }],
    });
    expect(await decide(counted, 'decline', { reason: '请重新数' })).toBe(200);
    const spoiled = await call('manager', 'POST', `/goods/lots/${lot.id}/write-off`, {
      quantity: 2,
      reason: '受潮',
    });
    expect(await decide(spoiled, 'approval')).toBe(200);
    expect(await decide(spoiled, 'approval')).toBe(422);
    const sale = {
      quantity: 3,
      reason: '无处存放',
      buyer: '演示',
      proceedsFen: 1_200,
      costsFen: 200,
      means: 'cash',
    };
    // Without costs as a zero too.
    for (const said of [sale, { ...sale, costsFen: 0 }])
      expect((await call('manager', 'POST', `/goods/lots/${lot.id}/sale`, said)).body.errors).toMatchObject([
        { code: 'STOCK.DOCUMENT_MISSING' },
      ]);
    const sold = await call('manager', 'POST', `/goods/lots/${lot.id}/sale`, {
      ...sale,
      document: '接口合同-1',
    });
    expect(await decide(sold, 'approval')).toBe(200);
    const after = (await call('auditor', 'GET', `/goods/lots/${lot.id}`)).body;
    expect(after).toMatchObject({ remaining: 1, setAside: 0 });
    expect(after.movements).toHaveLength(5);
    expect((await call('auditor', 'GET', '/goods/changes?status=done')).body.items).toHaveLength(2);
    const label = await fetch(`${site.origin}/api/v1/goods/lots/${lot.id}/label`, {
      headers: { Authorization: `Bearer ${keys.get('manager')}` },
    });
    expect(await qrCodesOnPaper(new Uint8Array(await label.arrayBuffer()), { columns: 3, rows: 8 })).toEqual([
      expect.stringMatching(new RegExp(`/goods/lots/${lot.id}$`)),
    ]);
    expect((await call('auditor', 'GET', '/disclosure')).body.reconciled).toBe(true);
  });

  it('an appeal is drafted, refused with its clauses, published by the lead, and told of to its end', async () => {
    const need = { name: '接口轮椅', unit: '台', quantity: 2, origin: 'household', note: '接口：无人照看' };
    const { needId } = (await call('village', 'POST', '/gift-needs/goods', need)).body;
    expect((await call('village', 'GET', '/gift-needs')).body.items).toContainEqual(
      expect.objectContaining({ id: needId, quantity: 2 }),
    );
    const entities = (await call('finance', 'GET', '/giving-choices')).body.entities;
    const said = {
      kind: 'open',
      entityId: entities[0].id,
      purpose: 'care-beds',
      title: '接口募捐',
      titleEn: 'Appeal by interface',
      about: '为困难家庭添置轮椅。',
      startsOn: today,
      endsOn: today,
      needIds: [needId],
    };
    expect((await call('manager', 'POST', '/appeals', said)).status).toBe(403);
    const open = await call('finance', 'POST', '/appeals', { ...said, needIds: [], goalFen: 100_000 });
    expect(open.status).toBe(201);
    const refused = await call('lead', 'POST', `/appeals/${open.body.appealId}/publication`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toContain('APPEAL.PLAN_MISSING');
    const { appealId } = (await call('finance', 'POST', '/appeals', { ...said, kind: 'directed' })).body;
    const path = `/appeals/${appealId}`;
    for (const [role, note] of [
      ['lead', need.note],
      ['auditor', need.note],
      ['manager', null],
    ] as const)
      expect((await call(role, 'GET', path)).body.needs).toMatchObject([{ note }]);
    expect((await call('lead', 'GET', '/appeals?ready=true')).body.items).toMatchObject([{ id: appealId }]);
    const reason = '重复提出';
    const spare = (await call('village', 'POST', '/gift-needs/goods', need)).body.needId;
    expect((await call('village', 'POST', `/gift-needs/${spare}/withdrawal`, { reason })).status).toBe(200);
    const spared = `/appeals/${open.body.appealId}`;
    expect((await call('lead', 'POST', `${spared}/discard`, { reason })).status).toBe(403);
    expect((await call('finance', 'POST', `${spared}/discard`, { reason })).status).toBe(200);
    expect((await call('finance', 'GET', spared)).status).toBe(404);
    expect((await call('finance', 'POST', `${path}/updates`, { text: '进展' })).body.errors[0].code).toBe(
      'APPEAL.NOT_NOW',
    );
    expect((await call('lead', 'POST', `${path}/publication`)).status).toBe(200);
    expect((await call('finance', 'POST', `${path}/updates`, { text: '已收到一台。' })).status).toBeLessThan(
      300,
    );
    expect((await call('finance', 'POST', `${path}/end`)).status).toBe(200);
    expect((await call('finance', 'POST', `${path}/report`, { text: '全部交付。' })).status).toBeLessThan(
      300,
    );
    expect((await call('auditor', 'GET', path)).body).toMatchObject({
      status: 'reported',
      report: '全部交付。',
    });
    expect((await call('auditor', 'GET', '/appeals')).body.items.length).toBeGreaterThanOrEqual(1);
    const dueSoon = await call('auditor', 'GET', '/appeals?due=soon');
    expect(dueSoon.status).toBe(200);
  });

  it('a receiver’s account is corrected, and its right is not rewritten once gifts rely on it', async () => {
    const [entity] = (await call('finance', 'GET', '/receiving-entities')).body.items;
    const { accountHolder, accountBank, accountNumber, handler } = entity;
    const account = { accountHolder, accountBank, accountNumber, handler };
    const changed = await call('finance', 'PUT', `/receiving-entities/${entity.id}`, {
      ...account,
      accountNumber: '6200 0000 0000 0077',
      reason: '换户',
    });
    expect(changed.status).toBe(200);
    const after = (await call('finance', 'GET', '/receiving-entities')).body.items[0];
    expect(after.accountNumber).toBe('6200000000000077');
    await call('finance', 'PUT', `/receiving-entities/${entity.id}`, { ...account, reason: '改回' });
    const [right] = entity.qualifications;
    const { kind, number, validFrom } = right;
    const path = `/receiving-qualifications/${right.id}`;
    const used = await call('finance', 'PUT', path, { kind, number, validFrom, reason: '更正' });
    expect(used.body.errors[0].code).toBe('ENTITY.QUALIFICATION_USED');
    const early = await call('finance', 'POST', `${path}/end`, { lastOn: '1999-01-01', reason: '撤销' });
    expect(early.body.errors[0].code).toBe('ENTITY.ENDS_EARLIER');
    const lastOn = addDays(right.validUntil, -100);
    const unnamed = { lastOn, newUntil: '2099-06-30', reason: '换发' };
    expect((await call('finance', 'POST', `${path}/end`, unnamed)).body.errors).toMatchObject([
      { code: 'ENTITY.NUMBER_MISSING', pointer: '/newNumber' },
    ]);
    const replaced = await call('finance', 'POST', `${path}/end`, { ...unnamed, newNumber: '演示换发' });
    expect(replaced.status).toBe(200);
    expect((await call('finance', 'GET', '/receiving-entities')).body.items[0].qualifications).toMatchObject([
      { id: right.id, validUntil: lastOn },
      { number: '演示换发', validFrom: addDays(lastOn, 1), validUntil: '2099-06-30' },
    ]);
  });

  it('money goes back by two people, and where the rest went is told', async () => {
    const said = { purpose: 'general', anonymous: true, amountFen: 4_000, receivedOn: today, donor };
    const [given, kept] = [
      await call('finance', 'POST', '/gifts/cash', said),
      await call('finance', 'POST', '/gifts/cash', said),
    ];
    const proposed = await call('finance', 'POST', `/gifts/${given.body.giftId}/returns`, { reason: '误捐' });
    expect((await call('auditor', 'GET', '/gift-returns')).body.items).toContainEqual(
      expect.objectContaining({ id: proposed.body.returnId, amountFen: 4_000 }),
    );
    const approval = `/gift-returns/${proposed.body.returnId}/approval`;
    expect((await call('finance', 'POST', approval)).status).toBe(403);
    expect((await call('lead', 'POST', approval)).status).toBe(200);
    expect((await call('auditor', 'GET', `/gifts/${given.body.giftId}`)).body.status).toBe('returned');
    expect((await call('auditor', 'GET', `/gifts/${kept.body.giftId}/use`)).body.places).toEqual([]);
    expect((await call('auditor', 'GET', `/gifts/${kept.body.giftId}/household`)).status).toBe(404);
    const household = { householdId: randomUUID(), declared: 'none' };
    expect(
      (await call('finance', 'POST', `/gifts/${kept.body.giftId}/household`, household)).body.errors[0].code,
    ).toBe('GOODS.HOUSEHOLD_UNKNOWN');
  });

  it('a public figure is corrected by two people, and the report of a month is the ledger’s', async () => {
    const said = { figure: 'money-received', oldFen: 1, reason: '重复登记' };
    const { correctionId } = (await call('finance', 'POST', '/disclosure-corrections', said)).body;
    const path = `/disclosure-corrections/${correctionId}`;
    expect((await call('finance', 'POST', `${path}/publication`)).status).toBe(403);
    expect((await call('lead', 'POST', `${path}/publication`)).status).toBe(200);
    expect((await call('lead', 'POST', `${path}/decline`, { reason: '已公布' })).body.errors[0].code).toBe(
      'CORRECTION.DECIDED',
    );
    expect((await call('auditor', 'GET', '/disclosure-corrections')).body.items).toContainEqual(
      expect.objectContaining({ id: correctionId, status: 'published', oldFen: 1 }),
    );
    const total = (await call('auditor', 'GET', '/disclosure')).body.total;
    const report = await call(
      'auditor',
      'GET',
      `/gift-report?from=2020-01&until=${dateOf(new Date()).slice(0, 7)}`,
    );
    expect(report.body).toMatchObject({ reconciled: true, moneyReceivedFen: total.moneyReceivedFen });
    const unread = await call('auditor', 'GET', '/gift-report?from=2026-13&until=2026-04');
    expect(unread.body).toMatchObject({ errors: [{ code: 'REPORT.MONTH_FORM', parameter: 'from' }] });
    const backwards = await call('auditor', 'GET', '/gift-report?from=2026-05&until=2026-04');
    expect([backwards.status, backwards.body.errors[0].code]).toEqual([422, 'REPORT.RANGE']);
    const ahead = await call('auditor', 'GET', '/gift-report?from=2026-05&until=2100-12');
    expect(ahead.body.errors).toMatchObject([{ code: 'REPORT.MONTH_AHEAD', pointer: '/until' }]);
    expect((await call('auditor', 'GET', '/report-links')).status).toBe(403);
    expect((await call('lead', 'GET', '/report-links')).body.items).toEqual([]);
  });

  it('a file that is not there says so in words, in the language of whoever asks', async () => {
    const asked = (language: string) =>
      fetch(`${site.origin}/disclosure.csv?district=nowhere`, { headers: { 'Accept-Language': language } });
    const [chinese, english] = [await asked('zh-CN'), await asked('en')];
    for (const { status, headers } of [chinese, english])
      expect([status, headers.get('Content-Type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(await chinese.text()).toContain('没有找到这一页');
    expect(await english.text()).toContain('Page not found');
  });

  it('the auditor reads and changes nothing', async () => {
    expect((await call('auditor', 'GET', '/receipts')).status).toBe(200);
    expect((await call('auditor', 'POST', '/gifts/cash', {})).status).toBe(403);
    expect((await call('auditor', 'POST', `/receipts/${randomUUID()}/void`, { reason: '写错' })).status).toBe(
      403,
    );
  });
});
