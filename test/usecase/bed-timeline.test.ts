import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { NotPermitted } from '~/domain/audit/use-case';
import { closeBed } from '~/domain/beds/close-bed';
import { endIsolation } from '~/domain/beds/end-isolation';
import { isolatePerson } from '~/domain/beds/isolate-person';
import { listBedTimeline } from '~/domain/beds/list-bed-timeline';
import { listBedsFor } from '~/domain/beds/list-beds-for';
import { listIsolations } from '~/domain/beds/list-isolations';
import { retireBed } from '~/domain/beds/retire-bed';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { formHousehold } from '~/domain/people/form-household';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson } from '../factories/people';
import { aRoom } from '../factories/rooms';
import { aGrade, got } from '../factories/stays';
import { useOneInstant } from '../one-instant';

useOneInstant();
const addresses = useFreshDatabase({ connections: 20 });
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const [manager, intake] = [here.as('manager'), here.as('intake')];
const today = dateOf(new Date());
const inDays = (days: number) => addDays(today, days);
const reason = '疑似流感，单独照护';

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), here.tenant.regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people, households, bed_settings cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
let serial = 0;
function somebody({ name = '欧阳春', sex = 'female' as 'male' | 'female' } = {}) {
  serial += 1;
  const identityNumber = identityNumberOf({ birthDate: plainDate('1933-04-05'), serial, sex });
  return aPerson(intake, { name, identityNumber });
}
const lay = (bedId: string, personId: string, from: string, until: string | null = null) =>
  owner`insert into bed_occupancies (tenant_id, id, bed_id, person_id, from_on, until_on)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, ${until})`;
const keep = (bedId: string, personId: string, from: string) =>
  owner`insert into bed_reservations (tenant_id, id, bed_id, person_id, from_on, made_at)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, now())`;
const clean = (bedId: string, vacatedOn: string) =>
  owner`insert into bed_cleanings (tenant_id, id, bed_id, vacated_on, since)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${vacatedOn}, now())`;
const close = (bedId: string, from: string, until?: string) =>
  closeBed(manager, { bedId, from, until, cause: 'repair', reason: '更换护栏' });

describe('ninety days of the beds', () => {
  it('say who lies in which until when, for whom it is kept and why it is closed, cut at the edges', async () => {
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床', '3床'] });
    const [first = '', second = '', third = ''] = bedIds;
    await lay(first, await somebody({ name: '王一' }), inDays(-50), inDays(-40));
    await lay(first, await somebody({ name: '王二' }), inDays(-40), inDays(3));
    await keep(first, await somebody({ name: '王三' }), inDays(3));
    got(await close(second, inDays(-99), inDays(-29)));
    got(await close(second, inDays(59), inDays(61)));
    await lay(third, await somebody({ name: '王四' }), inDays(-200));

    const { beds, from, until, next } = await listBedTimeline(manager, { from: inDays(-30) });
    expect([from, until, next]).toEqual([inDays(-30), inDays(60), undefined]);
    expect(
      beds.map(({ name, bars }) => [
        name,
        ...bars.map(({ kind, personName, column, days, cutLeft, cutRight, cause, reason: why }) =>
          [kind, personName ?? `${cause} ${why}`, column, days, cutLeft ? '<' : '', cutRight ? '>' : ''].join(
            ' ',
          ),
        ),
      ]),
    ).toEqual([
      ['1床', 'occupied 王二 0 33 < ', 'reserved 王三 33 57  >'],
      ['2床', 'closed repair 更换护栏 0 1 < ', 'closed repair 更换护栏 89 1  >'],
      ['3床', 'occupied 王四 0 90 < >'],
    ]);
  });

  it('name nobody to those who have no work with the person, and nothing to another district', async () => {
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    await lay(bedIds[0] as string, await somebody({ name: '欧阳春' }), today);
    await keep(bedIds[1] as string, await somebody({ name: '司马青' }), today);
    const names = async (role: Parameters<typeof here.as>[0]) =>
      (await listBedTimeline(here.as(role), {})).beds.flatMap(({ bars }) =>
        bars.map(({ personName }) => personName),
      );
    for (const role of ['manager', 'intake', 'assessor', 'auditor'] as const)
      expect(await names(role)).toEqual(['欧阳春', '司马青']);
    for (const role of ['lead', 'finance'] as const) expect(await names(role)).toEqual(['欧**', '司**']);
    expect((await listBedTimeline(elsewhere.as('manager'), {})).beds).toEqual([]);
    await expect(listBedTimeline(here.as('family'), {})).rejects.toThrow(NotPermitted);
  });

  it('leave out beds that are not there in that time, and go on page by page without one twice', async () => {
    const old = await aRoom(here, { from: '2020-01-01' });
    got(await retireBed(manager, { bedId: old.bedId, on: inDays(-1), reason: '报废', acknowledged: true }));
    await aRoom(here, { from: inDays(90) });
    const rooms = [];
    for (let n = 0; n < 4; n++)
      rooms.push(
        await aRoom(here, { beds: Array.from({ length: 16 }, (_, i) => `${i}床`), from: inDays(89) }),
      );
    const one = await listBedTimeline(manager, {});
    expect(one.beds).toHaveLength(60);
    const two = await listBedTimeline(manager, { after: one.next });
    expect(two).toMatchObject({ next: undefined });
    const ids = [...one.beds, ...two.beds].map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(rooms.flatMap(({ bedIds }) => bedIds)));
    expect(ids).toHaveLength(64);
    const { floorId, buildingId, bedIds } = rooms[1] as (typeof rooms)[number];
    for (const part of [{ floorId }, { buildingId }])
      expect((await listBedTimeline(manager, part)).beds.map(({ id }) => id).sort()).toEqual(
        [...bedIds].sort(),
      );
    for (const after of ['-5', 'x', ''])
      expect((await listBedTimeline(manager, { after })).beds).toHaveLength(60);
    expect((await listBedTimeline(manager, { after: '999999999' })).beds).toEqual([]);
  });
});

