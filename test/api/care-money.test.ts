import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { remindArrears } from '~/domain/fees/remind-arrears';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useFreshDatabase } from '../database';
import { billMonth, putTariffsInForce } from '../factories/fees';
import { insertResidents } from '../factories/residents';
import { putInForce, standardSet } from '../factories/standards';
import { got } from '../factories/stays';
import { useOneInstant } from '../one-instant';
import { refused, useApi } from './caller';

useOneInstant();
const database = useFreshDatabase();
const [tenant, other] = demoTenants;
const here = demoOf(tenant, { main: true });
const system = systemActor(tenant.id, 'test', 'test');
const call = useApi();
const today = dateOf(new Date());
const inDays = (days: number) => addDays(today, days);
const payer = '家属（演示数据）';

let owner: postgres.Sql;
let personId: string;
let stayId: string;
let otherStayId: string;
let billId: string;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await loadReference(system, tenant.regionCode);
  const people = { proposer: here.as('finance'), approver: here.as('lead') };
  await putInForce(people, standardSet('2024-01-01'));
  await putTariffsInForce(people, '2024-01-01');
  const grades = [{ grade: 'partial', from: '2025-03-01' } as const];
  const [one, two] = await insertResidents(owner, tenant.id, [
    { from: '2025-03-01', grades },
    { from: '2025-04-01', grades },
  ]);
  [personId, stayId, otherStayId] = [one?.personId ?? '', one?.stayId ?? '', two?.stayId ?? ''];
  // A bill of long ago, so that it is overdue whatever day this is.
  await billMonth({ ...here.as('finance'), at: new Date('2025-04-02T02:00:00Z') }, '2025-03');
  billId = (await call('auditor', 'GET', '/bills?month=2025-03')).body.items[0].id;
});
afterAll(() => owner.end());

