import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { addBeds } from '~/domain/beds/add-beds';
import { addBuilding } from '~/domain/beds/add-building';
import { addFloor } from '~/domain/beds/add-floor';
import { addRoom } from '~/domain/beds/add-room';
import { placeConstraints } from '~/domain/beds/bed.constraints';
import { changeRoom } from '~/domain/beds/change-room';
import { findRoom } from '~/domain/beds/find-room';
import { isolatePerson } from '~/domain/beds/isolate-person';
import { listBedsFor } from '~/domain/beds/list-beds-for';
import { listPlaces } from '~/domain/beds/list-places';
import { removePlace } from '~/domain/beds/remove-place';
import { renamePlace } from '~/domain/beds/rename-place';
import { restoreBed } from '~/domain/beds/restore-bed';
import { retireBed } from '~/domain/beds/retire-bed';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { formHousehold } from '~/domain/people/form-household';
import { admitResident } from '~/domain/stays/admit-resident';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { offerBed } from '~/domain/stays/offer-bed';
import { transferResident } from '~/domain/stays/transfer-resident';
import { useFreshDatabase } from '../database';
import { identityNumberOf } from '../factories/identity-number';
import { aPerson } from '../factories/people';
import { aRoom, type RoomMade } from '../factories/rooms';
import { aWaitingPerson, got } from '../factories/stays';
import { useOneInstant } from '../one-instant';

useOneInstant();
const addresses = useFreshDatabase({ connections: 50 });
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const [manager, intake] = [here.as('manager'), here.as('intake')];
const today = dateOf(new Date());
const reason = '演示数据';

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(here.tenant.id, 'reference', 'test'), here.tenant.regionCode);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people, households cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));

let serial = 0;
/** Somebody of a sex in the register, who is nobody's resident. */
function somebody(sex: 'male' | 'female' = 'female'): Promise<string> {
  serial += 1;
  return aPerson(intake, {
    identityNumber: identityNumberOf({ birthDate: plainDate('1931-02-03'), serial, sex }),
  });
}
async function applicant(sex: 'male' | 'female' = 'female') {
  serial += 1;
  const identityNumber = identityNumberOf({ birthDate: plainDate('1931-02-03'), serial, sex });
  return aWaitingPerson(here, { identityNumber });
}
const admit = (applicationId: string, bedId: string) =>
  admitResident(manager, { applicationId, bedId, on: today, directReason: reason });
const offer = (applicationId: string, bedId: string, from = today) =>
  offerBed(intake, { applicationId, bedId, from, answerHours: 24, outOfTurnReason: reason });
const household = (...personIds: string[]) =>
  formHousehold(intake, { members: personIds.map((personId) => ({ personId })), fromOn: '2020-01-01' });

/** Lays somebody in a bed by hand, past every use case: what the database says to it. */
async function lay(bedId: string, personId: string, from: string = today, until: string | null = null) {
  return owner`insert into bed_occupancies (tenant_id, id, bed_id, person_id, from_on, until_on)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, ${until})`.then(
    () => 'laid',
    (refused) => refused.constraint_name as string,
  );
}
async function keep(bedId: string, personId: string, from: string = today) {
  return owner`insert into bed_reservations (tenant_id, id, bed_id, person_id, from_on, made_at)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, now())`.then(
    () => 'kept',
    (refused) => refused.constraint_name as string,
  );
}
async function rule(roomId: string, set: Record<string, unknown>) {
  return owner`update rooms set ${owner(set)} where id = ${roomId}`.then(
    () => 'ruled',
    (refused) => refused.constraint_name as string,
  );
}