describe('isolation', () => {
  const isolate = (personId: string, from: string = today, until?: string) =>
    isolatePerson(manager, { personId, from, until, reason });

  it('is ordered and ended, touches but never overlaps another of the person', async () => {
    const personId = await somebody();
    const { isolationId } = got(await isolate(personId, inDays(-3), inDays(4)));
    expect(codes(await isolate(personId, inDays(3)))).toEqual(['BED.ISOLATED_ALREADY']);
    expect(codes(await isolate(personId, inDays(4)))).toEqual([]);
    expect(codes(await isolate(personId, inDays(-9), inDays(-9)))).toEqual(['BED.ISOLATION_ORDER']);
    expect(codes(await isolate(randomUUID()))).toEqual(['BED.PERSON_MISSING']);
    got(await endIsolation(manager, { isolationId }));
    expect(codes(await endIsolation(manager, { isolationId }))).toEqual(['BED.NOT_ISOLATED']);
    // What is left of its days is there again.
    expect(codes(await isolate(personId, today, inDays(4)))).toEqual([]);
  });

  it('that has not begun is taken back and holds on no day', async () => {
    const personId = await somebody();
    const { isolationId } = got(await isolate(personId, inDays(5), inDays(9)));
    got(await endIsolation(manager, { isolationId }));
    expect(codes(await endIsolation(manager, { isolationId }))).toEqual(['BED.NOT_ISOLATED']);
    expect(await listIsolations(manager)).toMatchObject([{ fromOn: inDays(5), untilOn: inDays(5) }]);
    expect((await listBedsFor(manager, { personId, from: inDays(6) }))?.isolated).toBe(false);
    expect(codes(await isolate(personId, inDays(5)))).toEqual([]);
  });

  it('of fifty at once is one', async () => {
    const personId = await somebody();
    const said = await Promise.all(Array.from({ length: 50 }, (_, i) => isolate(personId, inDays(-i))));
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(said.flatMap(codes))).toEqual(new Set(['BED.ISOLATED_ALREADY']));
  });

  it('has a reason that lies sealed and is for those who arrange beds alone', async () => {
    const personId = await somebody();
    const { isolationId } = got(await isolate(personId));
    expect(await listIsolations(manager)).toMatchObject([{ id: isolationId, personId, reason, bedId: null }]);
    const [row] = await owner`select reason_sealed from isolations`;
    expect(row?.reason_sealed).not.toContain(reason);
    const trail =
      await owner`select data::text || coalesce(reason, '') as said from audit_events where subject_type = 'isolation'`;
    for (const { said } of trail) expect(said).not.toContain('流感');
    for (const role of ['lead', 'intake', 'assessor', 'finance', 'auditor', 'family'] as const) {
      await expect(listIsolations(here.as(role))).rejects.toThrow(NotPermitted);
      expect(codes(await endIsolation(here.as(role), { isolationId }))).toEqual(['ACCESS.NOT_PERMITTED']);
    }
    const stranger = elsewhere.as('manager');
    expect(await listIsolations(stranger)).toEqual([]);
    expect(codes(await endIsolation(stranger, { isolationId }))).toEqual(['BED.NOT_ISOLATED']);
    expect(codes(await isolatePerson(stranger, { personId, from: today, reason }))).toEqual([
      'BED.PERSON_MISSING',
    ]);
  });

  it('puts rooms for isolation first for whoever needs one, and keeps them from everybody else', async () => {
    const apart = await aRoom(here, { isolation: true });
    const usual = await aRoom(here);
    const personId = await somebody();
    const free = async (from = today) =>
      (await listBedsFor(manager, { personId, from }))?.free.map(({ bed }) => bed.id);
    expect(await free()).toEqual([usual.bedId]);
    got(await isolate(personId, inDays(2), inDays(8)));
    expect(await free()).toEqual([usual.bedId]);
    expect(await free(inDays(2))).toEqual([apart.bedId, usual.bedId]);
    expect(await free(inDays(8))).toEqual([usual.bedId]);
  });
});

