import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { addBeds } from '~/domain/beds/add-beds';
import { changeBed } from '~/domain/beds/change-bed';
import { changeClosure } from '~/domain/beds/change-closure';
import { closeBed } from '~/domain/beds/close-bed';
import { findBed } from '~/domain/beds/find-bed';
import { importBeds } from '~/domain/beds/import-beds';
import { listBoard } from '~/domain/beds/list-board';
import { listClosedDays, listClosures } from '~/domain/beds/list-closures';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { restoreBed } from '~/domain/beds/restore-bed';
import { retireBed } from '~/domain/beds/retire-bed';
import { settleBedRules } from '~/domain/beds/settle-bed-rules';
import { previewShare } from '~/domain/beds/share-guard';
import { withdrawClosure } from '~/domain/beds/withdraw-closure';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import type { Result } from '~/domain/kernel/refusals';
import { useFreshDatabase } from '../database';
import { bedRow } from '../factories/beds';
import { aPerson } from '../factories/people';
import { aRoom } from '../factories/rooms';
import { got } from '../factories/stays';
import { useOneInstant } from '../one-instant';

useOneInstant();
const addresses = useFreshDatabase({ connections: 50 });
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const manager = here.as('manager');
const today = dateOf(new Date());
const inDays = (days: number) => addDays(today, days);
const reason = '演示数据';

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings, people, bed_settings cascade`;
});

const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
const close = (bedId: string, from: string = today, until?: string, cause = 'repair' as const) =>
  closeBed(manager, { bedId, from, until, cause, reason, acknowledged: true });
const lay = (bedId: string, personId: string, from: string, until: string | null = null) =>
  owner`insert into bed_occupancies (tenant_id, id, bed_id, person_id, from_on, until_on)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, ${until})`;
const keep = (bedId: string, personId: string, from: string) =>
  owner`insert into bed_reservations (tenant_id, id, bed_id, person_id, from_on, made_at)
    values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${personId}, ${from}, now())`;
const free = async (from = today) => (await listFreeBeds(manager, { from })).length;
const history = async (bedId: string) =>
  (await findBed(manager, { id: bedId }))?.closures.map(({ fromOn, untilOn, changes }) => ({
    fromOn,
    untilOn,
    changes: changes.map(({ change, untilOn: until, reason: why, byName }) => [change, until, why, byName]),
  }));

describe('a closure', () => {
  it('is extended, opened, shortened and reopened, each step kept with who did it and why', async () => {
    const { bedId } = await aRoom(here);
    const { closureId } = got(await close(bedId, inDays(-4), inDays(3)));
    const change = (until: string | undefined, why: string) =>
      changeClosure(manager, { closureId, until, reason: why });
    got(await change(inDays(9), '等待配件'));
    got(await change(undefined, '没有日期'));
    expect(codes(await change(undefined, '还是没有'))).toEqual(['BED.CLOSURE_SAME']);
    got(await change(inDays(1), '明天可用'));
    expect(await change(today, '今天')).toEqual({
      ok: false,
      refusals: [{ code: 'BED.CLOSURE_PAST', field: 'until' }],
    });
    expect(codes(await change(inDays(-4), '倒退'))).toEqual(['BED.CLOSURE_ORDER']);
    got(await reopenBed(manager, { bedId }));
    expect(codes(await change(inDays(5), '已结束'))).toEqual(['BED.CLOSURE_OVER']);
    const by = manager.name;
    expect(await history(bedId)).toEqual([
      {
        fromOn: inDays(-4),
        untilOn: today,
        changes: [
          ['made', inDays(3), reason, by],
          ['extended', inDays(9), '等待配件', by],
          ['extended', null, '没有日期', by],
          ['shortened', inDays(1), '明天可用', by],
          ['reopened', today, null, by],
        ],
      },
    ]);
    const [grants] = await owner`select has_table_privilege('wellspring_app', 'bed_closure_changes', 'update')
      or has_table_privilege('wellspring_app', 'bed_closure_changes', 'delete') as any`;
    expect(grants?.any).toBe(false);
  });

  it('of days to come is taken back before it begins and stays in the history; then it is over for good', async () => {
    const { bedId } = await aRoom(here);
    const { closureId } = got(await close(bedId, inDays(5), inDays(8)));
    expect(await free()).toBe(0);
    got(await withdrawClosure(manager, { closureId, reason: '不修了' }));
    expect(await free()).toBe(1);
    expect(await history(bedId)).toMatchObject([
      {
        fromOn: inDays(5),
        untilOn: inDays(5),
        changes: [
          ['made', inDays(8), reason, manager.name],
          ['withdrawn', inDays(5), '不修了', manager.name],
        ],
      },
    ]);
    expect(codes(await withdrawClosure(manager, { closureId, reason }))).toEqual(['BED.CLOSURE_BEGAN']);
    expect(codes(await changeClosure(manager, { closureId, until: inDays(9), reason }))).toEqual([
      'BED.CLOSURE_OVER',
    ]);
    expect((await listClosures(manager, { from: today, until: inDays(30) })).rows).toEqual([]);
    // Its days are there for another.
    expect(codes(await close(bedId, inDays(5), inDays(8)))).toEqual([]);
  });

  it('that has begun is reopened, not taken back', async () => {
    const { bedId } = await aRoom(here);
    const { closureId } = got(await close(bedId));
    expect(codes(await withdrawClosure(manager, { closureId, reason }))).toEqual(['BED.CLOSURE_BEGAN']);
    got(await reopenBed(manager, { bedId }));
    expect(codes(await reopenBed(manager, { bedId }))).toEqual(['BED.NOT_CLOSED']);
    expect((await findBed(manager, { id: bedId }))?.status).toBe('free');
  });

  it('never overlaps another, touches it at will, and is not extended into it', async () => {
    const { bedId } = await aRoom(here);
    const { closureId } = got(await close(bedId, inDays(0), inDays(5)));
    expect(codes(await close(bedId, inDays(4), inDays(6)))).toEqual(['BED.CLOSED_ALREADY']);
    expect(codes(await close(bedId, inDays(5), inDays(6)))).toEqual([]);
    expect(codes(await changeClosure(manager, { closureId, until: inDays(6), reason }))).toEqual([
      'BED.CLOSED_ALREADY',
    ]);
    expect(codes(await changeClosure(manager, { closureId, reason }))).toEqual(['BED.CLOSED_ALREADY']);
    const bare = owner`insert into bed_closures (tenant_id, id, bed_id, from_on, cause, reason)
      values (${here.tenant.id}, ${randomUUID()}, ${bedId}, ${inDays(1)}, 'repair', '手工')`;
    await expect(bare).rejects.toMatchObject({ constraint_name: 'bed_closures_once' });
  });

  it('never takes a bed from under somebody, nor from whoever it is kept for, today or later', async () => {
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'] });
    const [first = '', second = ''] = bedIds;
    await lay(first, await aPerson(here.as('intake')), today);
    await keep(second, await aPerson(here.as('intake')), inDays(10));
    expect(await close(first, inDays(30))).toEqual({
      ok: false,
      refusals: [{ code: 'BED.CLOSE_OCCUPIED', field: 'from' }],
    });
    expect(codes(await close(second, inDays(11)))).toEqual(['BED.CLOSE_RESERVED']);
    expect(codes(await close(second))).toEqual(['BED.CLOSE_RESERVED']);
    const { closureId } = got(await close(second, today, inDays(10)));
    expect(codes(await changeClosure(manager, { closureId, until: inDays(11), reason }))).toEqual([
      'BED.CLOSE_RESERVED',
    ]);
    expect(codes(await close(first, inDays(-9), today))).toEqual([]);
    await expect(
      owner`update bed_closures set until_on = ${inDays(1)} where bed_id = ${first}`,
    ).rejects.toMatchObject({ constraint_name: 'bed_closures_not_occupied' });
  });

  it('is of one district and for its manager', async () => {
    const { bedId } = await aRoom(here);
    const { closureId } = got(await close(bedId, inDays(2)));
    const stranger = elsewhere.as('manager');
    expect(codes(await changeClosure(stranger, { closureId, until: inDays(9), reason }))).toEqual([
      'BED.CLOSURE_UNKNOWN',
    ]);
    expect(codes(await withdrawClosure(stranger, { closureId, reason }))).toEqual(['BED.CLOSURE_UNKNOWN']);
    expect(codes(await reopenBed(stranger, { bedId }))).toEqual(['BED.NOT_CLOSED']);
    expect((await listClosures(stranger, { from: today, until: inDays(9) })).rows).toEqual([]);
    for (const role of ['intake', 'auditor', 'lead'] as const) {
      for (const deed of [
        closeBed(here.as(role), { bedId, from: today, cause: 'repair', reason }),
        changeClosure(here.as(role), { closureId, until: inDays(9), reason }),
        withdrawClosure(here.as(role), { closureId, reason }),
        reopenBed(here.as(role), { bedId }),
      ])
        expect(codes(await deed)).toEqual(['ACCESS.NOT_PERMITTED']);
    }
  });

  it('of fifty at the same moment is one', async () => {
    const { bedId } = await aRoom(here);
    const said = await Promise.all(Array.from({ length: 50 }, (_, i) => close(bedId, inDays(i), undefined)));
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(said.flatMap(codes)).toEqual(Array(49).fill('BED.CLOSED_ALREADY'));
    expect(await owner`select 1 from bed_closure_changes`).toHaveLength(1);
  });

  it('counts its days by month and cause on the days on which the bed was there, 29 February among them', async () => {
    const { bedIds } = await aRoom(here, { beds: ['1床', '2床'], from: '2028-02-11' });
    const [first = '', second = ''] = bedIds;
    got(await close(first, '2028-02-01', '2028-03-03'));
    got(await close(second, '2028-02-28'));
    const february = { from: plainDate('2028-02-01'), until: plainDate('2028-03-01') };
    // From the 11th to the 29th, and the 28th and 29th.
    expect([...(await listClosedDays(manager, february))]).toEqual([
      { month: '2028-02', cause: 'repair', days: 19 + 2, beds: 2 },
    ]);
    const { rows } = await listClosures(manager, february);
    expect(rows.map(({ daysLost }) => daysLost)).toEqual([19, 2]);
    const year = { from: plainDate('2028-01-01'), until: plainDate('2029-01-01') };
    const days = await listClosedDays(manager, year);
    expect(days.map(({ month, days: lost }) => [month, lost]).slice(0, 3)).toEqual([
      ['2028-02', 21],
      ['2028-03', 2 + 31],
      ['2028-04', 30],
    ]);
    expect(days.at(-1)).toMatchObject({ month: '2028-12', days: 31 });
  });
});

describe('the share of nursing beds', () => {
  const told = (before: number, after: number) => ({
    ok: false,
    refusals: [{ code: 'BED.SHARE_BELOW_GOAL', field: 'acknowledged', params: { before, after, goal: 65 } }],
  });
  const settle = (shareDenominator: 'all' | 'in_service') =>
    settleBedRules(manager, { cleaningRequired: false, shareDenominator });
  /** 13 nursing beds of 20: exactly 65 %. */
  async function onTheGoal() {
    const nursing = await aRoom(here, { beds: Array.from({ length: 13 }, (_, i) => `${i}床`) });
    const general = await aRoom(here, {
      kind: 'general',
      beds: Array.from({ length: 7 }, (_, i) => `${i}床`),
    });
    return { nursing, general };
  }
  const nothing = { nursing: 0, all: 0 };

  it.each(['all', 'in_service'] as const)(
    'among %s: tells a change, with the share before and after, and makes it once that is known',
    async (denominator) => {
      got(await settle(denominator));
      const { nursing, general } = await onTheGoal();
      const bedId = nursing.bedId;
      expect(await changeBed(manager, { bedId, kind: 'general' })).toEqual(told(65, 60));
      expect(await retireBed(manager, { bedId, on: today, reason })).toEqual(told(65, 63.1));
      const more = { roomId: general.roomId, names: ['新床'], kind: 'general' as const };
      expect(await addBeds(manager, more)).toEqual(told(65, 61.9));
      const list = { rows: [bedRow(2, { 类型: '普通' })], dryRun: false, fileName: 'beds.csv' };
      expect(await importBeds(manager, list)).toEqual(told(65, 61.9));
      // What lowers nothing is not told.
      got(await retireBed(manager, { bedId: general.bedId, on: today, reason }));
      expect((await previewShare(manager, { change: nothing })).before).toMatchObject({
        nursing: 13,
        all: 19,
        percent: 68.4,
      });
      expect(await restoreBed(manager, { bedId: general.bedId, reason })).toMatchObject({ ok: true });

      got(await changeBed(manager, { bedId, kind: 'general', acknowledged: true }));
      expect((await listBoard(manager, {})).share).toMatchObject({
        nursing: 12,
        all: 20,
        percent: 60,
        met: false,
      });
      got(await retireBed(manager, { bedId: general.bedIds[1] as string, on: today, reason }));
      expect(await restoreBed(manager, { bedId: general.bedIds[1] as string, reason })).toEqual(
        told(63.1, 60),
      );
      got(await restoreBed(manager, { bedId: general.bedIds[1] as string, reason, acknowledged: true }));
    },
  );

  it('among those in service falls with a closure, among all it does not', async () => {
    const { nursing } = await onTheGoal();
    const closing = { bedId: nursing.bedId, from: today, cause: 'repair' as const, reason };
    got(await settle('in_service'));
    expect(await closeBed(manager, closing)).toEqual(told(65, 63.1));
    got(await settle('all'));
    got(await closeBed(manager, closing));
    expect((await listBoard(manager, {})).share).toMatchObject({ nursing: 13, all: 20, met: true });
    got(await settle('in_service'));
    expect((await listBoard(manager, {})).share).toMatchObject({ nursing: 12, all: 19, percent: 63.1 });
  });

  it('knows that a bed which is not counted takes nothing away', async () => {
    const { nursing } = await onTheGoal();
    got(await close(nursing.bedId));
    got(await settle('in_service'));
    // 12 of 19 count; this one has left the count already.
    const { bedId } = nursing;
    const asked = { change: { nursing: -1, all: -1 }, bedId };
    expect(await previewShare(manager, asked)).toMatchObject({
      before: { nursing: 12, all: 19 },
      after: { nursing: 12, all: 19 },
      lowers: false,
    });
    got(await changeBed(manager, { bedId, kind: 'general' }));
    got(await retireBed(manager, { bedId, on: today, reason }));
  });

  it('on a day to come counts the beds of that day', async () => {
    const { nursing, general } = await onTheGoal();
    got(
      await retireBed(manager, {
        bedId: nursing.bedIds[1] as string,
        on: inDays(10),
        reason,
        acknowledged: true,
      }),
    );
    expect(await retireBed(manager, { bedId: nursing.bedId, on: inDays(10), reason })).toEqual(
      told(63.1, 61.1),
    );
    expect(await retireBed(manager, { bedId: nursing.bedId, on: inDays(9), reason })).toEqual(told(65, 63.1));
    // Going on the same day, a general bed makes up for it.
    got(await retireBed(manager, { bedId: general.bedId, on: inDays(10), reason }));
    expect((await previewShare(manager, { on: inDays(10), change: nothing })).before).toMatchObject({
      nursing: 12,
      all: 18,
    });
  });
});