describe('whom a room takes', () => {
  it('sex: told at the offer, at the admission and by the database', async () => {
    const { bedId } = await aRoom(here, { sexRule: 'male' });
    const woman = await applicant('female');
    expect(codes(await offer(woman.applicationId, bedId))).toEqual(['BED.SEX_MISMATCH']);
    expect(codes(await admit(woman.applicationId, bedId))).toEqual(['BED.SEX_MISMATCH']);
    expect(await lay(bedId, woman.personId)).toBe('bed_occupancies_room_sex');
    expect(await keep(bedId, woman.personId)).toBe('bed_reservations_room_sex');
    const man = await applicant('male');
    expect((await admit(man.applicationId, bedId)).ok).toBe(true);
  });

  it('isolation: only who is to be isolated on the first day', async () => {
    const { bedIds } = await aRoom(here, { isolation: true, beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    const one = await applicant();
    expect(codes(await offer(one.applicationId, first))).toEqual(['BED.ROOM_ISOLATION']);
    expect(codes(await admit(one.applicationId, first))).toEqual(['BED.ROOM_ISOLATION']);
    expect(await lay(first, one.personId)).toBe('bed_occupancies_room_isolation');
    expect(await keep(first, one.personId)).toBe('bed_reservations_room_isolation');
    got(await isolatePerson(manager, { personId: one.personId, from: addDays(today, 3), reason }));
    expect(await keep(first, one.personId, addDays(today, 2))).toBe('bed_reservations_room_isolation');
    expect(await keep(first, one.personId, addDays(today, 3))).toBe('kept');
    const other = await somebody();
    got(await isolatePerson(manager, { personId: other, from: addDays(today, -5), until: today, reason }));
    expect(await lay(second, other)).toBe('bed_occupancies_room_isolation');
    expect(await lay(second, other, addDays(today, -1))).toBe('laid');
  });

  it('one household: the second of it may come, a stranger may not, and neither may somebody without a household', async () => {
    const { bedIds } = await aRoom(here, { oneHousehold: true, beds: ['1床', '2床', '3床'] });
    const [first = '', second = '', third = ''] = bedIds;
    const [wife, husband, stranger] = [await applicant(), await applicant('male'), await applicant()];
    got(await household(wife.personId, husband.personId));
    got(await household(stranger.personId));
    got(await admit(wife.applicationId, first));
    expect(codes(await admit(stranger.applicationId, second))).toEqual(['BED.ROOM_HOUSEHOLD']);
    expect(codes(await offer(stranger.applicationId, second))).toEqual(['BED.ROOM_HOUSEHOLD']);
    const alone = await somebody();
    expect(await lay(second, alone)).toBe('bed_occupancies_room_household');
    expect(await keep(second, alone, addDays(today, 30))).toBe('bed_reservations_room_household');
    got(await admit(husband.applicationId, second));
    expect(await lay(third, alone, addDays(today, -5), today)).toBe('laid');
  });

  it('the most people: who is awaited counts, and who leaves on the day does not', async () => {
    const { bedIds } = await aRoom(here, { maxPeople: 2, beds: ['1床', '2床', '3床'] });
    const [first = '', second = '', third = ''] = bedIds;
    const [one, two, three] = [await applicant(), await somebody(), await applicant()];
    const { stayId } = got(await admit(one.applicationId, first));
    expect(await keep(second, two, addDays(today, 9))).toBe('kept');
    expect(codes(await offer(three.applicationId, third))).toEqual(['BED.ROOM_FULL']);
    expect(codes(await admit(three.applicationId, third))).toEqual(['BED.ROOM_FULL']);
    expect(await lay(third, three.personId)).toBe('bed_occupancies_room_full');
    // Before the second comes there is room for a third.
    expect(await lay(third, await somebody(), today, addDays(today, 9))).toBe('laid');
    await owner`delete from bed_occupancies where bed_id = ${third}`;
    got(await dischargeResident(manager, { stayId, on: today, cause: 'home' }));
    expect((await admit(three.applicationId, third)).ok).toBe(true);
  });

  it('people who come one after the other are never counted together', async () => {
    const { bedIds } = await aRoom(here, { maxPeople: 1, beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    expect(await lay(first, await somebody(), addDays(today, -20), addDays(today, -10))).toBe('laid');
    expect(await lay(first, await somebody(), addDays(today, -5))).toBe('laid');
    expect(await lay(second, await somebody(), addDays(today, -10), addDays(today, -5))).toBe('laid');
    expect(await lay(second, await somebody(), addDays(today, -11), addDays(today, -10))).toBe(
      'bed_occupancies_room_full',
    );
  });

  it('a transfer within a full room is none the worse for it, into it is refused', async () => {
    const { bedIds } = await aRoom(here, { maxPeople: 1, beds: ['1床', '2床'] });
    const outside = await aRoom(here);
    const [one, two] = [await applicant(), await applicant()];
    const inside = got(await admit(one.applicationId, bedIds[0] as string));
    const other = got(await admit(two.applicationId, outside.bedId));
    const move = (stayId: string) =>
      transferResident(manager, { stayId, bedId: bedIds[1] as string, on: today, reason });
    expect(codes(await move(other.stayId))).toEqual(['BED.ROOM_FULL']);
    expect((await move(inside.stayId)).ok).toBe(true);
  });

  it('fifty at once into a room for three: three are in it', async () => {
    const { bedIds } = await aRoom(here, {
      maxPeople: 3,
      beds: Array.from({ length: 20 }, (_, i) => `${i}床`),
    });
    const crowd: string[] = [];
    for (let i = 0; i < 50; i++) crowd.push(randomUUID());
    await owner`insert into people (tenant_id, id, name, sex, birth_date)
      select ${here.tenant.id}, id::uuid, '演示人', 'female', '1940-01-01' from unnest(${crowd}::text[]) id`;
    const many = postgres(addresses.ownerUrl, { max: 50, onnotice: () => undefined });
    try {
      const said = await Promise.all(
        crowd.map((personId, i) =>
          many`insert into bed_occupancies (tenant_id, id, bed_id, person_id, from_on)
            values (${here.tenant.id}, ${randomUUID()}, ${bedIds[i % 20] as string}, ${personId}, ${today})`.then(
            () => 'laid',
            (refused) => refused.constraint_name as string,
          ),
        ),
      );
      expect(said.filter((one) => one === 'laid')).toHaveLength(3);
      for (const one of said)
        expect(['laid', 'bed_occupancies_room_full', 'bed_occupancies_bed_once']).toContain(one);
    } finally {
      await many.end();
    }
  });
});

describe('changing a room while somebody is in it', () => {
  const change = (roomId: string, set: RoomMade) => {
    const { sexRule = 'any', isolation, oneHousehold, maxPeople } = set;
    return changeRoom(manager, { roomId, sexRule, isolation, oneHousehold, maxPeople });
  };

  it.each([
    ['sex', { sexRule: 'male' }, 'BED.ROOM_SEX_OCCUPIED', 'sexRule', 'rooms_sex_fits'],
    ['isolation', { isolation: true }, 'BED.ROOM_ISOLATION_OCCUPIED', 'isolation', 'rooms_isolation_fits'],
    [
      'household',
      { oneHousehold: true },
      'BED.ROOM_HOUSEHOLD_OCCUPIED',
      'oneHousehold',
      'rooms_household_fits',
    ],
    ['people', { maxPeople: 1 }, 'BED.ROOM_PEOPLE_OCCUPIED', 'maxPeople', 'rooms_people_fit'],
  ] as const)(
    '%s: refused by use case and database while two are in it, and while they are awaited',
    async (_, set, code, field, constraint) => {
      const column: Record<string, unknown> = {
        ...('sexRule' in set && { sex_rule: set.sexRule }),
        ...('isolation' in set && { isolation: true }),
        ...('oneHousehold' in set && { one_household: true }),
        ...('maxPeople' in set && { max_people: set.maxPeople }),
      };
      for (const come of [
        (bedId: string, personId: string) => lay(bedId, personId),
        (bedId: string, personId: string) => lay(bedId, personId, addDays(today, 20)),
        (bedId: string, personId: string) => keep(bedId, personId, addDays(today, 20)),
      ]) {
        const { roomId, bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
        for (const bedId of bedIds) expect(['laid', 'kept']).toContain(await come(bedId, await somebody()));
        expect(await change(roomId, set)).toEqual({ ok: false, refusals: [{ code, field }] });
        expect(await rule(roomId, column)).toBe(constraint);
        expect(placeConstraints[constraint]).toEqual({ code, field });
      }
    },
  );

  it('is taken when those who were in it have left, when they fit, and to loosen it', async () => {
    const { roomId, bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    const [one, two] = [await somebody(), await somebody()];
    await lay(first, await somebody('male'), addDays(today, -30), today);
    await lay(first, one);
    await lay(second, two);
    got(await household(one, two));
    got(await isolatePerson(manager, { personId: one, from: today, reason }));
    got(await isolatePerson(manager, { personId: two, from: addDays(today, -9), reason }));
    got(await change(roomId, { sexRule: 'female', isolation: true, oneHousehold: true, maxPeople: 2 }));
    expect(await findRoom(manager, { id: roomId })).toMatchObject({
      sexRule: 'female',
      isolation: true,
      oneHousehold: true,
      maxPeople: 2,
      beds: [{ name: '1床' }, { name: '2床' }],
    });
    got(await change(roomId, {}));
    expect(await findRoom(manager, { id: roomId })).toMatchObject({ sexRule: 'any', maxPeople: null });
  });

  it('names every field that is wrong, knows no room of another district, and is for the manager', async () => {
    const { roomId } = await aRoom(here);
    expect(await changeRoom(manager, { roomId: '7', sexRule: 'x', maxPeople: 51 } as never)).toEqual({
      ok: false,
      refusals: [
        { code: 'BED.PLACE_UNKNOWN', field: 'roomId' },
        { code: 'BED.SEX_RULE_MISSING', field: 'sexRule' },
        { code: 'BED.MAX_PEOPLE', field: 'maxPeople' },
      ],
    });
    const other = changeRoom(elsewhere.as('manager'), { roomId, sexRule: 'male' });
    expect(codes(await other)).toEqual(['BED.PLACE_UNKNOWN']);
    for (const role of ['intake', 'lead', 'auditor', 'finance'] as const)
      expect(codes(await changeRoom(here.as(role), { roomId, sexRule: 'male' }))).toEqual([
        'ACCESS.NOT_PERMITTED',
      ]);
    expect(await findRoom(manager, { id: roomId })).toMatchObject({ sexRule: 'any' });
    expect(await findRoom(elsewhere.as('manager'), { id: roomId })).toBeUndefined();
  });

  it('at the moment in which somebody comes: one of both, never both', async () => {
    for (let round = 0; round < 5; round++) {
      const { roomId, bedId } = await aRoom(here);
      const woman = await somebody();
      const [came, changed] = await Promise.all([lay(bedId, woman), rule(roomId, { sex_rule: 'male' })]);
      expect([came === 'laid', changed === 'ruled'].filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('places that come and go', () => {
  it('stand in the tree from the top down, and a name is given once where it must be', async () => {
    const { buildingId } = got(await addBuilding(manager, { name: ' 东楼 ' }));
    for (const name of ['1层', '十一层', '地下1层', '2层'])
      got(await addFloor(manager, { buildingId, name }));
    const [tree] = await listPlaces(manager);
    expect(tree).toMatchObject({ name: '东楼' });
    expect(tree?.floors.map(({ name, level }) => [name, level])).toEqual([
      ['十一层', 11],
      ['2层', 2],
      ['1层', 1],
      ['地下1层', -1],
    ]);
    const floors = tree?.floors.map(({ id }) => id) ?? [];
    got(await addRoom(manager, { floorId: floors[0] as string, name: '301', sexRule: 'any' }));
    const taken = { code: 'BED.PLACE_NAME_TAKEN', field: 'name' };
    expect(await addBuilding(manager, { name: '东楼' })).toEqual({ ok: false, refusals: [taken] });
    expect(await addFloor(manager, { buildingId, name: '2层' })).toEqual({ ok: false, refusals: [taken] });
    // A room is named once in its building, whatever the floor.
    expect(await addRoom(manager, { floorId: floors[1] as string, name: '301', sexRule: 'any' })).toEqual({
      ok: false,
      refusals: [taken],
    });
  });

  it('are renamed with what was recorded of them, and a floor moves in its house', async () => {
    const { buildingId, floorId, roomId, bedId } = await aRoom(here);
    got(await renamePlace(manager, { level: 'building', placeId: buildingId, name: '西楼' }));
    got(await renamePlace(manager, { level: 'floor', placeId: floorId, name: '阁楼', standing: 9 }));
    got(await renamePlace(manager, { level: 'room', placeId: roomId, name: '901' }));
    got(await renamePlace(manager, { level: 'bed', placeId: bedId, name: '甲床' }));
    const [tree] = await listPlaces(manager);
    expect(tree).toMatchObject({
      name: '西楼',
      floors: [{ name: '阁楼', level: 9, rooms: [{ name: '901', beds: [{ id: bedId, name: '甲床' }] }] }],
    });
    const wrong = { level: 'room', placeId: roomId, name: 'x'.repeat(41), standing: 100 } as const;
    expect(codes(await renamePlace(manager, wrong))).toEqual(['BED.NAME_LONG', 'BED.LEVEL']);
    expect(codes(await renamePlace(manager, { level: 'floor', placeId: roomId, name: '1层' }))).toEqual([
      'BED.PLACE_UNKNOWN',
    ]);
  });

  it('are removed while nothing hangs from them, from the leaf up', async () => {
    const { buildingId, floorId, roomId } = await aRoom(here);
    const empty = got(await addRoom(manager, { floorId, name: '102', sexRule: 'any' }));
    const remove = (level: 'building' | 'floor' | 'room', placeId: string) =>
      removePlace(manager, { level, placeId });
    for (const [level, id] of [
      ['room', roomId],
      ['floor', floorId],
      ['building', buildingId],
    ] as const)
      expect(codes(await remove(level, id))).toEqual(['BED.PLACE_NOT_EMPTY']);
    got(await remove('room', empty.roomId));
    expect(codes(await remove('room', empty.roomId))).toEqual(['BED.PLACE_UNKNOWN']);
    expect(codes(await removePlace(elsewhere.as('manager'), { level: 'floor', placeId: floorId }))).toEqual([
      'BED.PLACE_UNKNOWN',
    ]);
    const lonely = got(await addBuilding(manager, { name: '误建楼' }));
    got(await remove('building', lonely.buildingId));
    expect((await listPlaces(manager)).map(({ id }) => id)).toEqual([buildingId]);
  });

  it('refuse what hangs from nothing, naming the field, and what another district has', async () => {
    const nowhere = randomUUID();
    const { buildingId, floorId, roomId } = await aRoom(here);
    const unknown = (field: string) => ({ ok: false, refusals: [{ code: 'BED.PLACE_UNKNOWN', field }] });
    const bed = { names: ['1床'], kind: 'nursing' as const };
    expect(await addFloor(manager, { buildingId: nowhere, name: '1层' })).toEqual(unknown('buildingId'));
    expect(await addRoom(manager, { floorId: nowhere, name: '1', sexRule: 'any' })).toEqual(
      unknown('floorId'),
    );
    expect(await addBeds(manager, { roomId: nowhere, ...bed })).toEqual(unknown('roomId'));
    const stranger = elsewhere.as('manager');
    expect(await addFloor(stranger, { buildingId, name: '9层' })).toEqual(unknown('buildingId'));
    expect(await addRoom(stranger, { floorId, name: '9', sexRule: 'any' })).toEqual(unknown('floorId'));
    expect(await addBeds(stranger, { roomId, ...bed })).toEqual(unknown('roomId'));
    expect(await listPlaces(stranger)).toEqual([]);
  });

  it('of fifty who add the same bed one does', async () => {
    const { roomId } = await aRoom(here);
    const added = await Promise.all(
      Array.from({ length: 50 }, () =>
        addBeds(manager, { roomId, names: ['9床'], kind: 'nursing', from: '2024-01-01' }),
      ),
    );
    expect(added.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(added.flatMap(codes))).toEqual(new Set(['BED.PLACE_NAME_TAKEN']));
  });
});

describe('a bed that is taken out for good', () => {
  const retire = (bedId: string, on: string = today) =>
    retireBed(manager, { bedId, on, reason, acknowledged: true });
  const restore = (bedId: string) => restoreBed(manager, { bedId, reason, acknowledged: true });

  it('is gone from the day on, also on a day to come, and comes back as if it had never been away', async () => {
    const { roomId, bedId } = await aRoom(here);
    got(await retire(bedId, addDays(today, 10)));
    const beds = async () => (await findRoom(manager, { id: roomId }))?.beds;
    expect(await beds()).toMatchObject([{ retiredOn: addDays(today, 10) }]);
    const one = await somebody();
    expect(await keep(bedId, one)).toBe('bed_reservations_in_service');
    expect(await lay(bedId, one)).toBe('bed_occupancies_in_service');
    expect(await lay(bedId, one, today, addDays(today, 10))).toBe('laid');
    got(await restore(bedId));
    expect(await beds()).toMatchObject([{ retiredOn: null }]);
    expect(codes(await restore(bedId))).toEqual(['BED.NOT_RETIRED']);
  });

  it('not while somebody lies in it or it is kept for somebody, by use case and database', async () => {
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    const { applicationId } = await applicant();
    const { stayId } = got(await admit(applicationId, first));
    await keep(second, await somebody(), addDays(today, 30));
    expect(await retire(first)).toEqual({
      ok: false,
      refusals: [{ code: 'BED.RETIRE_OCCUPIED', field: 'on' }],
    });
    expect(await retire(second, addDays(today, 5))).toEqual({
      ok: false,
      refusals: [{ code: 'BED.RETIRE_RESERVED', field: 'on' }],
    });
    await expect(owner`update beds set retired_on = ${today} where id = ${first}`).rejects.toMatchObject({
      constraint_name: 'beds_not_occupied',
    });
    got(await dischargeResident(manager, { stayId, on: today, cause: 'home' }));
    expect(codes(await retire(first, addDays(today, -1)))).toEqual([]);
  });

  it('not before somebody left it, and not before its own first day, whoever lay in it', async () => {
    const { bedId } = await aRoom(here, { from: addDays(today, -20) });
    await lay(bedId, await somebody(), addDays(today, -10), addDays(today, -4));
    expect(codes(await retire(bedId, addDays(today, -5)))).toEqual(['BED.RETIRE_OCCUPIED']);
    expect(await retire(bedId, addDays(today, -21))).toEqual({
      ok: false,
      refusals: [{ code: 'BED.RETIRED_BEFORE_OPENED', field: 'on' }],
    });
    await expect(
      owner`update beds set retired_on = ${addDays(today, -21)} where id = ${bedId}`,
    ).rejects.toMatchObject({ constraint_name: 'beds_service_order' });
    expect(codes(await retire(bedId, addDays(today, -4)))).toEqual([]);
  });

  it('leaves its name to another, and then cannot come back under it', async () => {
    const { roomId, bedId } = await aRoom(here);
    const next = (from: string) => addBeds(manager, { roomId, names: ['1床'], kind: 'nursing', from });
    got(await retire(bedId));
    expect(codes(await next(addDays(today, -1)))).toEqual(['BED.PLACE_NAME_TAKEN']);
    got(await next(today));
    expect(await restore(bedId)).toEqual({
      ok: false,
      refusals: [{ code: 'BED.PLACE_NAME_TAKEN', field: 'name' }],
    });
    got(await renamePlace(manager, { level: 'bed', placeId: bedId, name: '旧1床' }));
    expect((await restore(bedId)).ok).toBe(true);
  });

  it('once: of fifty at the same moment one does it, and one entry of the trail says so', async () => {
    const { bedId } = await aRoom(here);
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => retire(bedId, addDays(today, i))));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['BED.RETIRED_ALREADY']));
    const events =
      await owner`select 1 from audit_events where kind = 'bed.retired' and subject_id = ${bedId}`;
    expect(events).toHaveLength(1);
  });

  it('is offered to nobody', async () => {
    const { bedId } = await aRoom(here);
    got(await retire(bedId, addDays(today, 40)));
    const personId = await somebody();
    const found = await listBedsFor(manager, { personId });
    expect(found?.free).toEqual([]);
    expect(found?.others).toMatchObject([{ bed: { id: bedId }, against: ['service'] }]);
  });
});
