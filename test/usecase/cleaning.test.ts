import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { finishCleaningsJob } from '#jobs/beds/finish-cleanings';
import { systemActor } from '~/domain/access/system-actor';
import { findBed } from '~/domain/beds/find-bed';
import { finishCleaning } from '~/domain/beds/finish-cleaning';
import { listBedTimeline } from '~/domain/beds/list-bed-timeline';
import { listBoard } from '~/domain/beds/list-board';
import { listCleanings } from '~/domain/beds/list-cleanings';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { getBedRules, settleBedRules } from '~/domain/beds/settle-bed-rules';
import { addDays, dateOf, startOf } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { admitResident } from '~/domain/stays/admit-resident';
import { correctStay } from '~/domain/stays/correct-stay';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { offerBed } from '~/domain/stays/offer-bed';
import { transferResident } from '~/domain/stays/transfer-resident';
import { useFreshDatabase } from '../database';
import { aRoom } from '../factories/rooms';
import { aWaitingPerson, got } from '../factories/stays';
import { useOneInstant } from '../one-instant';

useOneInstant();
const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const [manager, intake] = [here.as('manager'), here.as('intake')];
const today = dateOf(new Date());
const HOUR_MS = 3_600_000;
const reason = '演示数据';

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), here.tenant.regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people, bed_settings cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const settle = (cleaningRequired: boolean, cleaningHours?: number) =>
  settleBedRules(manager, { cleaningRequired, cleaningHours, shareDenominator: 'all' });
const admit = (applicationId: string, bedId: string, on: string = today) =>
  admitResident(manager, { applicationId, bedId, on, directReason: reason });
const leave = (stayId: string, on: string = today) =>
  dischargeResident(manager, { stayId, on, cause: 'home' });
const free = async (from = today) => (await listFreeBeds(manager, { from })).map(({ id }) => id);
const ended = async () =>
  (await owner`select how, done_by from bed_cleanings order by since`).map(({ how, done_by }) => [
    how,
    done_by,
  ]);
let period = 0;
/** A run of the job that the schedule starts, so many hours from now. */
function finishDue(hoursLater: number, tenantId = here.tenant.id) {
  period += 1;
  const actor = {
    ...systemActor(tenantId, 'beds', 'test'),
    at: new Date(Date.now() + hoursLater * HOUR_MS),
  };
  const run = { actor, progress: async () => undefined, signal: new AbortController().signal };
  return finishCleaningsJob.perform({ period: String(period) }, run);
}

/** Days before today on which the application came, so that days of a stay can be put right. */
const BEFORE = 9;
const at = startOf(addDays(today, -BEFORE));

/** A bed that somebody left today, in a tenant that wants it made ready. */
async function aBedLeft(hours?: number) {
  got(await settle(true, hours));
  const { bedId, roomId } = await aRoom(here);
  const { applicationId } = await aWaitingPerson(here, { appliedOn: addDays(today, -BEFORE), at });
  const { stayId } = got(await admit(applicationId, bedId, addDays(today, -BEFORE)));
  got(await leave(stayId));
  return { bedId, roomId, stayId };
}

