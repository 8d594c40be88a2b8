import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { publicActor } from '~/domain/access/public-actor';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { NotPermitted } from '~/domain/audit/use-case';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import {
  changeAppeal,
  discardDraft,
  draftAppeal,
  endAppeal,
  filePlan,
  findAppeal,
  findOpenAppeal,
  listAppeals,
  listAppealsToGive,
  listFreeNeeds,
  listNamedNeeds,
  listOpenAppeals,
  nameMoneyNeed,
  nameNeed,
  postUpdate,
  publishAppeal,
  reportAppeal,
  tendAppeals,
  withdrawNeed,
} from '~/domain/donations/appeals';
import { correctQualification, endQualification } from '~/domain/donations/change-entity';
import { findGift } from '~/domain/donations/get-gift';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { listReceivingEntities } from '~/domain/donations/list-entities';
import {
  pledgeGoods,
  pledgeGoodsPublicly,
  pledgeMoney,
  pledgeMoneyPublicly,
} from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { recordCashGift } from '~/domain/donations/record-money';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { listWork } from '~/domain/reports/list-work';
import { useFreshDatabase } from '../database';
import { admitReceiver, inventedCreditCode, solvedGuard } from '../factories/donations';

const database = useFreshDatabase({ connections: 12 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
const [admin, finance, lead, manager, auditor] = (
  ['admin', 'finance', 'lead', 'manager', 'auditor'] as const
).map((role) => demo.as(role)) as [
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
  ReturnType<typeof demo.as>,
];
const anybody = publicActor(here.id, 'test');
const system = systemActor(here.id, 'donations.tend-appeals', 'test');
const today = dateOf(new Date());
const person = { kind: 'person', name: '演示甲' } as const;

let sql: postgres.Sql;
let entityId: string;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  entityId = await admitReceiver({ admin, finance });
});
afterAll(() => sql.end());

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

const words = () => ({
  kind: 'open' as const,
  entityId,
  purpose: 'care-beds',
  title: '演示暖冬行动',
  titleEn: 'Demo warm winter',
  about: '为照护中心添置过冬被褥。',
  goalFen: '1000.00',
  startsOn: today,
  endsOn: addDays(today, 60),
});
const draft = async (said: Partial<Parameters<typeof draftAppeal>[1]> = {}) =>
  must(await draftAppeal(finance, { ...words(), ...said })).appealId;

const later = (days: number) => ({ at: new Date(Date.now() + days * 86_400_000) });

describe('a draft', () => {
  it('hears of everything that is wrong with it at once', async () => {
    const wrong = {
      entityId: randomUUID(),
      purpose: 'none',
      title: '',
      goalFen: '0',
      endsOn: addDays(today, -1),
    };
    expect(codes(await draftAppeal(finance, { ...words(), ...wrong }))).toEqual([
      'APPEAL.TITLE_MISSING',
      'GIFT.AMOUNT_FORM',
      'APPEAL.RANGE',
      'GIFT.PURPOSE_UNKNOWN',
      'GIFT.ENTITY_UNKNOWN',
    ]);
  });
});