describe('free from any day for one person', () => {
  it('and of the others every reason why not, in one order, as the database would have it', async () => {
    const room = await aRoom(here, {
      beds: ['1', '2', '3', '4', '5', '6'].map((n) => `${n}床`),
    });
    const [gone = '', taken = '', closed = '', kept = '', dirty = '', open = ''] = room.bedIds;
    const later = await aRoom(here, { from: inDays(10) });
    const men = await aRoom(here, { sexRule: 'male', kind: 'general', isolation: true });
    const family = await aRoom(here, { oneHousehold: true, beds: ['1床', '2床'] });
    const full = await aRoom(here, { maxPeople: 1, beds: ['1床', '2床'] });
    got(await retireBed(manager, { bedId: gone, on: inDays(20), reason: '报废', acknowledged: true }));
    await lay(taken, await somebody(), inDays(-9));
    got(await close(closed, inDays(5), inDays(9)));
    await keep(kept, await somebody(), inDays(4));
    await clean(dirty, today);
    await lay(family.bedId, await somebody(), inDays(-9));
    await keep(full.bedId, await somebody(), inDays(9));

    const personId = await somebody();
    await aGrade(here, personId, { unmet: 6 });
    const found = await listBedsFor(manager, { personId });
    expect(found).toMatchObject({ from: today, grade: 'total', isolated: false });
    expect(found?.free.map(({ bed }) => bed.id)).toEqual([open]);
    const against = Object.fromEntries(
      found?.others.map(({ bed, against: why }) => [bed.id, [...why]]) ?? [],
    );
    expect(against).toEqual({
      [gone]: ['service'],
      [taken]: ['occupied'],
      [closed]: ['closed'],
      [kept]: ['reserved'],
      [dirty]: ['cleaning'],
      [later.bedId]: ['service'],
      [men.bedId]: ['sex', 'kind', 'isolation'],
      [family.bedId]: ['occupied', 'household'],
      [family.bedIds[1] as string]: ['household'],
      [full.bedId]: ['reserved', 'full'],
      [full.bedIds[1] as string]: ['full'],
    });

    const on = async (from: string) =>
      (await listBedsFor(manager, { personId, from: plainDate(from) }))?.free.map(({ bed }) => bed.id).sort();
    // Tomorrow the bed will have been made ready; on the ninth day the closed one is back, on the tenth there is a new one.
    expect(await on(inDays(1))).toEqual([dirty, open].sort());
    expect(await on(inDays(8))).toEqual([dirty, open].sort());
    expect(await on(inDays(9))).toEqual([closed, dirty, open].sort());
    expect(await on(inDays(10))).toEqual([closed, dirty, open, later.bedId].sort());
  });

  it('knows the own household, and that a bed kept for the person is theirs', async () => {
    const family = await aRoom(here, { oneHousehold: true, maxPeople: 2, beds: ['1床', '2床'] });
    const [wife, husband] = [await somebody(), await somebody({ sex: 'male' })];
    got(
      await formHousehold(intake, {
        members: [{ personId: wife }, { personId: husband }],
        fromOn: '2020-01-01',
      }),
    );
    await lay(family.bedId, wife, inDays(-2));
    await keep(family.bedIds[1] as string, husband, today);
    expect((await listBedsFor(manager, { personId: husband }))?.free.map(({ bed }) => bed.id)).toEqual([
      family.bedIds[1],
    ]);
  });

  it('is nothing for nobody, for a stranger to the district, or without the permission', async () => {
    const personId = await somebody();
    await aRoom(here);
    expect(await listBedsFor(manager, { personId: randomUUID() })).toBeUndefined();
    expect(await listBedsFor(elsewhere.as('manager'), { personId })).toBeUndefined();
    await expect(listBedsFor(here.as('family'), { personId })).rejects.toThrow(NotPermitted);
    // Without a grade the kind of bed speaks against none.
    expect(await listBedsFor(manager, { personId })).toMatchObject({ grade: null, free: [{}], others: [] });
  });
});
