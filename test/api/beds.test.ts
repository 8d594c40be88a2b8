import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { useFreshDatabase } from '../database';
import { aPerson } from '../factories/people';
import { useOneInstant } from '../one-instant';
import { refused, useApi } from './caller';

useOneInstant();
const database = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const call = useApi();
const today = dateOf(new Date());
const inDays = (days: number) => addDays(today, days);
const reason = '演示数据';

let owner: postgres.Sql;
let roomId: string;
let bedId: string;
let otherId: string;
beforeAll(async () => {
  await insertTenants(database.ownerUrl, demoTenants);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => owner.end());

describe('places through the API', () => {
  it('grow from the building down to the bed, each once under its key', async () => {
    const key = randomUUID();
    const said = { name: '接口楼' };
    const first = await call('manager', 'POST', '/places/buildings', said, { key });
    const again = await call('manager', 'POST', '/places/buildings', said, { key });
    expect([first.status, first.replayed, again.status, again.replayed]).toEqual([201, false, 201, true]);
    expect(again.body).toEqual(first.body);
    const reused = await call('manager', 'POST', '/places/buildings', { name: '别的楼' }, { key });
    expect([reused.status, reused.body.code]).toEqual([409, 'API.IDEMPOTENCY_KEY_REUSED']);
    // The refusal is kept under its key as well.
    const taken = randomUUID();
    for (const replayed of [false, true]) {
      const answer = await call('manager', 'POST', '/places/buildings', said, { key: taken });
      expect([answer.status, answer.replayed, refused(answer)]).toEqual([
        422,
        replayed,
        ['BED.PLACE_NAME_TAKEN /name'],
      ]);
    }

    const { buildingId } = first.body;
    const floor = await call('manager', 'POST', '/places/floors', { buildingId, name: '2层' });
    const { floorId } = floor.body;
    const room = await call('manager', 'POST', '/places/rooms', { floorId, name: '201', sexRule: 'any' });
    roomId = room.body.roomId;
    const beds = await call('manager', 'POST', `/places/rooms/${roomId}/beds`, {
      names: ['1床', '2床'],
      kind: 'nursing',
      attributes: ['window'],
      from: '2020-01-01',
    });
    expect([floor.status, room.status, beds.status]).toEqual([201, 201, 201]);
    [bedId, otherId] = beds.body.bedIds;
    const { body } = await call('auditor', 'GET', '/places');
    expect(body.items).toMatchObject([
      {
        id: buildingId,
        floors: [
          {
            id: floorId,
            level: 2,
            rooms: [
              {
                id: roomId,
                maxPeople: null,
                beds: [{ name: '1床', openedOn: '2020-01-01' }, { name: '2床' }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('are changed, renamed and removed, and say at which field what is wrong', async () => {
    const rules = { sexRule: 'female', maxPeople: 2 };
    expect((await call('manager', 'PUT', `/places/rooms/${roomId}`, rules)).status).toBe(200);
    const wrong = await call('manager', 'PUT', `/places/rooms/${roomId}`, { sexRule: 'x', maxPeople: 0 });
    expect([wrong.status, refused(wrong)]).toEqual([
      422,
      ['BED.SEX_RULE_MISSING /sexRule', 'BED.MAX_PEOPLE /maxPeople'],
    ]);
    const name = await call('manager', 'POST', `/places/${bedId}/name`, { level: 'bed', name: '甲床' });
    expect([name.status, name.body]).toEqual([200, { placeId: bedId }]);
    const nobody = await call('manager', 'POST', `/places/${randomUUID()}/name`, {
      level: 'bed',
      name: '乙床',
    });
    expect(refused(nobody)).toEqual(['BED.PLACE_UNKNOWN /placeId']);
    expect(refused(await call('manager', 'POST', `/places/${roomId}/removal`, { level: 'room' }))).toEqual([
      'BED.PLACE_NOT_EMPTY',
    ]);
    const lonely = await call('manager', 'POST', '/places/buildings', { name: '误建楼' });
    const gone = await call('manager', 'POST', `/places/${lonely.body.buildingId}/removal`, {
      level: 'building',
    });
    expect(gone.status).toBe(200);
    expect((await call('manager', 'PUT', '/places/rooms/no-uuid', rules)).status).toBe(404);
    expect(
      refused(await call('manager', 'POST', '/places/floors', { buildingId: randomUUID(), name: '1层' })),
    ).toEqual(['BED.PLACE_UNKNOWN /buildingId']);
  });
});

describe('beds through the API', () => {
  it('are listed, found and filtered; what the query says wrong is named', async () => {
    const all = await call('finance', 'GET', '/beds');
    expect(all.body.items.map((bed: { name: string; status: string }) => [bed.name, bed.status])).toEqual([
      ['2床', 'free'],
      ['甲床', 'free'],
    ]);
    expect((await call('finance', 'GET', '/beds?kind=general')).body.items).toEqual([]);
    expect(
      (await call('finance', 'GET', '/beds?status=free&sex=female&attribute=window')).body.items,
    ).toHaveLength(2);
    expect((await call('finance', 'GET', '/beds?sex=male')).body.items).toEqual([]);
    expect((await call('finance', 'GET', '/beds?on=2019-12-31')).body.items).toEqual([]);
    const wrong = await call('finance', 'GET', '/beds?on=2027-02-29&kind=gold');
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    expect(refused(wrong).map((one) => one.split(' ')[1])).toEqual(['?on', '?kind']);
    expect((await call('lead', 'GET', `/beds/${bedId}`)).body).toMatchObject({
      name: '甲床',
      status: 'free',
      closures: [],
      occupancies: [],
    });
    expect((await call('lead', 'GET', `/beds/${randomUUID()}`)).status).toBe(404);
    expect((await call('manager', 'GET', '/free-beds')).body.items).toHaveLength(2);
  });

  it('are closed, the closure changed and taken back, with its history at the bed', async () => {
    const missing = await call('manager', 'POST', `/beds/${bedId}/closure`, {});
    expect([missing.status, refused(missing)]).toEqual([
      422,
      ['INPUT.NO_DATE /from', 'BED.CAUSE_MISSING /cause', 'BED.REASON_MISSING /reason'],
    ]);
    const closed = await call('manager', 'POST', `/beds/${bedId}/closure`, {
      from: today,
      cause: 'repair',
      reason: '更换护栏',
    });
    expect(closed).toMatchObject({ status: 201, body: { bedId } });
    const closure = `/bed-closures/${closed.body.closureId}`;
    expect((await call('manager', 'POST', `${closure}/end`, { until: inDays(3), reason })).status).toBe(200);
    const past = await call('manager', 'POST', `${closure}/end`, { until: today, reason });
    expect(refused(past)).toEqual(['BED.CLOSURE_ORDER /until']);
    expect(refused(await call('manager', 'POST', `${closure}/withdrawal`, { reason }))).toEqual([
      'BED.CLOSURE_BEGAN',
    ]);
    const period = `from=${today}&until=${inDays(30)}`;
    const listed = await call('auditor', 'GET', `/bed-closures?${period}`);
    expect(listed.body.items).toMatchObject([
      {
        bedId,
        daysLost: 3,
        changes: [{ change: 'made' }, { change: 'shortened', untilOn: inDays(3) }],
      },
    ]);
    const days = await call('auditor', 'GET', `/bed-closures/days?${period}`);
    const sum = days.body.items.reduce((total: number, one: { days: number }) => total + one.days, 0);
    expect(sum).toBe(3);
    expect(refused(await call('auditor', 'GET', '/bed-closures/days'))).toHaveLength(2);
    expect((await call('manager', 'POST', `/beds/${bedId}/reopening`)).status).toBe(200);
    expect(refused(await call('manager', 'POST', `/beds/${bedId}/reopening`))).toEqual([
      'BED.NOT_CLOSED /bedId',
    ]);
    const { body } = await call('auditor', 'GET', `/beds/${bedId}`);
    expect(body.closures).toMatchObject([
      {
        fromOn: today,
        untilOn: today,
        changes: [{ change: 'made', reason: '更换护栏' }, { change: 'shortened' }, { change: 'reopened' }],
      },
    ]);
    const planned = await call('manager', 'POST', `/beds/${bedId}/closure`, {
      from: inDays(9),
      cause: 'other',
      reason,
    });
    const back = await call('manager', 'POST', `/bed-closures/${planned.body.closureId}/withdrawal`, {
      reason,
    });
    expect(back.status).toBe(200);
  });

  it('change the share only with a word that this is known', async () => {
    const share = await call('lead', 'GET', '/nursing-share?nursing=-1&all=0');
    expect(share.body).toMatchObject({
      denominator: 'all',
      before: { nursing: 2, all: 2, percent: 100 },
      after: { nursing: 1, all: 2, percent: 50, met: false },
      lowers: true,
    });
    const change = { kind: 'general', attributes: [] };
    const told = await call('manager', 'PATCH', `/beds/${otherId}`, change);
    expect([told.status, refused(told)]).toEqual([422, ['BED.SHARE_BELOW_GOAL /acknowledged']]);
    expect(
      (await call('manager', 'PATCH', `/beds/${otherId}`, { ...change, acknowledged: true })).status,
    ).toBe(200);
    expect((await call('manager', 'PATCH', `/beds/${otherId}`, { kind: 'nursing' })).status).toBe(200);
    const retired = await call('manager', 'POST', `/beds/${otherId}/retirement`, { on: '不是', reason: '' });
    expect(refused(retired).map((one) => one.split(' ')[1])).toEqual(['/on', '/reason']);
    const out = { on: today, reason };
    expect((await call('manager', 'POST', `/beds/${otherId}/retirement`, out)).status).toBe(201);
    expect(refused(await call('manager', 'POST', `/beds/${otherId}/retirement`, out))).toEqual([
      'BED.RETIRED_ALREADY /bedId',
    ]);
    expect((await call('auditor', 'GET', `/beds/${otherId}`)).body).toMatchObject({ retiredOn: today });
    expect((await call('manager', 'POST', `/beds/${otherId}/restoration`, { reason })).status).toBe(200);
  });

  it('wait to be made ready by the rules that are settled', async () => {
    const settled = { cleaningRequired: true, cleaningHours: 4, shareDenominator: 'in_service' };
    expect((await call('manager', 'PUT', '/bed-rules', settled)).body).toEqual(settled);
    expect((await call('lead', 'GET', '/bed-rules')).body).toEqual(settled);
    const wrong = { cleaningRequired: false, cleaningHours: 4, shareDenominator: 'all' };
    expect(refused(await call('manager', 'PUT', '/bed-rules', wrong))).toEqual([
      'BED.HOURS_WITHOUT_CLEANING /cleaningHours',
    ]);
    await owner`insert into bed_cleanings (tenant_id, id, bed_id, vacated_on, since)
      values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${today}, ${new Date()})`;
    expect((await call('lead', 'GET', '/bed-cleanings')).body.items).toMatchObject([
      { bedId, vacatedOn: today },
    ]);
    expect((await call('lead', 'GET', `/beds?status=cleaning`)).body.items).toMatchObject([{ id: bedId }]);
    const key = randomUUID();
    const once = await call('manager', 'POST', `/beds/${bedId}/cleaning`, {}, { key });
    const twice = await call('manager', 'POST', `/beds/${bedId}/cleaning`, {}, { key });
    expect([once.status, twice.status, twice.replayed]).toEqual([200, 200, true]);
    expect(refused(await call('manager', 'POST', `/beds/${bedId}/cleaning`))).toEqual([
      'BED.NOT_AWAITING /bedId',
    ]);
  });

  it('are found for a person, and the person isolated', async () => {
    const personId = await aPerson(here.as('intake'));
    const isolation = { personId, from: today, reason: '疑似流感' };
    const made = await call('manager', 'POST', '/isolations', isolation);
    expect(made.status).toBe(201);
    expect(refused(await call('manager', 'POST', '/isolations', isolation))).toEqual([
      'BED.ISOLATED_ALREADY /from',
    ]);
    expect(refused(await call('manager', 'POST', '/isolations', {}))).toEqual([
      'BED.PERSON_MISSING /personId',
      'INPUT.NO_DATE /from',
      'BED.REASON_MISSING /reason',
    ]);
    expect((await call('manager', 'GET', '/isolations')).body.items).toMatchObject([
      { personId, reason: '疑似流感' },
    ]);
    const beds = await call('intake', 'GET', `/people/${personId}/beds?from=${inDays(2)}`);
    expect(beds.body).toMatchObject({ from: inDays(2), grade: null, isolated: true, others: [] });
    expect(beds.body.free).toHaveLength(2);
    expect((await call('intake', 'GET', `/people/${randomUUID()}/beds`)).status).toBe(404);
    const end = `/isolations/${made.body.isolationId}/end`;
    expect((await call('manager', 'POST', end)).status).toBe(200);
    expect(refused(await call('manager', 'POST', end))).toEqual(['BED.NOT_ISOLATED']);
  });

  it('have a timeline without a name in it', async () => {
    const personId = await aPerson(here.as('intake'), { name: '上官云' });
    await owner`insert into bed_reservations (tenant_id, id, bed_id, person_id, from_on, made_at)
      values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${inDays(3)}, now())`;
    const { body } = await call('finance', 'GET', `/bed-timeline?from=${today}`);
    expect(body.next).toBeNull();
    const { bars } = body.items.find(({ id }: { id: string }) => id === bedId);
    expect(bars).toContainEqual({ kind: 'reserved', range: { from: inDays(3), until: null } });
    expect(JSON.stringify(body)).not.toContain('上官');
  });

  it('are changed by nobody but the manager, and are none of another district', async () => {
    const writes = [
      ['POST', '/places/buildings', { name: '甲' }],
      ['PUT', `/places/rooms/${roomId}`, { sexRule: 'any' }],
      ['POST', `/places/rooms/${roomId}/beds`, { names: ['9床'], kind: 'nursing' }],
      ['PATCH', `/beds/${bedId}`, { kind: 'nursing' }],
      ['POST', `/beds/${bedId}/closure`, { from: today, cause: 'repair', reason }],
      ['POST', `/beds/${bedId}/retirement`, { on: today, reason }],
      ['POST', `/beds/${bedId}/cleaning`, {}],
      ['PUT', '/bed-rules', { cleaningRequired: false, shareDenominator: 'all' }],
      ['POST', '/isolations', { personId: randomUUID(), from: today, reason }],
    ] as const;
    for (const role of ['auditor', 'intake', 'finance'] as const) {
      for (const [method, path, body] of writes) {
        const answer = await call(role, method, path, body);
        expect([path, answer.status, refused(answer)]).toEqual([path, 403, ['ACCESS.NOT_PERMITTED']]);
      }
    }
    expect((await call('auditor', 'GET', '/isolations')).status).toBe(403);
    for (const path of ['/beds', '/places', '/free-beds', '/bed-timeline'])
      expect((await call('coordinator', 'GET', path)).status).toBe(403);
    const [, tenant] = demoTenants;
    expect((await call('manager', 'GET', `/beds/${bedId}`, {}, { tenant })).status).toBe(404);
    for (const path of ['/beds', '/places', '/free-beds', '/bed-timeline', '/bed-cleanings', '/isolations'])
      expect((await call('manager', 'GET', path, {}, { tenant })).body.items).toEqual([]);
    const stranger = await call('manager', 'PUT', `/places/rooms/${roomId}`, { sexRule: 'male' }, { tenant });
    expect(refused(stranger)).toEqual(['BED.PLACE_UNKNOWN /roomId']);
  });
});