describe('an open appeal', () => {
  it('is refused without right and plan, in the database too, and published with both by one of ten', async () => {
    const said = words();
    const appealId = await draft();
    expect(codes(await publishAppeal(lead, { appealId }))).toEqual([
      'APPEAL.NO_RIGHT',
      'APPEAL.PLAN_MISSING',
    ]);
    expect((await findAppeal(auditor, { appealId }))?.against.map(({ code }) => code)).toEqual([
      'APPEAL.NO_RIGHT',
      'APPEAL.PLAN_MISSING',
    ]);
    await expect(
      sql`update appeals set status = 'published', published_on = now(), published_by = 'x' where id = ${appealId}`,
    ).rejects.toThrow(/appeals_open_(right|filed)/);
    must(
      await qualifyEntity(finance, {
        organisationId: entityId,
        kind: 'public_fundraising',
        number: '演示募证字1号',
        validFrom: '2024-01-01',
      }),
    );
    must(await filePlan(finance, { appealId, planNumber: '演示募备1号', planFiledOn: addDays(today, -3) }));
    expect(codes(await publishAppeal(lead, { appealId }))).toEqual(['APPEAL.PLAN_WAITS']);
    const { needId } = must(
      await nameMoneyNeed(manager, { name: '演示轮椅修理', amountFen: '1200', origin: 'household' }),
    );
    expect(codes(await changeAppeal(auditor, { ...said, appealId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await changeAppeal(finance, { ...said, appealId, needIds: [needId] }));
    expect(codes(await publishAppeal(lead, { appealId }))).toContain('APPEAL.GOAL_BELOW_NEEDS');
    // A draft that is changed lets go of what it leaves out.
    must(await changeAppeal(finance, { ...said, appealId }));
    expect((await listFreeNeeds(manager, {})).find(({ id }) => id === needId)).toMatchObject({
      amountFen: 120_000n,
      quantity: null,
    });
    must(await filePlan(finance, { appealId, planNumber: '演示募备1号', planFiledOn: addDays(today, -10) }));
    expect(codes(await publishAppeal(finance, { appealId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(await findOpenAppeal(anybody, { appealId })).toBeUndefined();

    const results = await Promise.all(Array.from({ length: 10 }, () => publishAppeal(lead, { appealId })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['APPEAL.NOT_NOW']));
    // As it stood the day before it begins.
    expect(await findOpenAppeal({ ...anybody, ...later(-1) }, { appealId })).toMatchObject({
      running: false,
      ahead: true,
    });
    expect(await findOpenAppeal(anybody, { appealId })).toMatchObject({
      running: true,
      ahead: false,
      rightNumber: '演示募证字1号',
      planNumber: '演示募备1号',
    });
    expect(codes(await filePlan(finance, { appealId, planNumber: '别的', planFiledOn: today }))).toEqual([
      'APPEAL.NOT_NOW',
    ]);
    expect(codes(await changeAppeal(finance, { ...said, appealId }))).toEqual(['APPEAL.NOT_NOW']);
  });

  it('lets a need’s note be read by who wrote it and who decides, and a need of a town by that town', async () => {
    const town = { ...demo.as('town'), townCode: '370502001' };
    const village = { ...demo.as('village'), townCode: '370502001' };
    const need = { unit: '个', quantity: 1, origin: 'household', note: '演示：独居，冬天缺取暖' } as const;
    must(await nameNeed(manager, { ...need, name: '演示中心热水袋' }));
    must(await nameNeed(town, { ...need, name: '演示本镇热水袋' }));
    must(await nameMoneyNeed(village, { ...need, name: '演示本村炉子', amountFen: '300' }));
    must(await nameNeed({ ...village, townCode: '370502002' }, { ...need, name: '演示邻镇热水袋' }));
    const seen = async (actor: typeof manager) =>
      Object.fromEntries(
        (await listFreeNeeds(actor, {}))
          .filter(({ note, name }) => note !== '' && /热水袋|炉子/.test(name))
          .map(({ name, note }) => [name.slice(2), note !== null]),
      );
    expect(await seen(village)).toEqual({ 本镇热水袋: false, 本村炉子: true });
    expect(await seen(town)).toEqual({ 本镇热水袋: true, 本村炉子: false });
    const all = { 本镇热水袋: false, 本村炉子: false, 邻镇热水袋: false };
    expect(await seen(manager)).toEqual({ ...all, 中心热水袋: true });
    for (const role of ['coordinator', 'intake'] as const)
      expect(await seen(demo.as(role))).toEqual({ ...all, 中心热水袋: false });
    expect(Object.values(await seen(finance))).toEqual([true, true, true, true]);
    for (const role of ['volunteer', 'leader', 'donor', 'family', 'assessor', 'admin'] as const)
      await expect(listFreeNeeds(demo.as(role), {})).rejects.toThrow(NotPermitted);
    expect(await listFreeNeeds(demoOf(there, { main: false }).as('finance'), {})).toEqual([]);

    const { id: needId = '' } =
      (await listFreeNeeds(finance, {})).find(({ name }) => /本村/.test(name)) ?? {};
    const appealId = await draft({ needIds: [needId] });
    const noteFor = async (actor: typeof manager) =>
      (await findAppeal(actor, { appealId }))?.needs.map(({ note }) => note);
    expect(await noteFor(manager)).toEqual([null]);
    for (const actor of [finance, lead, auditor]) expect(await noteFor(actor)).toEqual([need.note]);
    expect((await findAppeal(finance, { appealId }))?.needs[0]).not.toHaveProperty('namedById');
  });

  it('counts what has arrived, of money and of goods, and names nobody who needs it', async () => {
    const need = { name: '演示棉被', unit: '床', quantity: 40, origin: 'household', note: '张家' } as const;
    const { needId } = must(await nameNeed(manager, need));
    expect((await listFreeNeeds(manager, {})).map(({ id }) => id)).toContain(needId);
    const drafts = await Promise.allSettled(Array.from({ length: 4 }, () => draft({ needIds: [needId] })));
    const won = drafts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    const [appealId = ''] = won;
    must(await filePlan(finance, { appealId, planNumber: '演示募备2号', planFiledOn: addDays(today, -20) }));
    const said = { appealId, anonymous: false, donor: person } as const;
    expect(
      codes(
        await pledgeMoneyPublicly(anybody, { ...said, amountFen: '5', guard: await solvedGuard(anybody) }),
      ),
    ).toEqual(['APPEAL.NOT_RUNNING']);
    must(await publishAppeal(lead, { appealId }));

    const { giftId } = must(
      await recordCashGift(finance, { ...said, amountFen: '250.00', receivedOn: today }),
    );
    expect(await findGift(finance, { giftId })).toMatchObject({
      appealId,
      appealTitle: words().title,
      purposeCode: 'care-beds',
      entityId,
    });
    const goods = must(
      await pledgeGoodsPublicly(anybody, {
        ...said,
        donor: { ...person, phone: '19900000305' },
        items: [{ name: '演示棉被', unit: '床', quantity: 12 }],
        guard: await solvedGuard(anybody),
      }),
    );
    expect((await findOpenAppeal(anybody, { appealId }))?.needs).toMatchObject([{ accepted: 0 }]);
    const [item] = (await findGift(finance, goods))?.items ?? [];
    const itemId = item?.id ?? '';
    must(await receiveGoods(manager, { ...goods, receivedOn: today, items: [{ itemId, received: 12 }] }));
    must(await inspectGoods(manager, { ...goods, items: [{ itemId, accepted: 10, reason: '两床潮湿' }] }));
    const shown = await findOpenAppeal(anybody, { appealId });
    expect(shown).toMatchObject({ receivedFen: 25_000n, gifts: 2, needs: [{ quantity: 40, accepted: 10 }] });
    expect(
      JSON.stringify(shown, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/张家|household|draftedBy|publishedBy/);
  });

  it('tells the public in time: warned once, late for the lead to see, and over with its report', async () => {
    const appealId = await draft({ endsOn: addDays(today, 300) });
    must(await filePlan(finance, { appealId, planNumber: '演示募备3号', planFiledOn: addDays(today, -30) }));
    must(await publishAppeal(lead, { appealId }));
    const due = (await findAppeal(auditor, { appealId }))?.reportDueOn;
    const told = async () =>
      (
        await sql<{ kind: string }[]>`select kind from audit_events
          where subject_id = ${appealId} and kind like 'appeals.report-%' order by kind`
      ).map(({ kind }) => kind);
    const work = async (days: number) =>
      (await listWork({ ...lead, ...later(days) }, {})).find(({ key }) => key === 'appeal_reports_late');
    const before = (await work(100))?.count ?? 0;
    for (const days of [80, 87, 88, 99, 100])
      must(await tendAppeals({ ...system, ...later(days) }, { period: `day ${days}` }));
    expect(await told()).toEqual(['appeals.report-due', 'appeals.report-late']);
    expect(before).toBeGreaterThan(0);

    must(await postUpdate({ ...finance, ...later(100) }, { appealId, text: '已添置棉被十床。' }));
    const next = (await findAppeal(auditor, { appealId }))?.reportDueOn ?? '';
    expect(next > (due ?? '')).toBe(true);
    expect((await work(100))?.count).toBe(before - 1);
    expect(codes(await reportAppeal(finance, { appealId, text: '总结' }))).toEqual(['APPEAL.NOT_NOW']);
    must(await tendAppeals({ ...system, ...later(301) }, { period: 'over' }));
    expect(await findAppeal(auditor, { appealId })).toMatchObject({
      status: 'ended',
      endedOn: addDays(today, 300),
    });
    must(await reportAppeal({ ...finance, ...later(310) }, { appealId, text: '全部用于被褥。' }));
    expect(await findOpenAppeal({ ...anybody, ...later(310) }, { appealId })).toMatchObject({
      status: 'reported',
      report: '全部用于被褥。',
      running: false,
      updates: [{ text: '已添置棉被十床。' }],
    });
  });
});

describe('the plan on file', () => {
  it('no longer fits a draft that was changed in what it says, and is filed anew before publishing', async () => {
    const said = words();
    const appealId = await draft();
    const plan = { appealId, planNumber: '演示募备7号', planFiledOn: addDays(today, -20) };
    must(await filePlan(finance, plan));
    must(
      await changeAppeal(finance, { ...said, appealId, titleEn: 'Another title', aboutEn: 'For quilts.' }),
    );
    expect(await findAppeal(finance, { appealId })).toMatchObject({
      planChangedOn: null,
      aboutEn: 'For quilts.',
      against: [],
    });
    must(await changeAppeal(finance, { ...said, appealId, goalFen: '5000.00', endsOn: addDays(today, 90) }));
    expect(await findAppeal(finance, { appealId })).toMatchObject({ planChangedOn: today, aboutEn: null });
    expect(codes(await publishAppeal(lead, { appealId }))).toEqual(['APPEAL.PLAN_CHANGED']);
    await expect(
      sql`update appeals set status = 'published', published_on = now(), published_by = 'x', right_number = '1' where id = ${appealId}`,
    ).rejects.toThrow(/appeals_open_fits/);
    // The old filing, sent again, is not one of what was changed.
    expect(codes(await filePlan(finance, plan))).toEqual(['APPEAL.PLAN_BEFORE_CHANGE']);
    must(await filePlan(finance, { ...plan, planNumber: '演示募备7号变更', planFiledOn: today }));
    expect(codes(await publishAppeal(lead, { appealId }))).toEqual(['APPEAL.PLAN_WAITS']);
    must(
      await changeAppeal(finance, {
        ...said,
        appealId,
        startsOn: addDays(today, 10),
        endsOn: addDays(today, 90),
      }),
    );
    must(await filePlan(finance, { ...plan, planNumber: '演示募备7号变更', planFiledOn: today }));
    must(await publishAppeal(lead, { appealId }));
  });

  it('may follow in an emergency, and what is due is told before and after, and of its report to everybody', async () => {
    const appealId = await draft({ urgent: true });
    expect(await findAppeal(lead, { appealId })).toMatchObject({
      against: [],
      emergency: { planBy: addDays(today, 10), firstReportBy: addDays(today, 5) },
    });
    must(await publishAppeal(lead, { appealId }));
    expect((await findAppeal(lead, { appealId }))?.emergency).toBeUndefined();
    expect(await findOpenAppeal(anybody, { appealId })).toMatchObject({
      urgent: true,
      wholeReportDueOn: null,
    });
    must(await endAppeal(finance, { appealId }));
    const due = (await findAppeal(finance, { appealId }))?.reportDueOn;
    expect(await findOpenAppeal(anybody, { appealId })).toMatchObject({
      wholeReportDueOn: due,
      reportLate: false,
    });
    expect(await findOpenAppeal({ ...anybody, ...later(120) }, { appealId })).toMatchObject({
      reportLate: true,
    });
  });
});

describe('gifts for a directed appeal', () => {
  it('are entered by finance, count towards it, and are asked for on no public page', async () => {
    const appealId = await draft({ kind: 'directed', title: '演示定向募捐' });
    const offered = async (actor: typeof finance) => (await listAppealsToGive(actor, {})).map(({ id }) => id);
    expect(await offered(finance)).not.toContain(appealId);
    must(await publishAppeal(lead, { appealId }));
    expect(await offered(finance)).toContain(appealId);
    const donor = demo.as('donor');
    expect(await offered(donor)).not.toContain(appealId);
    expect((await listAppealsToGive(donor, {})).every(({ kind }) => kind === 'open')).toBe(true);
    expect((await listOpenAppeals(anybody, {})).map(({ id }) => id)).not.toContain(appealId);
    const said = { appealId, donor: person, anonymous: true } as const;
    must(await recordCashGift(finance, { ...said, amountFen: '320.00', receivedOn: today }));
    must(await pledgeMoney(finance, { ...said, amountFen: '70.00' }));
    must(await pledgeGoods(finance, { ...said, items: [{ name: '演示棉被', unit: '床', quantity: 1 }] }));
    expect(await findAppeal(auditor, { appealId })).toMatchObject({ receivedFen: 32_000n, gifts: 1 });
    expect(await offered({ ...finance, ...later(61) })).not.toContain(appealId);
  });
});

describe('a note of a need', () => {
  it('that is too long is refused with the room that there is', async () => {
    const said = {
      name: '助行架',
      spec: '',
      unit: '个',
      quantity: 1,
      origin: 'centre',
      note: '长'.repeat(301),
    } as const;
    expect(await nameNeed(manager, said)).toMatchObject({
      refusals: [{ code: 'INPUT.LONG', field: 'note', params: { most: 300 } }],
    });
  });
});

describe('what was named or drafted by mistake', () => {
  it('is withdrawn by who named it or writes appeals, while no published appeal asks for it', async () => {
    const need = { name: '演示误报', unit: '个', quantity: 1, origin: 'centre' } as const;
    const named = async () => must(await nameNeed(manager, need)).needId;
    const free = async () => (await listFreeNeeds(finance, {})).map(({ id }) => id);
    const [mine, theirs] = [await named(), await named()];
    const reason = '重复提出';
    expect(codes(await withdrawNeed(demo.as('coordinator'), { needId: mine, reason }))).toEqual([
      'APPEAL.NEED_OF_OTHERS',
    ]);
    const elsewhere = { ...demo.as('town'), townCode: '370502009' };
    expect(codes(await withdrawNeed(elsewhere, { needId: mine, reason }))).toEqual(['APPEAL.NEED_UNKNOWN']);
    expect(codes(await withdrawNeed(manager, { needId: mine, reason: '' }))).toEqual(['GIFT.REASON_MISSING']);
    must(await withdrawNeed(manager, { needId: mine, reason }));
    expect(codes(await withdrawNeed(manager, { needId: mine, reason }))).toEqual(['APPEAL.NEED_UNKNOWN']);
    const became = async () =>
      new Map((await listNamedNeeds(manager, {})).map(({ id, state }) => [id, state]));
    expect((await listNamedNeeds(manager, {})).find(({ id }) => id === mine)).toMatchObject({
      state: 'withdrawn',
      withdrawnOn: today,
      withdrawnReason: reason,
    });
    expect((await became()).get(theirs)).toBe('open');
    expect((await listNamedNeeds(demo.as('coordinator'), {})).map(({ id }) => id)).not.toContain(mine);
    await expect(sql`update appeal_needs set note = 'x' where id = ${mine}`).rejects.toThrow(
      /appeal_needs_withdrawn_whole/,
    );
    const drafted = await draft({ kind: 'directed', needIds: [theirs] });
    must(await withdrawNeed(finance, { needId: theirs, reason }));
    expect((await findAppeal(finance, { appealId: drafted }))?.needs).toEqual([]);
    const kept = await named();
    must(await changeAppeal(finance, { ...words(), kind: 'directed', appealId: drafted, needIds: [kept] }));
    must(await publishAppeal(lead, { appealId: drafted }));
    expect((await became()).get(kept)).toBe('asked');
    expect(codes(await withdrawNeed(finance, { needId: kept, reason }))).toEqual(['APPEAL.NEED_IN_USE']);
    expect(codes(await discardDraft(finance, { appealId: drafted, reason }))).toEqual(['APPEAL.NOT_NOW']);

    const again = await named();
    const thrown = await draft({ needIds: [again] });
    expect(codes(await discardDraft(lead, { appealId: thrown, reason }))).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await discardDraft(finance, { appealId: thrown, reason }));
    expect(await findAppeal(finance, { appealId: thrown })).toBeUndefined();
    expect(await free()).toContain(again);
    const told = await sql`select kind, reason from audit_events
      where kind in ('appeals.discarded', 'appeals.need-withdrawn') order by kind`;
    expect(told.map((one) => ({ ...one }))).toEqual([
      { kind: 'appeals.discarded', reason },
      { kind: 'appeals.need-withdrawn', reason },
      { kind: 'appeals.need-withdrawn', reason },
    ]);
  });
});

describe('an appeal in an emergency', () => {
  it('is watched until its plan is filed, and is warned of and late once', async () => {
    const appealId = await draft({ urgent: true });
    must(await publishAppeal(lead, { appealId }));
    const seen = async (days: number, due: 'soon' | 'late') =>
      (await listAppeals({ ...lead, ...later(days) }, { due })).some(({ id }) => id === appealId);
    const work = async (days: number, key: 'appeal_reports' | 'appeal_reports_late') =>
      (await listWork({ ...(key === 'appeal_reports' ? finance : lead), ...later(days) }, {})).find(
        (one) => one.key === key,
      )?.count ?? 0;
    // The public was told meanwhile: only the plan is open.
    await sql`update appeals set report_due_on = null where id = ${appealId}`;
    expect([await seen(2, 'soon'), await seen(3, 'soon')]).toEqual([false, true]);
    expect([await seen(10, 'late'), await seen(11, 'late')]).toEqual([false, true]);
    const before = [await work(11, 'appeal_reports'), await work(11, 'appeal_reports_late')] as const;
    for (const days of [2, 3, 4, 10, 11, 12])
      must(await tendAppeals({ ...system, ...later(days) }, { period: `plan ${days}` }));
    const told = await sql`select kind from audit_events
      where subject_id = ${appealId} and kind like 'appeals.plan-%' order by kind`;
    expect(told.map(({ kind }) => kind)).toEqual(['appeals.plan-due', 'appeals.plan-late']);
    must(await endAppeal(finance, { appealId }));
    await sql`update appeals set report_due_on = null where id = ${appealId}`;
    must(await filePlan(finance, { appealId, planNumber: '演示募备补', planFiledOn: today }));
    expect(await seen(11, 'soon')).toBe(false);
    expect([await work(11, 'appeal_reports'), await work(11, 'appeal_reports_late')]).toEqual(
      before.map((count) => count - 1),
    );
  });
});

describe('the list of appeals', () => {
  it('tells the lead of drafts that could be published, and of no others', async () => {
    const ready = async () => (await listAppeals(lead, { ready: true })).map(({ id }) => id);
    const count = async () =>
      (await listWork(lead, {})).find(({ key }) => key === 'appeal_drafts')?.count ?? 0;
    const before = await count();
    const unfiled = await draft();
    const directed = await draft({ kind: 'directed' });
    expect(await ready()).toContain(directed);
    expect(await ready()).not.toContain(unfiled);
    expect(await count()).toBe(before + 1);
    must(await publishAppeal(lead, { appealId: directed }));
    expect(await count()).toBe(before);
  });
});

describe('a directed appeal', () => {
  it('needs neither right nor plan, is on no public page, and takes gifts that staff write down', async () => {
    const appealId = await draft({ kind: 'directed' });
    must(await publishAppeal(lead, { appealId }));
    expect(await findOpenAppeal(anybody, { appealId })).toBeUndefined();
    expect((await listOpenAppeals(anybody, {})).map(({ id }) => id)).not.toContain(appealId);
    const said = { appealId, anonymous: true, donor: person, amountFen: '10.00' } as const;
    expect(
      codes(await pledgeMoneyPublicly(anybody, { ...said, guard: await solvedGuard(anybody, '192.0.2.1') })),
    ).toEqual(['APPEAL.NOT_RUNNING']);
    must(await recordCashGift(finance, { ...said, receivedOn: today }));
    expect(await findAppeal(auditor, { appealId })).toMatchObject({ receivedFen: 1_000n });
    must(await endAppeal(finance, { appealId }));
    expect(codes(await recordCashGift(finance, { ...said, receivedOn: today }))).toEqual([
      'APPEAL.NOT_RUNNING',
    ]);
  });
});

describe('the right of a receiver', () => {
  const admitted = async (number: number) => {
    const name = `演示基金会${number}`;
    const { organisationId } = must(
      await registerOrganisation(admin, {
        kind: 'receiving_entity',
        name,
        code: inventedCreditCode(number),
      }),
    );
    must(
      await admitEntity(finance, {
        organisationId,
        kind: 'charity',
        number: '演示慈证字',
        validFrom: '2024-01-01',
        accountHolder: name,
        accountBank: '演示银行博山支行',
        accountNumber: '6200 0000 0000 0001',
        receiptPrefix: `R${'ABCD'[number - 71]}`,
        handler: '演示经办人',
      }),
    );
    const rights = async () =>
      (await listReceivingEntities(finance, {})).find(({ id }) => id === organisationId)?.qualifications ??
      [];
    const qualify = async (said: { number: string; validFrom: string; validUntil?: string }) => {
      must(await qualifyEntity(finance, { organisationId, kind: 'public_fundraising', ...said }));
      return (await rights()).find(({ validFrom }) => validFrom === said.validFrom)?.id ?? '';
    };
    const published = async (said: Partial<Parameters<typeof draftAppeal>[1]>) => {
      const appealId = await draft({ entityId: organisationId, ...said });
      must(await filePlan(finance, { appealId, planNumber: '演示募备', planFiledOn: addDays(today, -20) }));
      must(await publishAppeal(lead, { appealId }));
      return appealId;
    };
    return { organisationId, rights, qualify, published };
  };
  const standing = async (appealId: string) => {
    const appeal = await findAppeal(auditor, { appealId });
    return { status: appeal?.status, endsOn: appeal?.endsOn, endedOn: appeal?.endedOn };
  };

  it('that is ended early ends the appeals it carried, those that it does not reach at once', async () => {
    const { qualify, published } = await admitted(71);
    const qualificationId = await qualify({ number: '募1', validFrom: '2024-02-01' });
    const running = await published({});
    const ahead = await published({ startsOn: addDays(today, 20) });
    const directed = await published({ kind: 'directed' });
    const end = (lastOn: string) =>
      endQualification(finance, { qualificationId, lastOn, reason: '资格被撤销' });
    must(await end(addDays(today, 5)));
    expect(await standing(running)).toEqual({
      status: 'published',
      endsOn: addDays(today, 5),
      endedOn: null,
    });
    expect(await standing(ahead)).toMatchObject({ status: 'ended', endedOn: today });
    expect(await standing(directed)).toMatchObject({ status: 'published', endsOn: addDays(today, 60) });
    const trail = await listTimeline(auditor, { type: 'appeal', id: running });
    expect(trail.map(({ kind }) => kind)).toContain('appeals.cut-short');
    must(await end(addDays(today, -1)));
    expect(await standing(running)).toMatchObject({ status: 'ended', endedOn: today });
    const said = { appealId: running, anonymous: true, donor: person, amountFen: '5' } as const;
    expect(codes(await pledgeMoneyPublicly(anybody, { ...said, guard: await solvedGuard(anybody) }))).toEqual(
      ['APPEAL.NOT_RUNNING'],
    );
  });

  it('that is renewed in time carries them on, and neither right is corrected under them', async () => {
    const { rights, qualify, published } = await admitted(72);
    await qualify({ number: '募2', validFrom: '2024-02-01', validUntil: addDays(today, 10) });
    const second = await qualify({ number: '募2', validFrom: addDays(today, 11) });
    const correct = (qualificationId: string, validFrom: string) =>
      correctQualification(finance, {
        qualificationId,
        kind: 'public_fundraising',
        number: '募2',
        validFrom,
        reason: '日期录错',
      });
    // Nothing relies on it yet, though its number stood for the right before.
    must(await correct(second, addDays(today, 11)));
    const appealId = await published({});
    expect(codes(await correct(second, addDays(today, 40)))).toEqual(['ENTITY.QUALIFICATION_USED']);
    must(
      await endQualification(finance, {
        qualificationId: second,
        lastOn: addDays(today, 80),
        reason: '注销',
      }),
    );
    expect(await standing(appealId)).toMatchObject({ status: 'published', endsOn: addDays(today, 60) });
    const receiving = (await rights()).find(({ kind }) => kind === 'charity');
    const { id: qualificationId = '', number = '' } = receiving ?? {};
    expect(
      codes(
        await correctQualification(finance, {
          qualificationId,
          kind: 'charity',
          number,
          validFrom: '2020-01-01',
          reason: '更正',
        }),
      ),
    ).toEqual(['ENTITY.QUALIFICATION_USED']);
  });

  it('whose certificate is replaced carries them on, and nothing goes on that the new one does not reach', async () => {
    const { organisationId, rights, qualify, published } = await admitted(74);
    const asking = await qualify({ number: '募4', validFrom: '2024-02-01', validUntil: addDays(today, 700) });
    const charity = (await rights()).find(({ kind }) => kind === 'charity')?.id ?? '';
    const open = await published({});
    const directed = await published({ kind: 'directed', startsOn: addDays(today, 20) });
    const before = await rights();
    const end = (said: Partial<Parameters<typeof endQualification>[1]>) =>
      endQualification(finance, {
        qualificationId: asking,
        lastOn: addDays(today, -1),
        reason: '证书换发',
        ...said,
      });
    // What is refused changes nothing.
    expect(codes(await end({ lastOn: '2024-01-01', newUntil: '2023-12-31', reason: '' }))).toEqual([
      'ENTITY.REASON_MISSING',
      'ENTITY.ENDS_EARLIER',
      'ENTITY.NUMBER_MISSING',
      'ENTITY.VALIDITY_RANGE',
    ]);
    expect(await end({ newNumber: '募5', newUntil: addDays(today, -1) })).toMatchObject({
      refusals: [{ code: 'ENTITY.VALIDITY_RANGE', field: 'newUntil' }],
    });
    expect(await rights()).toEqual(before);

    must(await end({ newNumber: '募5', newUntil: addDays(today, 800) }));
    must(await end({ qualificationId: charity, newNumber: '慈2' }));
    expect(await rights()).toMatchObject([
      { kind: 'charity', validUntil: today },
      { kind: 'public_fundraising', number: '募4', validUntil: today },
      { kind: 'public_fundraising', number: '募5', validFrom: today, validUntil: addDays(today, 801) },
      { kind: 'charity', number: '慈2', validFrom: today, validUntil: null },
    ]);
    for (const appealId of [open, directed])
      expect(await standing(appealId)).toEqual({
        status: 'published',
        endsOn: addDays(today, 60),
        endedOn: null,
      });
    const said = { appealId: open, anonymous: true, donor: person, amountFen: '5' } as const;
    must(await pledgeMoneyPublicly(anybody, { ...said, guard: await solvedGuard(anybody, '192.0.2.7') }));
    const trail = await listTimeline(auditor, { type: 'organisation', id: organisationId });
    expect(trail.filter(({ kind }) => kind === 'donations.qualification-ended')).toHaveLength(2);
    // Admitting it says the first right itself.
    expect(trail.filter(({ kind }) => kind === 'donations.entity-qualified')).toHaveLength(3);

    // A right that goes on already leaves no room for another without end; what is cut short is so by the new one's days.
    const renewed = (await rights()).find(({ number }) => number === '慈2')?.id ?? '';
    must(
      await end({
        qualificationId: renewed,
        lastOn: addDays(today, 10),
        newNumber: '慈3',
        newUntil: addDays(today, 30),
      }),
    );
    expect(await standing(open)).toMatchObject({ status: 'published', endsOn: addDays(today, 30) });
    expect(
      await end({ qualificationId: renewed, lastOn: addDays(today, 5), newNumber: '慈4' }),
    ).toMatchObject({
      refusals: [{ code: 'ENTITY.QUALIFIED_ALREADY', field: 'newUntil' }],
    });
  });

  it('is ended and an appeal published at the same moment: none runs without it', async () => {
    const { organisationId, qualify } = await admitted(73);
    const qualificationId = await qualify({ number: '募3', validFrom: '2024-02-01' });
    const drafts = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const appealId = await draft({ entityId: organisationId });
        must(await filePlan(finance, { appealId, planNumber: '演示募备', planFiledOn: addDays(today, -20) }));
        return appealId;
      }),
    );
    await Promise.all([
      ...drafts.map((appealId) => publishAppeal(lead, { appealId })),
      endQualification(finance, { qualificationId, lastOn: addDays(today, -1), reason: '资格被撤销' }),
    ]);
    for (const appealId of drafts) expect((await standing(appealId)).status).toMatch(/^(draft|ended)$/);
  });
});
