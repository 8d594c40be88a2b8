import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectGoodsReach } from '#db/queries/disclosure';
import { demoOf, must } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { inTenant } from '#db/transaction';
import { publicActor } from '~/domain/access/public-actor';
import type { Role } from '~/domain/access/roles';
import { systemActor } from '~/domain/access/system-actor';
import { listTimeline } from '~/domain/audit/list-timeline';
import { importBeds } from '~/domain/beds/import-beds';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { admitEntity } from '~/domain/donations/admit-entity';
import { allocateGoods, withdrawAllocation } from '~/domain/donations/allocate-goods';
import { endQualification } from '~/domain/donations/change-entity';
import { disclose } from '~/domain/donations/disclose';
import { findGift, findOwnGift } from '~/domain/donations/get-gift';
import {
  askAboutGoods,
  decideGoodsInterest,
  findGoodsInterest,
  listGoodsInterests,
  listInterestsOfGift,
} from '~/domain/donations/goods-interests';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { listReceivingEntities } from '~/domain/donations/list-entities';
import {
  findAllocation,
  listAllocations,
  listGoodsOfPerson,
  listGoodsOfResident,
  listGoodsOfVisit,
  listGoodsToTake,
  listHouseholdChoices,
  listStock,
  listVisitChoices,
} from '~/domain/donations/list-stock';
import { pledgeGoods, pledgeGoodsPublicly, pledgeMoney } from '~/domain/donations/pledge-gift';
import { receiveGoods } from '~/domain/donations/receive-goods';
import {
  addReceptionHours,
  bookDelivery,
  bookDeliveryByLink,
  cancelDelivery,
  cancelDeliveryByLink,
  countBooked,
  findDelivery,
  findDeliveryByLink,
  findReceptionPlace,
  listDeliveries,
  listReceptionHours,
  listSlots,
  setReceptionPlace,
  withdrawReceptionHours,
} from '~/domain/donations/reception';
import { revealDonor } from '~/domain/donations/reveal-donor';
import { GROUPED } from '~/domain/donations/small-groups.rules';
import { endUnbrought, withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { madeReasons } from '~/domain/kernel/made-reasons';
import { addDays, dateOf, type PlainDate, weekdayOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { correctPerson } from '~/domain/people/correct-person';
import { formHousehold } from '~/domain/people/form-household';
import { nameDonor } from '~/domain/receipts/name-donor';
import { listWork } from '~/domain/reports/list-work';
import { cancelNeed } from '~/domain/visits/cancel-need';
import { requestVisit } from '~/domain/visits/request-visit';
import { useFreshDatabase } from '../database';
import { bedRows } from '../factories/beds';
import { admitReceiver, solvedGuard } from '../factories/donations';
import { broughtGoods } from '../factories/goods';
import { aPerson } from '../factories/people';
import { insertResidents } from '../factories/residents';
import { aTown, aVolunteer, promised } from '../factories/visits';

const database = useFreshDatabase({ connections: 20 });
const [here, there] = demoTenants;
const demo = demoOf(here, { main: true });
// A Tuesday without a holiday near.
const at = new Date('2026-12-01T02:00:00Z');
const as = (role: Role) => demo.as(role, at);
const [admin, finance, manager, coordinator] = [as('admin'), as('finance'), as('manager'), as('coordinator')];
const [lead, auditor] = [as('lead'), as('auditor')];
const system = { ...systemActor(here.id, 'visits.make-plan', 'test'), at };
const anybody = { ...publicActor(here.id, 'test'), at };
const today = dateOf(at);
const tomorrow = addDays(today, 1);

let sql: postgres.Sql;
let dataDir: string;
let bedId: string;

vi.mock('~/platform/env', async (original) => {
  const real = await original<typeof import('~/platform/env')>();
  return { ...real, env: () => ({ ...real.env(), dataDir }) };
});

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-goods-'));
  await insertTenants(database.ownerUrl, demoTenants);
  sql = postgres(database.ownerUrl, { max: 2, types: { bigint: postgres.BigInt } });
  await admitReceiver({ admin, finance });
  must(await importBeds(manager, { rows: bedRows(2), dryRun: false, fileName: 'beds.csv' }));
  bedId = (await listFreeBeds(manager, {}))[0]?.id as string;
});
afterAll(async () => {
  await sql.end();
  rmSync(dataDir, { recursive: true, force: true });
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const stockOf = async (name: string) => (await listStock(manager, {})).filter((lot) => lot.name === name);
const things = (name: string, quantity: number) => [{ name, unit: '件', quantity }];
const donor = { kind: 'person', name: '演示送货人', phone: '19900000301' } as const;

describe('times at which goods are brought', () => {
  const pledge = async (more: { slot?: string } = {}) =>
    must(
      await pledgeGoods(finance, {
        purpose: 'general',
        anonymous: true,
        donor,
        items: things('毛巾', 3),
        ...more,
      }),
    );
  /** Hours of a weekday of their own, and the slot on its first day from tomorrow on. */
  let nextFrom = 0;
  async function hours(capacity: number, on: PlainDate = tomorrow) {
    const from = `${String(Math.floor(nextFrom / 60)).padStart(2, '0')}:${String(nextFrom % 60).padStart(2, '0')}`;
    nextFrom += 10;
    const until = `${String(Math.floor(nextFrom / 60)).padStart(2, '0')}:${String(nextFrom % 60).padStart(2, '0')}`;
    const { hoursId } = must(
      await addReceptionHours(manager, { weekday: weekdayOf(on), from, until, capacity }),
    );
    return { hoursId, slot: `${on}.${hoursId}` };
  }

  it('are of the centre: no overlap, no nonsense, and only who takes goods says them', async () => {
    const { hoursId } = await hours(1);
    const said = { weekday: weekdayOf(tomorrow), from: '00:05', until: '00:15', capacity: 1 };
    expect(codes(await addReceptionHours(manager, said))).toEqual(['RECEPTION.HOURS_OVERLAP']);
    expect(codes(await addReceptionHours(manager, { ...said, from: '10:00', until: '09:00' }))).toEqual([
      'RECEPTION.TIME_RANGE',
    ]);
    expect(codes(await addReceptionHours(manager, { ...said, weekday: 8, capacity: 0 }))).toEqual([
      'RECEPTION.WEEKDAY_MISSING',
      'RECEPTION.CAPACITY_FORM',
    ]);
    for (const actor of [finance, coordinator, as('auditor'), as('donor')])
      expect(codes(await addReceptionHours(actor, said))).toEqual(['ACCESS.NOT_PERMITTED']);
    must(await withdrawReceptionHours(manager, { hoursId }));
    expect(codes(await withdrawReceptionHours(manager, { hoursId }))).toEqual(['RECEPTION.HOURS_UNKNOWN']);
  });

  it('are brought to the place that the centre says, and to none until it has said one', async () => {
    expect(await findReceptionPlace(anybody, {})).toBeUndefined();
    const place = { address: '演示路 1 号东门', phone: '０５３３ 4110000', contact: '前台' };
    for (const other of [finance, coordinator, auditor])
      expect(codes(await setReceptionPlace(other, place))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await setReceptionPlace(manager, { address: ' ', phone: '110' }))).toEqual([
      'RECEPTION.ADDRESS_MISSING',
      'PERSON.PHONE_FORM',
    ]);
    must(await setReceptionPlace(manager, place));
    expect(await findReceptionPlace(anybody, {})).toEqual({ ...place, phone: '0533-4110000' });
    must(await setReceptionPlace(manager, { ...place, address: '演示路 2 号', contact: '' }));
    expect(await findReceptionPlace(anybody, {})).toMatchObject({ address: '演示路 2 号', contact: null });
    // Of one centre alone.
    expect(await findReceptionPlace(publicActor(there.id, 'test'), {})).toBeUndefined();
    const told =
      await sql`select subject_type, data from audit_events where kind = 'reception.place-set' order by seq`;
    expect(told.map(({ data }) => data.address)).toEqual(['演示路 1 号东门', '演示路 2 号']);
  });

  it('three places are taken by three of twelve who want them at once, and the database itself refuses a fourth', async () => {
    const { slot, hoursId } = await hours(3);
    const gifts = await Promise.all(Array.from({ length: 12 }, () => pledge()));
    const outcomes = await Promise.all(gifts.map(({ giftId }) => bookDelivery(finance, { giftId, slot })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['RECEPTION.FULL']));
    expect((await listSlots(anybody, {})).some(({ id }) => id === slot)).toBe(false);
    const left = gifts[outcomes.findIndex(({ ok }) => !ok)]?.giftId as string;
    const byHand = (
      on: PlainDate,
    ) => sql`insert into gift_appointments (tenant_id, gift_id, hours_id, on_date, booked_by, booked_at)
      values (${here.id}, ${left}, ${hoursId}, ${on}, '谁', now())`;
    await expect(byHand(tomorrow)).rejects.toThrow(/places are taken/);
    await expect(byHand(addDays(tomorrow, 1))).rejects.toThrow(/no such hours/);
  });

  it('change places at once without waiting for each other for ever, and each gift has one', async () => {
    const [a, b] = [await hours(1), await hours(1)];
    const [first, second] = [await pledge({ slot: a.slot }), await pledge({ slot: b.slot })];
    expect(codes(await bookDelivery(finance, { giftId: first.giftId, slot: b.slot }))).toEqual([
      'RECEPTION.FULL',
    ]);
    await Promise.all([
      bookDelivery(finance, { giftId: first.giftId, slot: b.slot }),
      bookDelivery(finance, { giftId: second.giftId, slot: a.slot }),
      cancelDelivery(finance, { giftId: second.giftId }),
    ]);
    const taken =
      await sql`select hours_id, count(*) from gift_appointments where hours_id in (${a.hoursId}, ${b.hoursId})
      group by 1 having count(*) > 1`;
    expect(taken).toHaveLength(0);
  });

  it('are booked with a promise after it, as its history says', async () => {
    const { slot } = await hours(1);
    const { giftId } = await pledge({ slot });
    expect((await listTimeline(finance, { type: 'gift', id: giftId })).map(({ kind }) => kind)).toEqual([
      'gifts.delivery-booked',
      'gifts.pledged',
    ]);
  });

  it('are booked, changed and given back by the donor for their own gifts, by the centre for any', async () => {
    const [a, b] = [await hours(2), await hours(2)];
    const { giftId } = await pledge();
    const donorId = (await findGift(finance, { giftId }))?.donorId as string;
    const own = { ...as('donor'), donorId };
    const stranger = { ...as('donor'), donorId: randomUUID() };
    expect(codes(await bookDelivery(stranger, { giftId, slot: a.slot }))).toEqual(['GIFT.UNKNOWN']);
    expect(codes(await bookDelivery(own, { giftId, slot: 'tomorrow' }))).toEqual(['RECEPTION.SLOT_MISSING']);
    const past = `${addDays(today, -1)}.${a.hoursId}`;
    expect(codes(await bookDelivery(own, { giftId, slot: past }))).toEqual(['RECEPTION.FULL']);
    expect((await listDeliveries(coordinator, {})).unbooked.map((one) => one.giftId)).toContain(giftId);
    must(await bookDelivery(own, { giftId, slot: a.slot }));
    must(await bookDelivery(coordinator, { giftId, slot: b.slot }));
    expect((await findOwnGift(own, { giftId }))?.appointment).toMatchObject({
      onDate: tomorrow,
      hoursId: b.hoursId,
    });
    const day = await listDeliveries(manager, { on: tomorrow });
    expect(day.expected.find((one) => one.giftId === giftId)).toMatchObject({
      donorName: '演示送货人',
      items: [{ name: '毛巾', pledged: 3 }],
    });
    expect(day.unbooked.map((one) => one.giftId)).not.toContain(giftId);
    expect(codes(await withdrawReceptionHours(manager, { hoursId: b.hoursId }))).toEqual([
      'RECEPTION.STILL_EXPECTED',
    ]);
    expect((await listReceptionHours(manager, {})).map(({ id }) => id)).toContain(b.hoursId);
    must(await cancelDelivery(own, { giftId }));
    expect(codes(await cancelDelivery(own, { giftId }))).toEqual(['RECEPTION.NOT_BOOKED']);
    must(await withdrawReceptionHours(manager, { hoursId: b.hoursId }));
    expect(codes(await bookDelivery(own, { giftId, slot: b.slot }))).toEqual(['RECEPTION.FULL']);
  });

  it('are not agreed on for a receiver that may not receive any more', async () => {
    const { slot } = await hours(1);
    const { giftId } = await pledge();
    const late = { ...manager, at: new Date('2124-02-01T02:00:00Z') };
    expect(await bookDelivery(late, { giftId, slot })).toMatchObject({
      refusals: [{ code: 'GIFT.ENTITY_LAPSED', field: 'slot' }],
    });
    must(await bookDelivery(manager, { giftId, slot }));
  });

  it('are of days on which the receiver may receive; what lies after its right is marked and listed', async () => {
    const { organisationId } = must(
      await registerOrganisation(admin, { kind: 'receiving_entity', name: '演示短期基金会' }),
    );
    must(
      await admitEntity(finance, {
        organisationId,
        kind: 'charity',
        number: '演示短期',
        validFrom: '2024-01-01',
        validUntil: addDays(today, 10),
        accountHolder: '演示短期基金会',
        accountBank: '演示银行博山支行',
        accountNumber: '6200000000000044',
        receiptPrefix: 'DQ',
        handler: '演示',
      }),
    );
    const [before, on, after] = [
      await hours(2, addDays(today, 9)),
      await hours(2, addDays(today, 10)),
      await hours(2, addDays(today, 11)),
    ];
    const said = { purpose: 'general', anonymous: true, donor, items: things('毛巾', 3) } as const;
    const promise = (slot?: string) => pledgeGoods(finance, { ...said, entityId: organisationId, slot });
    const offered = async (entityId?: string) => (await listSlots(anybody, { entityId })).map(({ id }) => id);
    expect(await offered()).toEqual(expect.arrayContaining([on.slot, after.slot]));
    expect(await offered(organisationId)).toContain(on.slot);
    expect(await offered(organisationId)).not.toContain(after.slot);
    expect(await promise(after.slot)).toMatchObject({
      refusals: [{ code: 'GIFT.ENTITY_LAPSED', field: 'slot', params: { until: addDays(today, 10) } }],
    });
    const { giftId } = must(await promise());
    expect(codes(await bookDelivery(manager, { giftId, slot: after.slot }))).toEqual(['GIFT.ENTITY_LAPSED']);
    must(await bookDelivery(manager, { giftId, slot: on.slot }));
    const early = must(await promise(before.slot)).giftId;
    expect(await countBooked(finance, {})).toContainEqual({
      entityId: organisationId,
      count: 2,
      lastOn: addDays(today, 10),
    });

    const listed = async () => {
      const { expected, barred } = await listDeliveries(manager, { on: addDays(today, 10) });
      return {
        mayReceive: expected.find((one) => one.giftId === giftId)?.mayReceive,
        barred: barred.map((one) => [one.giftId, one.onDate, one.items.length]),
      };
    };
    expect(await listed()).toEqual({ mayReceive: true, barred: [] });
    const [right] =
      (await listReceivingEntities(finance, {})).find(({ id }) => id === organisationId)?.qualifications ??
      [];
    const qualificationId = right?.id ?? '';
    must(await endQualification(finance, { qualificationId, lastOn: addDays(today, 9), reason: '注销' }));
    expect(await listed()).toEqual({ mayReceive: false, barred: [[giftId, addDays(today, 10), 1]] });
    // What was agreed already is not agreed once more; another day on which the right holds is.
    expect(codes(await bookDelivery(manager, { giftId, slot: on.slot }))).toEqual(['GIFT.ENTITY_LAPSED']);
    must(await bookDelivery(manager, { giftId, slot: before.slot }));
    expect((await listed()).barred).toEqual([]);
    for (const one of [giftId, early]) must(await withdrawPledge(finance, { giftId: one, reason: '改主意' }));
    must(await endQualification(finance, { qualificationId, lastOn: addDays(today, -1), reason: '注销' }));
  });

  it('are free again when the pledge is withdrawn or the goods come sooner, and no time is agreed for what is there', async () => {
    const { slot } = await hours(1);
    const [first, second] = [await pledge({ slot }), await pledge()];
    must(await withdrawPledge(finance, { giftId: first.giftId, reason: '改主意' }));
    must(await bookDelivery(finance, { giftId: second.giftId, slot }));
    const items = (await findGift(finance, second))?.items ?? [];
    must(
      await receiveGoods(manager, {
        giftId: second.giftId,
        receivedOn: today,
        items: items.map(({ id }) => ({ itemId: id, received: 3 })),
      }),
    );
    expect((await listSlots(anybody, {})).find(({ id }) => id === slot)?.free).toBe(1);
    expect(codes(await bookDelivery(finance, { giftId: second.giftId, slot }))).toEqual([
      'GIFT.STEP_NOT_NOW',
    ]);
  });

  it('a visitor chooses one with the promise; a full one keeps the promise back and takes no place', async () => {
    const { slot } = await hours(1);
    const said = async () => ({
      purpose: 'general',
      anonymous: true,
      donor: { kind: 'person' as const, name: '演示访客' },
      items: things('毛巾', 1),
      slot,
      guard: await solvedGuard(anybody),
    });
    const { giftId } = must(await pledgeGoodsPublicly(anybody, await said()));
    expect((await findGift(finance, { giftId }))?.appointment).toMatchObject({ onDate: tomorrow });
    const before = (await listDeliveries(manager, {})).unbooked.length;
    expect(codes(await pledgeGoodsPublicly(anybody, await said()))).toEqual(['RECEPTION.FULL']);
    expect((await listDeliveries(manager, {})).unbooked).toHaveLength(before);
  });

  it('a visitor who chooses none leaves a way to agree on one', async () => {
    const said = async (donor: { name?: string; phone?: string; mail?: string }, slot?: string) =>
      pledgeGoodsPublicly(anybody, {
        purpose: 'general',
        anonymous: true,
        donor: { kind: 'person', name: '演示访客', ...donor },
        items: things('毛巾', 1),
        slot,
        guard: await solvedGuard(anybody),
      });
    const refused = await said({ phone: ' ', mail: '' });
    expect(refused).toMatchObject({
      refusals: [{ code: 'DONOR.CONTACT_MISSING', field: 'donor.phone' }],
    });
    expect(codes(await said({ name: '' }))).toEqual(['DONOR.CONTACT_MISSING']);
    must(await said({ phone: '19900000303' }));
    must(await said({ mail: 'giver@example.cn' }));
    must(await said({ name: '' }, (await hours(1)).slot));
    // Told with all else that is wrong.
    const whole = await pledgeGoodsPublicly(anybody, {
      purpose: 'general',
      anonymous: true,
      donor: { kind: 'person', name: '演示访客' },
      items: [{ name: '毛巾', unit: '件', quantity: 0 }],
      guard: await solvedGuard(anybody),
    });
    expect(codes(whole)).toEqual(['GOODS.QUANTITY_FORM', 'DONOR.CONTACT_MISSING']);
  });

  it('a visitor changes with the link of the promise, and nobody without it', async () => {
    const [first, second] = [await hours(1), await hours(1)];
    const pledged = must(
      await pledgeGoodsPublicly(anybody, {
        purpose: 'general',
        anonymous: true,
        donor: { kind: 'person', name: '演示访客' },
        items: things('毛巾', 2),
        slot: first.slot,
        guard: await solvedGuard(anybody),
      }),
    );
    const { giftId, reference, secret } = pledged;
    const agreed = async () => (await findGift(finance, { giftId }))?.appointment;
    const shown = await findDeliveryByLink(anybody, { reference, secret });
    expect(shown).toMatchObject({ reference, awaited: true, items: [{ name: '毛巾', pledged: 2 }] });
    expect(JSON.stringify(shown)).not.toContain('演示访客');
    const wrong = { reference, secret: secret.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')) };
    expect(await findDeliveryByLink(anybody, wrong)).toBeUndefined();
    expect(await findDeliveryByLink(publicActor(there.id, 'test'), { reference, secret })).toBeUndefined();
    expect(codes(await bookDeliveryByLink(anybody, { ...wrong, slot: second.slot }))).toEqual([
      'GIFT.UNKNOWN',
    ]);
    expect(codes(await cancelDeliveryByLink(anybody, wrong))).toEqual(['GIFT.UNKNOWN']);
    expect(await agreed()).toMatchObject({ hoursId: first.hoursId });
    must(await bookDeliveryByLink(anybody, { reference, secret, slot: second.slot }));
    expect(await agreed()).toMatchObject({ hoursId: second.hoursId });
    must(await cancelDeliveryByLink(anybody, { reference, secret }));
    expect(await agreed()).toBeUndefined();
    expect(codes(await cancelDeliveryByLink(anybody, { reference, secret }))).toEqual([
      'RECEPTION.NOT_BOOKED',
    ]);
    must(await withdrawPledge(finance, { giftId, reason: '改主意' }));
    expect(await findDeliveryByLink(anybody, { reference, secret })).toMatchObject({ awaited: false });
    expect(codes(await bookDeliveryByLink(anybody, { reference, secret, slot: first.slot }))).toEqual([
      'GIFT.STEP_NOT_NOW',
    ]);
  });

  it('whoever must reach the giver sees how, with a reason that stays: the manager for goods alone', async () => {
    const said = { purpose: 'general', anonymous: true, donor: { ...donor, mail: 'giver@example.cn' } };
    const { giftId } = must(await pledgeGoods(finance, { ...said, items: things('毛巾', 1) }));
    const money = must(await pledgeMoney(finance, { ...said, amountFen: '5.00' })).giftId;
    const reason = '约定送达时间';
    expect((await findDelivery(coordinator, { giftId }))?.contact).toEqual([
      '199****0301',
      'g***@example.cn',
    ]);
    for (const other of [coordinator, auditor, lead])
      expect(codes(await revealDonor(other, { giftId, reason }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await revealDonor(manager, { giftId, reason: '' }))).toEqual([
      'PERSON.REVEAL_REASON_MISSING',
    ]);
    expect(codes(await revealDonor(manager, { giftId: money, reason }))).toEqual(['GIFT.UNKNOWN']);
    const seen = { phone: '19900000301', mail: 'giver@example.cn' };
    expect(must(await revealDonor(manager, { giftId, reason }))).toEqual(seen);
    expect(must(await revealDonor(finance, { giftId: money, reason }))).toEqual(seen);
    const told = await sql`select reason from audit_events where kind = 'gifts.donor-revealed'`;
    expect(told).toMatchObject([{ reason }, { reason }]);
    const unnamed = { ...said, donor: { kind: 'person' as const, name: '演示无联系' } };
    const without = must(await pledgeGoods(finance, { ...unnamed, items: things('毛巾', 1) })).giftId;
    expect(codes(await revealDonor(manager, { giftId: without, reason }))).toEqual([
      'PERSON.NOTHING_TO_REVEAL',
    ]);
  });

  it('promises of goods are listed from the newest on, page by page', async () => {
    const made = [await pledge(), await pledge(), await pledge()].map(({ giftId }) => giftId).reverse();
    const first = await listDeliveries(manager, { limit: 2 });
    expect(first.unbooked.map(({ giftId }) => giftId)).toEqual(made.slice(0, 2));
    const second = await listDeliveries(manager, { limit: 1, after: first.next });
    expect(second.unbooked.map(({ giftId }) => giftId)).toEqual(made.slice(2));
  });

  it('whoever takes goods withdraws a promise of them with a reason, and none of money', async () => {
    const { slot } = await hours(1);
    const { giftId } = await pledge({ slot });
    const reason = '电话确认不再捐赠';
    expect(codes(await withdrawPledge(coordinator, { giftId, reason }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await withdrawPledge(manager, { giftId, reason: '' }))).toEqual(['GIFT.REASON_MISSING']);
    const money = must(
      await pledgeMoney(finance, { purpose: 'general', anonymous: true, donor, amountFen: '10.00' }),
    );
    expect(codes(await withdrawPledge(manager, { giftId: money.giftId, reason }))).toEqual(['GIFT.UNKNOWN']);
    must(await withdrawPledge(manager, { giftId, reason }));
    expect(await findGift(finance, { giftId })).toMatchObject({
      status: 'withdrawn',
      withdrawnReason: reason,
    });
    expect((await listSlots(anybody, {})).find(({ id }) => id === slot)?.free).toBe(1);
  });

  it('promises from the public page that nobody brought end after sixty days, once, and no others', async () => {
    const { slot } = await hours(1);
    const promise = async (
      more: { slot?: string; donor?: { kind: 'person'; name: string; phone: string } } = {},
    ) =>
      must(
        await pledgeGoodsPublicly(anybody, {
          purpose: 'general',
          anonymous: true,
          donor: { kind: 'person', name: '' },
          items: things('演示旧书', 1),
          guard: await solvedGuard(anybody, '198.51.100.201'),
          ...more,
        }),
      ).giftId;
    const named = { donor: { kind: 'person', name: '演示有账号者', phone: '19900000302' } as const };
    const [forgotten, missed, ofFinance] = [
      await promise(named),
      await promise({ slot }),
      (await pledge()).giftId,
    ];
    const donorId = (await findGift(finance, { giftId: forgotten }))?.donorId as string;
    await sql`insert into users (tenant_id, id, user_name, display_name, email, donor_id)
      values (${here.id}, ${randomUUID()}, 'unbrought', '演示有账号者', 'unbrought@users.invalid', ${donorId})`;
    const run = (days: number) =>
      endUnbrought(
        {
          ...systemActor(here.id, 'donations.end-unbrought', 'test'),
          at: new Date(at.getTime() + days * 86_400_000),
        },
        { period: addDays(today, days) },
      );
    const state = async (giftId: string) => (await findGift(finance, { giftId }))?.status;
    must(await run(59));
    expect(await state(forgotten)).toBe('pledged');
    const ended = await Promise.all([run(60), run(60), run(60)]);
    expect(ended.every(({ ok }) => ok)).toBe(true);
    expect(await findGift(finance, { giftId: forgotten })).toMatchObject({
      status: 'withdrawn',
      withdrawnReason: madeReasons.notBrought,
    });
    const events =
      await sql`select 1 from audit_events where subject_id = ${forgotten} and kind = 'gifts.withdrawn'`;
    expect(events).toHaveLength(1);
    const told =
      await sql`select params from notices where kind = 'gift-ended' and subject_id = ${forgotten}`;
    expect(told).toMatchObject([
      { params: { reason: madeReasons.notBrought, number: expect.stringMatching(/^G/) } },
    ]);
    // What was to be brought tomorrow is waited for a day longer.
    expect(await state(missed)).toBe('pledged');
    must(await run(61));
    expect(await state(missed)).toBe('withdrawn');
    must(await run(400));
    expect(await state(ofFinance)).toBe('pledged');
  });
});

describe('whom goods are set aside for', () => {
  const strokes = 'M100 60L180 140L260 60L340 140L420 60';
  const allocate = (to: Parameters<typeof allocateGoods>[1], actor = manager) => allocateGoods(actor, to);

  it('never a household of whoever gave them: the same telephone leaves them out, the same name waits for the lead', async () => {
    const phone = '19900000771';
    const headId = await aPerson(manager, { name: '演示亲属户主', phone });
    const { householdId } = must(
      await formHousehold(manager, { members: [{ personId: headId, relation: 'head' }] }),
    );
    const brought = (giver: { name: string; phone?: string }, expiresOn: string) =>
      broughtGoods({ finance, manager }, things('演示暖壶', 2), {
        purpose: 'home-visits',
        unvalued: true,
        expiresOn,
        donor: { kind: 'person', ...giver },
      });
    // What expires first is of the same telephone, then of the same name, then of somebody else.
    await brought({ name: '演示别名', phone }, '2027-01-01');
    const namesake = await brought({ name: '演示亲属 户主', phone: '19900000772' }, '2027-02-01');
    await brought({ name: '演示旁人', phone: '19900000773' }, '2027-03-01');
    const lots = await stockOf('演示暖壶');
    const goodsId = lots[0]?.goodsId as string;
    const set = (quantity: number, more: object = {}) =>
      allocate({ householdId, lines: [{ goodsId, quantity }], ...more });
    const left = async () => (await stockOf('演示暖壶')).map((lot) => [lot.expiresOn, lot.remaining]);

    const clear = must(await set(2));
    expect(clear).toMatchObject({ waits: false, lines: [{ quantity: 2 }] });
    expect(await left()).toEqual([
      ['2027-01-01', 2],
      ['2027-02-01', 2],
    ]);
    must(await withdrawAllocation(manager, { allocationId: clear.allocationId, reason: '再试' }));

    const doubted = await set(3);
    expect(codes(doubted)).toEqual(['GOODS.INTEREST_DOUBT']);
    expect(doubted.ok ? [] : doubted.refusals).toMatchObject([{ field: 'askLead', params: { gifts: /^G/ } }]);
    expect(codes(await set(5, { askLead: true }))).toEqual(['GOODS.SHORT', 'GOODS.INTERESTED']);
    expect((await left()).map(([, remaining]) => remaining)).toEqual([2, 2, 2]);
    const { allocationId, waits } = must(await set(4, { askLead: true }));
    expect(waits).toBe(true);
    const { reference } = (await findGift(finance, { giftId: namesake.giftId })) ?? {};
    expect(await listGoodsInterests(auditor, { status: 'review' })).toMatchObject([
      { allocationId, references: [reference] },
    ]);

    const handing = { allocationId, handedOverOn: today, handedTo: '演示签收人', signed: 'paper' } as const;
    expect(codes(await handOverGoods(manager, handing))).toEqual(['GOODS.INTEREST_WAITS']);
    await expect(
      sql`update goods_allocations set status = 'handed_over', handed_over_on = ${today}, handed_over_by = 'a', handed_to = 'b', signed = 'paper'
        where id = ${allocationId}`,
    ).rejects.toThrow(/goods_allocations_interest_decided|interested person/);
    await expect(
      sql`update goods_interests set status = 'cleared', decided_by = asked_by, decided_by_name = 'x', decided_at = now(), reason = 'x'
        where allocation_id = ${allocationId}`,
    ).rejects.toThrow(/goods_interests_two_persons/);

    const decide = (actor: typeof manager, more: object = {}) =>
      decideGoodsInterest(actor, { allocationId, related: false, reason: '只是同名', ...more });
    for (const role of ['manager', 'finance', 'coordinator', 'auditor', 'admin'] as const)
      expect(codes(await decide(as(role)))).toEqual(['ACCESS.NOT_PERMITTED']);
    const both = { ...manager, permissions: lead.permissions };
    expect(codes(await decide(both, { reason: '' }))).toEqual(['GIFT.REASON_MISSING', 'GOODS.INTEREST_OWN']);
    const elsewhere = demoOf(there, { main: false }).as('lead', at);
    expect(codes(await decide(elsewhere))).toEqual(['GOODS.INTEREST_NONE']);
    expect(await listGoodsInterests(elsewhere, { status: 'review' })).toEqual([]);
    // Ten at once, half of them to the contrary: one of them decides.
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => decide(lead, { related: index % 2 === 1 })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codes))).toEqual(new Set(['GOODS.INTEREST_DECIDED']));
    const first = await findGoodsInterest(auditor, { allocationId });
    if (first?.items[0]?.status === 'cleared') must(await handOverGoods(manager, handing));
    else expect(await findAllocation(manager, { allocationId })).toMatchObject({ status: 'withdrawn' });
    expect(await listGoodsInterests(auditor, { status: 'review' })).toEqual([]);

    // Related after all: everything lies in its lot again.
    await brought({ name: '演示亲属户主', phone: '19900000774' }, '2027-04-01');
    const before = await left();
    const there2 = (await stockOf('演示暖壶')).filter((lot) => lot.expiresOn !== '2027-01-01');
    const second = must(
      await set(
        there2.reduce((sum, lot) => sum + lot.remaining, 0),
        { askLead: true },
      ),
    );
    must(
      await decideGoodsInterest(lead, {
        allocationId: second.allocationId,
        related: true,
        reason: '是兄弟',
      }),
    );
    expect(await left()).toEqual(before);
    expect(codes(await handOverGoods(manager, { ...handing, allocationId: second.allocationId }))).toEqual([
      'GOODS.ALLOCATION_NOT_OPEN',
    ]);
  });

  it('are signed for by somebody else than whoever keeps them', async () => {
    await broughtGoods({ finance, manager }, things('演示毛毯', 2), { purpose: 'care-beds', unvalued: true });
    const goodsId = (await stockOf('演示毛毯'))[0]?.goodsId as string;
    const { allocationId } = must(await allocate({ bedId, lines: [{ goodsId, quantity: 1 }] }));
    const handing = { allocationId, handedOverOn: today, signed: 'paper' } as const;
    const other = { ...manager, name: '演示另一位' };
    for (const [actor, handedTo] of [
      [manager, manager.name],
      [manager, ` ${[...manager.name].join(' ')}`],
      [other, other.name],
      [other, manager.name],
    ] as const)
      expect(codes(await handOverGoods(actor, { ...handing, handedTo }))).toEqual(['GOODS.SIGNED_BY_KEEPER']);
    await expect(
      sql`update goods_allocations set status = 'handed_over', handed_over_on = ${today}, handed_over_by = 'a', handed_to = ' a',
        signed = 'paper' where id = ${allocationId}`,
    ).rejects.toThrow(/goods_allocations_signer_differs/);
    must(await handOverGoods(manager, { ...handing, handedTo: '演示监护人' }));
  });

  it('are handed over while they are good: what has expired by that day goes back, and is looked for', async () => {
    for (const name of ['演示酸奶', '演示面包'])
      await broughtGoods({ finance, manager }, things(name, 2), { unvalued: true, expiresOn: today });
    const later = { ...manager, at: new Date(at.getTime() + 86_400_000) };
    const lines = await Promise.all(
      ['演示酸奶', '演示面包'].map(async (name) => ({
        goodsId: (await stockOf(name))[0]?.goodsId as string,
        quantity: 2,
      })),
    );
    const expired = async () => (await listWork(later)).find(({ key }) => key === 'goods_expired')?.count;
    const before = await expired();
    const { allocationId } = must(await allocate({ bedId, lines }));
    const handing = {
      allocationId,
      handedOverOn: tomorrow,
      handedTo: '演示签收人',
      signed: 'paper',
    } as const;
    const refused = await handOverGoods(later, handing);
    expect(refused.ok ? [] : refused.refusals).toMatchObject([
      {
        code: 'GOODS.EXPIRED_UNHANDED',
        field: 'handedOverOn',
        params: { item: '演示面包', expiresOn: today },
      },
      {
        code: 'GOODS.EXPIRED_UNHANDED',
        field: 'handedOverOn',
        params: { item: '演示酸奶', expiresOn: today },
      },
    ]);
    // What else is wrong is told at once.
    expect(codes(await handOverGoods(later, { ...handing, handedTo: '' }))).toEqual([
      'GOODS.HANDED_TO_MISSING',
      'GOODS.EXPIRED_UNHANDED',
      'GOODS.EXPIRED_UNHANDED',
    ]);
    await expect(
      sql`update goods_allocations set status = 'handed_over', handed_over_on = ${tomorrow}, handed_over_by = 'a', handed_to = 'b',
        signed = 'paper' where id = ${allocationId}`,
    ).rejects.toThrow(/have expired by the hand-over/);
    expect(await expired()).toBe(before);
    expect((await listStock(later, {})).filter(({ name }) => name === '演示酸奶')).toMatchObject([
      { remaining: 0, setAside: 2, usable: false },
    ]);
    expect(await stockOf('演示酸奶')).toEqual([]);
    // Handed over on their last day and written down on the next.
    must(await handOverGoods(later, { ...handing, handedOverOn: today }));
    expect(await expired()).toBe((before ?? 0) - 2);
  });

  it('reach a resident while they live in the centre, on the day of the hand-over', async () => {
    await broughtGoods({ finance, manager }, things('演示拖鞋', 2), { unvalued: true });
    const goodsId = (await stockOf('演示拖鞋'))[0]?.goodsId as string;
    const [resident] = await insertResidents(sql, here.id, [
      { from: '2026-01-01', until: tomorrow, grades: [] },
    ]);
    const { allocationId } = must(
      await allocate({ personId: resident?.personId, lines: [{ goodsId, quantity: 1 }] }),
    );
    const later = { ...manager, at: new Date(at.getTime() + 86_400_000) };
    const handing = {
      allocationId,
      handedOverOn: tomorrow,
      handedTo: '演示签收人',
      signed: 'paper',
    } as const;
    expect(await handOverGoods(later, handing)).toMatchObject({
      refusals: [
        { code: 'GOODS.RESIDENT_GONE', field: 'handedOverOn', params: { name: '演示住户1', on: tomorrow } },
      ],
    });
    expect(await findAllocation(manager, { allocationId })).toMatchObject({ residentGone: false });
    expect(await findAllocation(later, { allocationId })).toMatchObject({ residentGone: true });
    must(await handOverGoods(later, { ...handing, handedOverOn: today }));
  });

  it('for a visit are good on its day', async () => {
    for (const expiresOn of [today, addDays(tomorrow, 3)])
      await broughtGoods({ finance, manager }, things('演示蛋糕', 2), { unvalued: true, expiresOn });
    const [soon, lasting] = await stockOf('演示蛋糕');
    const goodsId = soon?.goodsId as string;
    await aTown(admin);
    const { volunteerId } = await aVolunteer(coordinator);
    const { needId } = must(
      await requestVisit(coordinator, {
        place: '演示地点二',
        townCode: '370304111',
        serviceKind: 'companionship',
        durationMinutes: 60,
        volunteersNeeded: 1,
        outline: '陪伴',
        windows: [{ date: tomorrow, from: '14:00', until: '16:00' }],
      }),
    );
    const { visitId, assignmentId } = await promised({
      coordinator,
      system,
      needId: needId as string,
      volunteerIds: [volunteerId],
    });
    const short = await allocate({ visitId, lines: [{ goodsId, quantity: 3 }] });
    expect(short.ok ? [] : short.refusals).toMatchObject([
      { code: 'GOODS.SHORT', params: { wanted: 3, available: 2 } },
      { code: 'GOODS.EXPIRES_BEFORE_VISIT', params: { item: '演示蛋糕', on: tomorrow } },
    ]);
    expect(must(await allocate({ visitId, lines: [{ goodsId, quantity: 2 }] })).lines).toMatchObject([
      { lotId: lasting?.lotId, quantity: 2 },
    ]);
    const visiting = { ...demo.as('volunteer'), volunteerId };
    expect(await listGoodsToTake(visiting, { assignmentId })).toMatchObject([
      { expiresOn: addDays(tomorrow, 3) },
    ]);
    must(await cancelNeed(coordinator, { needId: needId as string, reason: '不再需要' }));
  });

  it('a resident, a household and a visit get what its purpose allows, sign for it, and stand on no public page', async () => {
    await broughtGoods({ finance, manager }, things('护理垫', 5), { purpose: 'care-beds' });
    await broughtGoods({ finance, manager }, things('保温壶', 5), { purpose: 'home-visits', fen: '100.03' });
    const [pad, flask] = [
      (await stockOf('护理垫'))[0]?.goodsId as string,
      (await stockOf('保温壶'))[0]?.goodsId as string,
    ];
    const [resident] = await insertResidents(sql, here.id, [{ from: '2026-01-01', grades: [] }]);
    const personId = resident?.personId as string;
    const headId = await aPerson(manager, { name: '演示户主' });
    const { householdId } = must(
      await formHousehold(manager, { village: '演示村', members: [{ personId: headId, relation: 'head' }] }),
    );
    await aTown(admin);
    const { volunteerId } = await aVolunteer(coordinator);
    const wish = {
      place: '演示地点',
      townCode: '370304111',
      serviceKind: 'companionship' as const,
      durationMinutes: 60,
      volunteersNeeded: 1,
      outline: '陪伴',
      windows: [{ date: tomorrow, from: '10:00', until: '12:00' }],
    };
    const { needId } = must(await requestVisit(coordinator, wish));
    const { visitId, assignmentId } = await promised({
      coordinator,
      system,
      needId: needId as string,
      volunteerIds: [volunteerId],
    });

    const lines = (goodsId: string, quantity = 1) => [{ goodsId, quantity }];
    expect(codes(await allocate({ lines: lines(pad) }))).toEqual(['GOODS.RECIPIENT_MISSING']);
    // As long as nobody is chosen, goods that may go to homes alone are there all the same.
    expect(codes(await allocate({ lines: lines(flask) }))).toEqual(['GOODS.RECIPIENT_MISSING']);
    expect(codes(await allocate({ bedId, personId, lines: lines(pad) }))).toEqual(['GOODS.RECIPIENT_ONE']);
    expect(codes(await allocate({ personId: headId, lines: lines(pad, 9) }))).toEqual([
      'GOODS.NOT_RESIDENT',
      'GOODS.SHORT',
    ]);
    expect(codes(await allocate({ householdId: randomUUID(), lines: lines(flask) }))).toEqual([
      'GOODS.HOUSEHOLD_UNKNOWN',
    ]);
    expect(codes(await allocate({ visitId: randomUUID(), lines: lines(flask) }))).toEqual([
      'GOODS.VISIT_NOT_COMING',
    ]);
    // What was given for the beds of the centre stays there, and the other way round.
    expect(codes(await allocate({ householdId, lines: lines(pad) }))).toEqual(['GOODS.SHORT']);
    expect(codes(await allocate({ personId, lines: lines(flask) }))).toEqual(['GOODS.SHORT']);
    expect(codes(await allocate({ householdId, lines: lines(flask) }, coordinator))).toEqual([
      'ACCESS.NOT_PERMITTED',
    ]);
    expect(await listHouseholdChoices(manager, { name: '示户' })).toEqual([
      { id: householdId, head: '演示户主', village: '演示村' },
    ]);
    expect(await listHouseholdChoices(manager, { name: ' ' })).toEqual([]);
    expect((await listVisitChoices(manager, {})).map(({ id }) => id)).toEqual([visitId]);

    const toResident = must(await allocate({ personId, lines: lines(pad, 2) }));
    const toHousehold = must(await allocate({ householdId, lines: lines(flask, 2) }));
    const toVisit = must(await allocate({ visitId, lines: lines(flask) }));
    const visiting = { ...demo.as('volunteer'), volunteerId };
    expect(await listGoodsToTake(visiting, { assignmentId })).toEqual([
      {
        allocationId: toVisit.allocationId,
        lotId: expect.any(String),
        name: '保温壶',
        spec: '',
        unit: '件',
        quantity: 1,
        store: '一号库',
        expiresOn: null,
        handedOverOn: null,
        waits: false,
      },
    ]);
    expect(await listGoodsOfVisit(coordinator, { visitId })).toHaveLength(1);
    expect(
      await listGoodsToTake({ ...visiting, volunteerId: randomUUID() }, { assignmentId }),
    ).toBeUndefined();
    const handOver = (allocationId: string, more: object) =>
      handOverGoods(manager, {
        allocationId,
        handedOverOn: today,
        handedTo: '演示签收人',
        signed: 'paper',
        ...more,
      });
    for (const [said, code] of [
      [{ signed: 'drawn' }, 'SIGNATURE.DRAWN_MISSING'],
      [{ signed: 'drawn', strokes: 'M1 1L2 2' }, 'SIGNATURE.DRAWN_SMALL'],
      [{ signed: 'drawn', strokes: '<svg onload=alert(1)>' }, 'SIGNATURE.DRAWN_FORM'],
      [{ signed: 'thumb' }, 'GOODS.SIGNED_MISSING'],
    ] as const)
      expect(codes(await handOver(toHousehold.allocationId, said))).toEqual([code]);
    must(await handOver(toHousehold.allocationId, { signed: 'drawn', strokes }));
    must(await handOver(toResident.allocationId, {}));
    expect(await findAllocation(manager, toHousehold)).toMatchObject({
      householdHead: '演示户主',
      signed: 'drawn',
      signature: strokes,
      handedTo: '演示签收人',
    });
    expect(await findAllocation(manager, toResident)).toMatchObject({ signed: 'paper', signature: null });
    const [row] = await sql<
      { text: string }[]
    >`select a::text as text from goods_allocations a where id = ${toHousehold.allocationId}`;
    expect(row?.text).not.toContain('M100 60');
    await expect(
      sql`update goods_allocations set signature_sealed = null where id = ${toHousehold.allocationId}`,
    ).rejects.toThrow(/goods_allocations_signed_whole/);
    await expect(
      sql`update goods_allocations set bed_id = ${bedId} where id = ${toHousehold.allocationId}`,
    ).rejects.toThrow(/goods_allocations_one_recipient/);

    expect((await listGoodsOfResident(manager, { personId, beds: [] })).map(({ id }) => id)).toEqual([
      toResident.allocationId,
    ]);
    expect((await listGoodsOfPerson(manager, { personId: headId })).map(({ id }) => id)).toEqual([
      toHousehold.allocationId,
    ]);
    expect((await listAllocations(manager, { householdId })).rows.map(({ id }) => id)).toEqual([
      toHousehold.allocationId,
    ]);

    // A visit that is called off: nothing more for it, and what was set aside goes back.
    must(await cancelNeed(coordinator, { needId: needId as string, reason: '不再需要' }));
    expect(codes(await allocate({ visitId, lines: lines(flask) }))).toEqual(['GOODS.VISIT_NOT_COMING']);
    expect(await findAllocation(manager, toVisit)).toMatchObject({
      visitStatus: 'cancelled',
      status: 'allocated',
    });
    expect(await handOver(toVisit.allocationId, {})).toMatchObject({
      refusals: [{ code: 'GOODS.VISIT_OFF' }],
    });
    expect(await findAllocation(manager, toVisit)).toMatchObject({ visitOff: true });
    must(await withdrawAllocation(manager, { ...toVisit, reason: '探访取消' }));
    expect(await listGoodsOfVisit(coordinator, { visitId })).toEqual([]);
    expect((await stockOf('保温壶'))[0]?.remaining).toBe(3);

    const shown = JSON.stringify(await disclose(anybody, {}), (_, one) =>
      typeof one === 'bigint' ? `${one}` : one,
    );
    for (const secret of [
      '演示户主',
      '演示签收人',
      '演示住户1',
      '演示村',
      '演示地点',
      householdId,
      personId,
      visitId,
    ])
      expect(shown).not.toContain(secret);
    const giftId = (await stockOf('保温壶'))[0]?.giftId as string;
    const donorId = (await findGift(finance, { giftId }))?.donorId as string;
    const own = JSON.stringify(await findOwnGift({ ...as('donor'), donorId }, { giftId }), (_, one) =>
      typeof one === 'bigint' ? `${one}` : one,
    );
    expect(own).toContain('"handedOver":2');
    for (const secret of ['演示户主', '演示签收人', '演示村', householdId, visitId])
      expect(own).not.toContain(secret);
    expect((await disclose(anybody, {})).reconciled).toBe(true);
    expect((await trialBalance(finance, {})).sumFen).toBe(0n);

    // Goods for a visit to a household: whoever goes there is told to leave them until the lead has decided.
    const home = must(
      await requestVisit(coordinator, {
        ...wish,
        householdId,
        windows: [{ date: addDays(tomorrow, 1), from: '10:00', until: '12:00' }],
      }),
    );
    const going = await promised({
      coordinator,
      system,
      needId: home.needId as string,
      volunteerIds: [volunteerId],
    });
    const scarves = await broughtGoods({ finance, manager }, things('演示围巾', 2), {
      purpose: 'home-visits',
      unvalued: true,
      nameless: true,
    });
    const scarf = (await stockOf('演示围巾'))[0]?.goodsId as string;
    const carried = must(await allocate({ visitId: going.visitId, lines: lines(scarf) }));
    const told = () => listGoodsToTake(visiting, { assignmentId: going.assignmentId });
    expect(await told()).toMatchObject([{ waits: false }]);
    const named = { kind: 'person', name: '演示户主', phone: '19900000399' } as const;
    must(await nameDonor(finance, { giftId: scarves.giftId, donor: named, reason: '持送货单' }));
    expect(await told()).toMatchObject([{ allocationId: carried.allocationId, waits: true }]);
    must(
      await decideGoodsInterest(lead, {
        allocationId: carried.allocationId,
        related: false,
        reason: '只是同名',
      }),
    );
    expect(await told()).toMatchObject([{ waits: false }]);
  });

  it('one person reached by bed, by name and through the household is told as no more than one, an empty bed as nobody', async () => {
    await broughtGoods({ finance, manager }, things('毛毯', 9));
    const goodsId = (await stockOf('毛毯'))[0]?.goodsId as string;
    const [resident] = await insertResidents(sql, here.id, [{ from: '2026-01-01', grades: [] }]);
    const personId = resident?.personId as string;
    const [lying] = await sql<
      { bed_id: string }[]
    >`select bed_id from bed_occupancies where person_id = ${personId}`;
    const { householdId } = must(
      await formHousehold(manager, { members: [{ personId, relation: 'head' }], fromOn: '2026-01-01' }),
    );
    for (const to of [
      { personId },
      { bedId: lying?.bed_id },
      { householdId },
      { personId },
      { householdId },
      { bedId },
    ]) {
      const { allocationId } = must(await allocate({ ...to, lines: [{ goodsId, quantity: 1 }] }));
      must(
        await handOverGoods(manager, {
          allocationId,
          handedOverOn: today,
          handedTo: '演示签收人',
          signed: 'paper',
        }),
      );
    }
    const shown = (await disclose(anybody, {})).goods.find(({ name }) => name === '毛毯');
    expect(shown).toMatchObject({ received: 9, handedOver: null });
    const reach = await inTenant({ tenantId: here.id, actorId: null }, (tx) =>
      selectGoodsReach(tx, { ...GROUPED, limit: 100 }),
    );
    expect(reach.find(({ name }) => name === '毛毯')).toMatchObject({ handedOver: 6, people: [personId] });
  });

  it('fifty at once for beds and homes out of one lot take what is there and no piece twice', async () => {
    await broughtGoods({ finance, manager }, things('奶粉', 30), { expiresOn: '2124-01-01', fen: '10.01' });
    const goodsId = (await stockOf('奶粉'))[0]?.goodsId as string;
    const headId = await aPerson(manager, { name: '演示户主二' });
    const { householdId } = must(
      await formHousehold(manager, { members: [{ personId: headId, relation: 'head' }] }),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        allocate({ ...(index % 2 ? { bedId } : { householdId }), lines: [{ goodsId, quantity: 1 }] }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(30);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusals: [{ code: 'GOODS.SHORT', params: { item: '奶粉', wanted: 1, available: 0 } }],
    });
    const [lot] = await sql`select remaining, remaining_fen from goods_lots where goods_id = ${goodsId}`;
    expect(lot).toMatchObject({ remaining: 0, remaining_fen: 0n });
  });
});

describe('goods whose giver has to do with whom they are for', () => {
  const reason = '持送货单';
  const handing = (allocationId: string) =>
    ({ allocationId, handedOverOn: today, handedTo: '演示签收人', signed: 'paper' }) as const;
  const handOver = (allocationId: string) => handOverGoods(manager, handing(allocationId));
  const interestOf = async (allocationId: string) => await findGoodsInterest(auditor, { allocationId });
  let names = 0;
  /** A name that nobody else has. */
  const aName = (kind: string) => {
    names += 1;
    return `演示${kind}${'甲乙丙丁戊己庚辛壬癸'[names]}`;
  };

  async function family(phone: string) {
    const name = aName('户主');
    const personId = await aPerson(manager, { name, phone });
    const { householdId } = must(await formHousehold(manager, { members: [{ personId, relation: 'head' }] }));
    return { householdId, name };
  }

  /** A resident who belongs to no household, in a bed of their own. */
  async function lying() {
    const [resident] = await insertResidents(sql, here.id, [{ from: '2026-01-01', grades: [] }]);
    const personId = resident?.personId as string;
    const name = aName('卧床');
    await sql`update people set name = ${name} where id = ${personId}`;
    const [bed] = await sql<
      { bed_id: string }[]
    >`select bed_id from bed_occupancies where person_id = ${personId}`;
    return { personId, name, bedId: bed?.bed_id as string };
  }

  const brought = async (name: string, more: Parameters<typeof broughtGoods>[2] = {}) => {
    const { giftId } = await broughtGoods({ finance, manager }, things(name, 6), {
      purpose: 'home-visits',
      unvalued: true,
      ...more,
    });
    return { giftId, goodsId: (await stockOf(name))[0]?.goodsId as string };
  };

  const setAside = async (to: object, goodsId: string, more: object = {}) =>
    must(await allocateGoods(manager, { ...to, lines: [{ goodsId, quantity: 1 }], ...more })).allocationId;

  it('is judged again when the giver is named: what lies there waits for the lead, what is gone stands as found', async () => {
    const [same, namesake, other] = [
      await family('19900000811'),
      await family('19900000812'),
      await family('19900000813'),
    ];
    const { giftId, goodsId } = await brought('核对暖壶', { nameless: true });
    const [gone, open, clear] = [
      await setAside({ householdId: namesake.householdId }, goodsId),
      await setAside({ householdId: namesake.householdId }, goodsId),
      await setAside({ householdId: other.householdId }, goodsId),
    ];
    const never = await setAside({ householdId: same.householdId }, goodsId);
    const gone2 = await setAside({ householdId: same.householdId }, goodsId);
    for (const allocationId of [gone, gone2]) must(await handOver(allocationId));
    const before = (await listGoodsInterests(auditor, { status: 'review' })).length;
    const named = must(
      await nameDonor(finance, {
        giftId,
        donor: { kind: 'person', name: namesake.name, phone: '19900000811' },
        reason,
      }),
    );
    expect(named).toEqual({ giftId, waits: 2, found: 2 });
    expect((await interestOf(open))?.items).toMatchObject([
      { giftId, finding: 'same-name', status: 'review', householdId: namesake.householdId },
    ]);
    expect((await interestOf(never))?.items).toMatchObject([{ finding: 'same-phone', status: 'review' }]);
    expect(await interestOf(clear)).toMatchObject({ items: [], unasked: [] });
    for (const allocationId of [open, never])
      expect(codes(await handOver(allocationId))).toEqual(['GOODS.INTEREST_WAITS']);
    must(await handOver(clear));

    const waiting = await listGoodsInterests(auditor, { status: 'review' });
    expect(waiting.length).toBe(before + 2);
    expect(waiting.map((one) => one.allocationId)).toEqual(expect.arrayContaining([open, never]));
    expect((await listWork(lead)).find(({ key }) => key === 'gift_households')?.count).toBe(waiting.length);
    const found = await listGoodsInterests(lead, { status: 'found' });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ allocationId: gone, findings: ['same-name'] }),
        expect.objectContaining({ allocationId: gone2, findings: ['same-phone'] }),
      ]),
    );
    expect((await interestOf(gone))?.items).toMatchObject([{ status: 'found', decidedAt: null }]);
    expect(await findAllocation(manager, { allocationId: gone })).toMatchObject({ status: 'handed_over' });
    expect((await listAllocations(manager, { householdId: same.householdId })).rows).toMatchObject([
      { id: gone2, waits: false },
      { id: never, waits: true },
    ]);
    expect(await listInterestsOfGift(finance, { giftId })).toHaveLength(4);

    const decide = (allocationId: string, related: boolean) =>
      decideGoodsInterest(lead, { allocationId, related, reason: '已核实' });
    expect(codes(await decide(gone, true))).toEqual(['GOODS.INTEREST_NONE']);
    expect(codes(await decide(never, false))).toEqual(['GOODS.INTEREST_RELATED']);
    const both = { ...manager, permissions: lead.permissions };
    expect(
      codes(await decideGoodsInterest(both, { allocationId: open, related: false, reason: '已核实' })),
    ).toEqual(['GOODS.INTEREST_OWN']);
    const refusedBy = (statement: Promise<unknown>) =>
      statement.then(
        () => 'nothing',
        (error: { constraint_name?: string }) => error.constraint_name,
      );
    expect(
      await refusedBy(
        sql`update goods_interests set status = 'cleared', decided_by = 'x', decided_by_name = 'x', decided_at = now(), reason = 'x'
          where allocation_id = ${never}`,
      ),
    ).toBe('goods_interests_related_stays');
    for (const [status, allocationId] of [
      ['found', never],
      ['review', gone],
    ] as const)
      expect(
        await refusedBy(
          sql`update goods_interests set status = ${status} where allocation_id = ${allocationId}`,
        ),
      ).toBe('goods_interests_in_time');
    must(await decide(never, true));
    must(await decide(open, false));
    must(await handOver(open));
    expect(await findAllocation(manager, { allocationId: never })).toMatchObject({ status: 'withdrawn' });
  });

  it('handed over while the giver is named: it either waits, or is found afterwards', async () => {
    const namesake = await family('19900000821');
    for (let turn = 0; turn < 6; turn += 1) {
      const { giftId, goodsId } = await brought(`同时暖壶${turn}`, { nameless: true });
      const open = [];
      for (let index = 0; index < 3; index += 1)
        open.push(await setAside({ householdId: namesake.householdId }, goodsId));
      const donor = { kind: 'person', name: namesake.name, phone: '19900000822' } as const;
      const naming = () => nameDonor(finance, { giftId, donor, reason });
      const more = () =>
        allocateGoods(manager, {
          householdId: namesake.householdId,
          lines: [{ goodsId, quantity: 1 }],
          askLead: true,
        });
      const [handed, named, added] =
        turn % 2
          ? await Promise.all([Promise.all(open.map(handOver)), naming(), more()])
          : await Promise.all([naming(), Promise.all(open.map(handOver)), more()]).then(
              ([one, two, three]) => [two, one, three] as const,
            );
      must(named);
      for (const [index, allocationId] of open.entries()) {
        const result = handed[index];
        const [written] = (await interestOf(allocationId))?.items ?? [];
        expect(result?.ok ? 'found' : 'review').toBe(written?.status);
        expect(result && codes(result)).toEqual(result?.ok ? [] : ['GOODS.INTEREST_WAITS']);
      }
      // What was set aside meanwhile was judged by one of the two.
      expect((await interestOf(must(added).allocationId))?.items).toMatchObject([{ status: 'review' }]);
    }
  });

  it('goods for a bed are compared with whoever lies in it, and with their household', async () => {
    const alone = await lying();
    const { goodsId } = await brought('床位暖壶', {
      purpose: 'care-beds',
      donor: { kind: 'person', name: alone.name, phone: '19900000831' },
    });
    const lines = [{ goodsId, quantity: 1 }];
    for (const to of [{ bedId: alone.bedId }, { personId: alone.personId }]) {
      expect(codes(await allocateGoods(manager, { ...to, lines }))).toEqual(['GOODS.INTEREST_DOUBT']);
      const asked = await setAside(to, goodsId, { askLead: true });
      expect((await interestOf(asked))?.items).toMatchObject([
        { personId: alone.personId, personName: alone.name, householdId: null, status: 'review' },
      ]);
      expect(codes(await handOver(asked))).toEqual(['GOODS.INTEREST_WAITS']);
      must(await decideGoodsInterest(lead, { allocationId: asked, related: false, reason: '只是同名' }));
      must(await handOver(asked));
    }
    // Nobody lies there, nothing is compared.
    expect(await interestOf(await setAside({ bedId }, goodsId))).toMatchObject({ items: [], unasked: [] });

    const housed = await lying();
    const phone = '19900000832';
    const relative = await aPerson(manager, { name: '演示床位亲属', phone });
    must(
      await formHousehold(manager, {
        members: [
          { personId: relative, relation: 'head' },
          { personId: housed.personId, relation: 'parent' },
        ],
        fromOn: '2026-01-01',
      }),
    );
    const theirs = await brought('床位毛毯', {
      purpose: 'care-beds',
      donor: { kind: 'person', name: '演示别名', phone },
    });
    const ask = { lines: [{ goodsId: theirs.goodsId, quantity: 1 }], askLead: true };
    expect(codes(await allocateGoods(manager, { bedId: housed.bedId, ...ask }))).toEqual([
      'GOODS.SHORT',
      'GOODS.INTERESTED',
    ]);
    expect(codes(await allocateGoods(manager, { personId: housed.personId, ...ask }))).toEqual([
      'GOODS.SHORT',
      'GOODS.INTERESTED',
    ]);
  });

  it('goods for a bed into which somebody else has moved are judged at the hand-over', async () => {
    const [before, after] = [await lying(), await lying()];
    const { goodsId } = await brought('换床暖壶', {
      purpose: 'care-beds',
      donor: { kind: 'person', name: after.name, phone: '19900000841' },
    });
    const allocationId = await setAside({ bedId: before.bedId }, goodsId);
    expect((await interestOf(allocationId))?.unasked).toEqual([]);
    expect(codes(await askAboutGoods(manager, { allocationId }))).toEqual(['GOODS.INTEREST_NONE']);
    await sql.begin(async (tx) => {
      const both = tx([before.personId, after.personId]);
      const stays = await tx`update bed_occupancies set until_on = ${today} where person_id in ${both}
        returning tenant_id, person_id, stay_id`;
      for (const { tenant_id, person_id, stay_id } of stays)
        await tx`insert into bed_occupancies (tenant_id, id, bed_id, person_id, stay_id, from_on) values (${tenant_id}, ${randomUUID()},
          ${person_id === after.personId ? before.bedId : after.bedId}, ${person_id}, ${stay_id}, ${today})`;
    });
    expect((await interestOf(allocationId))?.unasked).toMatchObject([{ personName: after.name }]);
    expect(codes(await handOver(allocationId))).toEqual(['GOODS.INTEREST_UNASKED']);
    // All at once with what the form says.
    expect(codes(await handOverGoods(manager, { ...handing(allocationId), handedTo: '' }))).toEqual([
      'GOODS.HANDED_TO_MISSING',
      'GOODS.INTEREST_UNASKED',
    ]);
    for (const role of ['lead', 'finance', 'auditor'] as const)
      expect(codes(await askAboutGoods(as(role), { allocationId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await askAboutGoods(manager, { allocationId: randomUUID() }))).toEqual([
      'GOODS.ALLOCATION_UNKNOWN',
    ]);
    const asking = await Promise.all(
      Array.from({ length: 4 }, () => askAboutGoods(manager, { allocationId })),
    );
    expect(asking.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(asking.flatMap(codes))).toEqual(new Set(['GOODS.INTEREST_NONE']));
    expect(codes(await handOver(allocationId))).toEqual(['GOODS.INTEREST_WAITS']);
    must(await decideGoodsInterest(lead, { allocationId, related: false, reason: '只是同名' }));
    must(await handOver(allocationId));
    expect(codes(await askAboutGoods(manager, { allocationId }))).toEqual(['GOODS.ALLOCATION_NOT_OPEN']);

    // The same telephone is never asked about: the goods can only go back.
    const phone = '19900000842';
    const third = await lying();
    const dear = await brought('换床毛毯', {
      purpose: 'care-beds',
      donor: { kind: 'person', name: '演示别名', phone },
    });
    const second = await setAside({ bedId: third.bedId }, dear.goodsId);
    must(await correctPerson(manager, { personId: third.personId, name: third.name, phone }));
    expect(codes(await handOver(second))).toEqual(['GOODS.INTEREST_RELATED']);
    expect(codes(await askAboutGoods(manager, { allocationId: second }))).toEqual(['GOODS.INTEREST_RELATED']);
    must(await withdrawAllocation(manager, { allocationId: second, reason: '利害关系人' }));
  });
});