describe('the account of a resident', () => {
  const account = () => call('auditor', 'GET', `/accounts/${personId}`);

  it('takes a deposit once under its key and says at which field what is wrong', async () => {
    const deposits = `/accounts/${personId}/deposits`;
    const wrong = await call('finance', 'POST', deposits, {
      amountFen: 'viel',
      on: '2025-02-29',
      otherName: '',
    });
    expect([wrong.status, refused(wrong)]).toEqual([
      422,
      ['FEES.AMOUNT /amountFen', 'FEES.METHOD /method', 'FEES.RECEIVED_ON /on', 'FEES.PAYER /otherName'],
    ]);
    const key = randomUUID();
    const said = { amountFen: 100_000, method: 'cash', on: today, otherName: payer };
    const first = await call('finance', 'POST', deposits, said, { key });
    const again = await call('finance', 'POST', deposits, said, { key });
    expect([first.status, again.status, again.replayed, again.body]).toEqual([201, 201, true, first.body]);
    expect((await account()).body).toMatchObject({ depositFen: 100_000, creditFen: 0, balanceFen: 260_000 });
  });

  it('lets the deposit pay what is owed, and no more than there is', async () => {
    const uses = `/accounts/${personId}/deposit-uses`;
    const more = await call('finance', 'POST', uses, { amountFen: 100_001, reason: '抵缴' });
    expect([more.status, more.body.errors[0].pointer]).toEqual([422, '/amountFen']);
    expect(refused(await call('finance', 'POST', uses, { amountFen: 1 }))).toEqual(['FEES.REASON /reason']);
    expect((await call('finance', 'POST', uses, { amountFen: 60_000, reason: '抵缴' })).status).toBe(201);
    expect((await account()).body).toMatchObject({ depositFen: 40_000, balanceFen: 200_000 });
    const nobody = await call('finance', 'POST', `/accounts/${personId}/settlements`, {
      payer: 'subsidy',
      amountFen: 1,
      method: 'transfer',
      on: today,
    });
    expect([nobody.status, nobody.body.errors.length]).toEqual([422, 1]);
  });

  it('gives money back after a second person has said yes, never twice, and not what is not held', async () => {
    const payouts = `/accounts/${personId}/payouts`;
    const back = {
      kind: 'deposit-back',
      amountFen: 40_000,
      method: 'cash',
      otherName: payer,
      reason: '退住',
    };
    expect(refused(await call('finance', 'POST', payouts, { ...back, amountFen: 40_001 }))).toEqual([
      'FEES.MORE_THAN_HELD /amountFen',
    ]);
    expect(refused(await call('finance', 'POST', payouts, { ...back, method: randomUUID() }))).toEqual([
      'FEES.PAYOUT_ORDER /method',
    ]);
    expect(refused(await call('finance', 'POST', payouts, {}))).toEqual([
      'FEES.PAYOUT_KIND /kind',
      'FEES.AMOUNT /amountFen',
      'FEES.METHOD /method',
      'FEES.RECEIVER /otherName',
      'FEES.REASON /reason',
    ]);
    const declined = await call('finance', 'POST', payouts, back);
    expect(declined.status).toBe(201);
    expect(refused(await call('finance', 'POST', payouts, back))).toEqual(['FEES.PAYOUT_WAITS /kind']);
    const path = `/payouts/${declined.body.movementId}`;
    expect(refused(await call('lead', 'POST', `${path}/refusal`, {}))).toEqual(['FEES.REASON /reason']);
    expect((await call('lead', 'POST', `${path}/refusal`, { reason: '材料不全' })).status).toBe(200);
    expect(refused(await call('lead', 'POST', `${path}/approval`))).toEqual(['FEES.DECIDED']);

    const asked = await call('finance', 'POST', payouts, back);
    const approval = `/payouts/${asked.body.movementId}/approval`;
    expect((await call('finance', 'POST', approval)).status).toBe(403);
    expect((await call('lead', 'POST', approval)).status).toBe(200);
    expect(refused(await call('lead', 'POST', approval))).toEqual(['FEES.DECIDED']);
    expect(refused(await call('lead', 'POST', `/payouts/${randomUUID()}/approval`))).toEqual([
      'FEES.PAYOUT_UNKNOWN /movementId',
    ]);
    const { body } = await account();
    expect(body).toMatchObject({ depositFen: 0, balanceFen: 200_000 });
    expect(
      body.movements.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`).sort(),
    ).toEqual(['deposit done', 'deposit-back declined', 'deposit-back done', 'deposit-used done']);
    expect((await call('auditor', 'GET', '/ledger/trial-balance')).body.sumFen).toBe(0);
  });

  it('is kept by finance, seen by whoever may, and none of another district', async () => {
    const said = { amountFen: 1, method: 'cash', on: today, otherName: payer };
    for (const role of ['auditor', 'manager', 'lead'] as const)
      expect((await call(role, 'POST', `/accounts/${personId}/deposits`, said)).status).toBe(403);
    expect((await call('coordinator', 'GET', `/accounts/${personId}`)).status).toBe(403);
    const stranger = await call('finance', 'POST', `/accounts/${personId}/deposits`, said, { tenant: other });
    expect([stranger.status, refused(stranger)]).toEqual([422, ['FEES.RESIDENT_UNKNOWN /personId']]);
    const seen = await call('auditor', 'GET', `/accounts/${personId}`, {}, { tenant: other });
    expect(seen.status).toBe(404);
  });
});

describe('arrears', () => {
  it('are listed with the step that is due and taken off once somebody was told', async () => {
    expect((await call('auditor', 'GET', '/arrears')).body.items).toEqual([]);
    got(await remindArrears(system, {}));
    const { body } = await call('auditor', 'GET', '/arrears');
    expect(body.items).toMatchObject([{ personId, invoiceId: billId, owedFen: 200_000, onDate: today }]);
    const told = `/arrears/${body.items[0].id}/told`;
    expect(refused(await call('finance', 'POST', told, {}))).toEqual(['FEES.TOLD_HOW /how']);
    expect((await call('auditor', 'POST', told, { how: 'phone' })).status).toBe(403);
    const key = randomUUID();
    const once = await call('finance', 'POST', told, { how: 'phone', note: '月底前补缴' }, { key });
    expect([once.status, once.body]).toEqual([200, { noticeId: body.items[0].id }]);
    expect(
      (await call('finance', 'POST', told, { how: 'phone', note: '月底前补缴' }, { key })).replayed,
    ).toBe(true);
    expect(refused(await call('finance', 'POST', told, { how: 'phone' }))).toEqual([
      'FEES.NOTICE_UNKNOWN /noticeId',
    ]);
    expect((await call('auditor', 'GET', '/arrears')).body.items).toEqual([]);
  });
});

describe('leaves, corrections and swaps of a stay', () => {
  it('begin, end and are put right, and say everything that is wrong at once', async () => {
    const leaves = `/stays/${stayId}/leaves`;
    const wrong = await call('manager', 'POST', leaves, {
      from: inDays(1),
      kind: 'hospital',
      expectedOn: today,
    });
    expect(wrong.status).toBe(422);
    expect(refused(wrong)).toEqual(
      expect.arrayContaining([
        'STAY.LEFT_IN_FUTURE /from',
        'STAY.EXPECTED_BEFORE_LEAVING /expectedOn',
        'STAY.NOTIFY_FAMILY /notifiedName',
      ]),
    );
    const key = randomUUID();
    const said = { from: inDays(-9), kind: 'home', notifiedName: payer };
    const began = await call('manager', 'POST', leaves, said, { key });
    expect([began.status, refused(began)]).toEqual([201, []]);
    expect((await call('manager', 'POST', leaves, said, { key })).replayed).toBe(true);
    expect(refused(await call('manager', 'POST', leaves, said))).toContain('STAY.AWAY_ALREADY');
    expect((await call('auditor', 'GET', '/away')).body.items).toMatchObject([{ stayId }]);
    const back = `/stays/${stayId}/return`;
    expect(refused(await call('manager', 'POST', back, { on: inDays(-9) }))).toEqual([
      'STAY.RETURN_BEFORE_LEAVING /on',
    ]);
    expect((await call('manager', 'POST', back, { on: inDays(-4) })).status).toBe(200);
    expect(refused(await call('manager', 'POST', back, { on: inDays(-4) }))).toEqual(['STAY.NOT_AWAY']);
    const leave = `${leaves}/${began.body.leaveId}/correction`;
    expect(
      (await call('manager', 'POST', leave, { from: inDays(-8), until: inDays(-3), reason: '记错' })).status,
    ).toBe(200);
    const { body } = await call('auditor', 'GET', `/stays/${stayId}/days`);
    expect(JSON.stringify(body)).toContain(inDays(-8));
    for (const path of [leaves, back, leave, `/stays/${stayId}/swap`, `/stays/${stayId}/corrections`])
      expect((await call('auditor', 'POST', path, {})).status).toBe(403);
    expect(refused(await call('manager', 'POST', `/stays/${randomUUID()}/return`, { on: today }))).toEqual([
      'STAY.UNKNOWN',
    ]);
  });

  it('two change beds with each other in one step, and a day is put right with its reason', async () => {
    const beds = async () =>
      Promise.all(
        [stayId, otherStayId].map(async (id) => {
          const [row] =
            await owner`select bed_id from bed_occupancies where stay_id = ${id} and until_on is null`;
          return row?.bed_id as string;
        }),
      );
    const before = await beds();
    const swap = { otherStayId, on: inDays(-2), reason: '互换' };
    const swapped = await call('manager', 'POST', `/stays/${stayId}/swap`, swap);
    expect([swapped.status, refused(swapped)]).toEqual([200, []]);
    expect(await beds()).toEqual(before.reverse());
    expect(
      refused(await call('manager', 'POST', `/stays/${stayId}/swap`, { ...swap, otherStayId: stayId })),
    ).toEqual(['STAY.SAME_STAY /otherStayId']);
    const corrections = `/stays/${stayId}/corrections`;
    expect(
      refused(await call('manager', 'POST', corrections, { what: 'discharge', on: today, reason: '记错' })),
    ).toEqual(['STAY.NOT_OVER']);
    const moved = { what: 'admission', on: '2025-03-03', reason: '登记错误' };
    expect((await call('manager', 'POST', corrections, moved)).status).toBe(200);
    expect((await call('auditor', 'GET', `/stays/${stayId}/days`)).body).toMatchObject({
      corrections: [{ beforeOn: '2025-03-01', afterOn: '2025-03-03', reason: '登记错误' }],
    });
  });
});

describe('assessing again', () => {
  it('is asked for, due in ten working days, and dismissed with a reason', async () => {
    const wrong = await call('intake', 'POST', '/reassessments', {});
    expect([wrong.status, refused(wrong)]).toEqual([
      422,
      [
        'REASSESSMENT.PERSON_UNKNOWN /personId',
        'REASSESSMENT.CAUSE_MISSING /cause',
        'REASSESSMENT.ASKED_BY_MISSING /askedBy',
        'REASSESSMENT.STATEMENT_MISSING /statement',
      ],
    ]);
    const said = { personId, cause: 'change', askedBy: payer, statement: '跌倒后不能行走' };
    expect((await call('auditor', 'POST', '/reassessments', said)).status).toBe(403);
    const asked = await call('intake', 'POST', '/reassessments', said);
    expect([asked.status, refused(asked)]).toEqual([201, []]);
    expect(asked.body.dueOn >= inDays(10)).toBe(true);
    const listed = await call('manager', 'GET', '/reassessments');
    expect(listed.body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ personId, cause: 'change', askedOn: today })]),
    );
    expect(JSON.stringify(listed.body)).not.toContain('跌倒');
    const dismissal = `/reassessments/${asked.body.reassessmentId}/dismissal`;
    expect((await call('manager', 'POST', dismissal, {})).status).toBe(422);
    expect((await call('manager', 'POST', dismissal, { reason: '已恢复' })).status).toBe(200);
    expect(refused(await call('manager', 'POST', dismissal, { reason: '已恢复' }))).toEqual([
      'REASSESSMENT.UNKNOWN /reassessmentId',
    ]);
  });
});

describe('days of the calendar', () => {
  it('are announced and listed by year, over 29 February, and what is wrong is named', async () => {
    const days = {
      from: '2096-02-28',
      last: '2096-03-01',
      kind: 'holiday',
      name: '演示节',
      source: '演示数据',
    };
    const announcing =
      (await call('admin', 'POST', '/calendar-days', days)).status === 201 ? 'admin' : 'finance';
    expect((await call(announcing, 'POST', '/calendar-days', days)).body).toEqual({ days: 3 });
    const { body } = await call('auditor', 'GET', '/calendar-days?year=2096');
    expect(body.items.map(({ day, kind }: { day: string; kind: string }) => `${day} ${kind}`)).toEqual([
      '2096-02-28 holiday',
      '2096-02-29 holiday',
      '2096-03-01 holiday',
    ]);
    expect(refused(await call(announcing, 'POST', '/calendar-days', { from: '2097-02-29' }))).toEqual([
      'CALENDAR.DATE_FORM /from',
      'CALENDAR.DATE_FORM /last',
      'CALENDAR.KIND_MISSING /kind',
      'CALENDAR.NAME_MISSING /name',
      'CALENDAR.SOURCE_MISSING /source',
    ]);
    expect(
      refused(await call(announcing, 'POST', '/calendar-days', { ...days, last: '2096-02-27' })),
    ).toEqual(['CALENDAR.RANGE /last']);
    expect((await call('auditor', 'POST', '/calendar-days', days)).status).toBe(403);
    expect((await call('auditor', 'GET', '/calendar-days?year=1999')).status).toBeGreaterThanOrEqual(400);
  });
});

describe('indicators', () => {
  it('of a day and their trend, for those who may look in', async () => {
    const { body, status } = await call('lead', 'GET', `/indicators?on=${today}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      on: today,
      beds: 2,
      nursing: 2,
      occupied: 2,
      occupancy: 1,
      nursingShare: 1,
      owedFen: 200_000,
    });
    const trend = await call('auditor', 'GET', `/indicators/trend?on=${today}`);
    expect(trend.body.items.at(-1)).toMatchObject({ occupancy: 1 });
    expect(refused(await call('lead', 'GET', '/indicators'))).toHaveLength(1);
    expect(refused(await call('lead', 'GET', '/indicators?on=2027-02-29'))[0]).toContain('?on');
    for (const path of [`/indicators?on=${today}`, `/indicators/trend?on=${today}`])
      expect((await call('coordinator', 'GET', path)).status).toBe(403);
    expect((await call('lead', 'GET', `/indicators?on=${today}`, {}, { tenant: other })).body).toMatchObject({
      beds: 0,
      owedFen: 0,
    });
  });
});