describe('a bed that somebody left', () => {
  it('waits where the centre asks for it: not free, not offered, nobody admitted; then the next comes on the same day', async () => {
    const { bedId } = await aBedLeft();
    expect(await findBed(manager, { id: bedId })).toMatchObject({ status: 'cleaning' });
    expect((await listBoard(manager, {})).counts).toEqual({
      free: 0,
      occupied: 0,
      reserved: 0,
      cleaning: 1,
      closed: 0,
    });
    expect((await listBoard(manager, { status: 'cleaning' })).shown).toBe(1);
    expect(await listCleanings(manager)).toMatchObject([{ bedId, vacatedOn: today }]);
    expect(await free()).toEqual([]);
    expect(await free(addDays(today, 1))).toEqual([bedId]);
    const { applicationId } = await aWaitingPerson(here);
    const offer = { applicationId, bedId, from: today, answerHours: 24 };
    expect(codes(await offerBed(intake, offer))).toEqual(['BED.AWAITS_CLEANING']);
    expect(codes(await admit(applicationId, bedId))).toEqual(['BED.AWAITS_CLEANING']);

    got(await finishCleaning(manager, { bedId }));
    expect(await ended()).toEqual([['person', manager.name]]);
    expect(await free()).toEqual([bedId]);
    expect(await listCleanings(manager)).toEqual([]);
    got(await admit(applicationId, bedId));
    expect(await findBed(manager, { id: bedId })).toMatchObject({ status: 'occupied' });
  });

  it('is made ready once, however often it is said at the same moment', async () => {
    const { bedId } = await aBedLeft();
    const said = await Promise.all(Array.from({ length: 20 }, () => finishCleaning(manager, { bedId })));
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(said.flatMap(codes)).toEqual(Array(19).fill('BED.NOT_AWAITING'));
    expect(
      await owner`select 1 from audit_events where kind = 'bed.cleaned' and subject_id = ${bedId}`,
    ).toHaveLength(1);
  });

  it('is free at once where the centre does not ask', async () => {
    expect(await getBedRules(manager)).toEqual({
      cleaningRequired: false,
      cleaningHours: null,
      shareDenominator: 'all',
    });
    const { bedId } = await aRoom(here);
    const { applicationId } = await aWaitingPerson(here);
    got(await leave(got(await admit(applicationId, bedId)).stayId));
    expect(await free()).toEqual([bedId]);
    expect(codes(await finishCleaning(manager, { bedId }))).toEqual(['BED.NOT_AWAITING']);
  });

  it('after a transfer waits too, and nobody may move back into it before', async () => {
    got(await settle(true));
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    const { applicationId } = await aWaitingPerson(here);
    const { stayId } = got(await admit(applicationId, first));
    const move = (bedId: string) => transferResident(manager, { stayId, bedId, on: today, reason });
    got(await move(second));
    expect(codes(await move(first))).toEqual(['BED.AWAITS_CLEANING']);
    got(await finishCleaning(manager, { bedId: first }));
    expect((await move(first)).ok).toBe(true);
  });

  it('is made ready by the manager of the centre alone', async () => {
    const { bedId } = await aBedLeft();
    for (const role of ['intake', 'lead', 'auditor', 'finance'] as const)
      expect(codes(await finishCleaning(here.as(role), { bedId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(codes(await finishCleaning(elsewhere.as('manager'), { bedId }))).toEqual(['BED.NOT_AWAITING']);
    expect(await listCleanings(elsewhere.as('manager'))).toEqual([]);
    expect(await listCleanings(manager)).toHaveLength(1);
  });

  it('shows on the timeline until the day it was made ready', async () => {
    const { bedId } = await aBedLeft();
    const bars = async () =>
      (await listBedTimeline(manager, { from: addDays(today, -BEFORE) })).beds[0]?.bars.map(
        ({ kind, column, days }) => [kind, column, days],
      );
    expect(await bars()).toEqual([
      ['occupied', 0, BEFORE],
      ['cleaning', BEFORE, 1],
    ]);
    got(await finishCleaning({ ...manager, at: startOf(addDays(today, 2)) }, { bedId }));
    expect(await bars()).toEqual([
      ['occupied', 0, BEFORE],
      ['cleaning', BEFORE, 2],
    ]);
  });
});

describe('beds that count as ready after some hours', () => {
  it('do so when the hours are over and not before, once, and the trail says how', async () => {
    const { bedId } = await aBedLeft(3);
    expect(await finishDue(2.9)).toMatchObject({ value: { finished: 0 } });
    expect(await free()).toEqual([]);
    expect(await finishDue(3.1)).toMatchObject({ value: { finished: 1 } });
    expect(await finishDue(3.1)).toMatchObject({ value: { finished: 0 } });
    expect(await free()).toEqual([bedId]);
    expect(await ended()).toEqual([['hours', null]]);
    const events =
      await owner`select data from audit_events where kind = 'bed.cleaned' and subject_id = ${bedId}`;
    expect(events.map(({ data }) => data)).toEqual([{ how: 'hours' }]);
  });

  it('wait for a person where no hours are settled, and are none of another district', async () => {
    await aBedLeft();
    expect(await finishDue(1_000)).toMatchObject({ value: { finished: 0 } });
    got(await settle(true, 1));
    expect(await finishDue(1_000, elsewhere.tenant.id)).toMatchObject({ value: { finished: 0 } });
    expect(await listCleanings(manager)).toHaveLength(1);
  });
});

describe('what the centre settles', () => {
  it('lets go of every bed that waits when it no longer asks', async () => {
    const { bedId } = await aBedLeft();
    got(await settle(false));
    expect(await free()).toEqual([bedId]);
    expect(await ended()).toEqual([['off', null]]);
  });

  it('hours only with the question, from one to a week, and both told at once', async () => {
    expect(codes(await settle(false, 2))).toEqual(['BED.HOURS_WITHOUT_CLEANING']);
    for (const hours of [0, 169, 1.5])
      expect(codes(await settle(true, hours))).toEqual(['BED.CLEANING_HOURS']);
    for (const hours of [1, 168]) expect(codes(await settle(true, hours))).toEqual([]);
    const wrong = { cleaningRequired: true, cleaningHours: 0, shareDenominator: 'some' };
    expect(codes(await settleBedRules(manager, wrong as never))).toEqual([
      'BED.CLEANING_HOURS',
      'BED.DENOMINATOR_MISSING',
    ]);
    expect(codes(await settleBedRules(intake, wrong as never))).toEqual(['ACCESS.NOT_PERMITTED']);
    expect(await getBedRules(elsewhere.as('manager'))).toMatchObject({ cleaningRequired: false });
    await expect(owner`update bed_settings set cleaning_required = false`).rejects.toMatchObject({
      constraint_name: 'bed_settings_hours_whole',
    });
  });
});

describe('a day of leaving that is put right', () => {
  const correct = (stayId: string, on?: string) =>
    correctStay(manager, { stayId, what: 'discharge', on, reason });

  it('takes the waiting along, forth and back: the bed was left all the same', async () => {
    const { bedId, stayId } = await aBedLeft();
    for (const days of [-5, -2, -6, 0]) {
      got(await correct(stayId, addDays(today, days)));
      expect(await listCleanings(manager)).toMatchObject([{ bedId, vacatedOn: addDays(today, days) }]);
      expect(await free()).toEqual([]);
    }
  });

  it('ends it when the discharge is taken back, also after the day was moved, and a later leaving begins anew', async () => {
    const { bedId, stayId } = await aBedLeft();
    got(await correct(stayId, addDays(today, -3)));
    got(await correct(stayId));
    expect(await listCleanings(manager)).toEqual([]);
    expect(await ended()).toEqual([['undone', null]]);
    expect(await findBed(manager, { id: bedId })).toMatchObject({ status: 'occupied' });
    got(await leave(stayId));
    expect(await listCleanings(manager)).toMatchObject([{ bedId, vacatedOn: today }]);
  });

  it('also of a change of beds', async () => {
    got(await settle(true));
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    const { applicationId } = await aWaitingPerson(here, { appliedOn: addDays(today, -BEFORE), at });
    const { stayId } = got(await admit(applicationId, first, addDays(today, -BEFORE)));
    got(await transferResident(manager, { stayId, bedId: second, on: addDays(today, -2), reason }));
    const move = {
      stayId,
      what: 'transfer',
      movedOn: addDays(today, -2),
      on: addDays(today, -1),
      reason,
    } as const;
    got(await correctStay(manager, move));
    expect(await listCleanings(manager)).toMatchObject([{ bedId: first, vacatedOn: addDays(today, -1) }]);
  });
});