describe('prices', () => {
  it('have rules that the bureau settles, whole numbers within their bounds', async () => {
    const rules = { boundMonths: 18, slightPercent: 25 };
    expect((await call('lead', 'PUT', '/price-rules', rules)).body).toEqual(rules);
    expect((await call('auditor', 'GET', '/price-rules')).body).toEqual(rules);
    const wrong = await call('lead', 'PUT', '/price-rules', { boundMonths: 0, slightPercent: 0.5 });
    expect([wrong.status, refused(wrong)]).toEqual([
      422,
      ['FEES.BOUND_MONTHS /boundMonths', 'FEES.SLIGHT_PERCENT /slightPercent'],
    ]);
    for (const role of ['finance', 'manager', 'auditor'] as const)
      expect((await call(role, 'PUT', '/price-rules', rules)).status).toBe(403);
    expect((await call('auditor', 'GET', '/price-rules', {}, { tenant: other })).body).not.toEqual(rules);
  });

  it('are shown before they are approved: which bills change, and which fees a standard would put out of their band', async () => {
    // Bounds of this year, because those of long ago would be out of date.
    await putInForce({ proposer: here.as('finance'), approver: here.as('lead') }, standardSet(inDays(-100)));
    const tariff = await call('finance', 'POST', '/tariffs', {
      grade: 'partial',
      monthlyFeeFen: 250_000,
      effectiveFrom: inDays(40),
    });
    expect([tariff.status, refused(tariff)]).toEqual([201, []]);
    const preview = await call('lead', 'GET', `/tariffs/${tariff.body.id}/preview`);
    expect(preview.status).toBe(200);
    expect(Array.isArray(preview.body.bills)).toBe(true);
    const standard = await call('finance', 'POST', '/standards', {
      kind: 'care-tier',
      grade: 'partial',
      amountFen: 900_000,
      effectiveFrom: inDays(40),
      source: '演示数据',
    });
    expect([standard.status, refused(standard)]).toEqual([201, []]);
    const outside = await call('lead', 'GET', `/standards/${standard.body.id}/preview`);
    expect(outside.body.fees.length).toBeGreaterThan(0);
    for (const fee of outside.body.fees) expect(fee.why.length).toBeGreaterThan(0);
    for (const path of [`/tariffs/${tariff.body.id}/preview`, `/standards/${standard.body.id}/preview`]) {
      expect((await call('coordinator', 'GET', path)).status).toBe(403);
      expect((await call('lead', 'GET', path, {}, { tenant: other })).status).toBe(404);
    }
    expect((await call('lead', 'GET', `/tariffs/${randomUUID()}/preview`)).status).toBe(404);
  });
});
