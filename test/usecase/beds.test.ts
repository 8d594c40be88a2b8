import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { listTimeline } from '~/domain/audit/list-timeline';
import { bedConstraints } from '~/domain/beds/bed.constraints';
import { changeBed } from '~/domain/beds/change-bed';
import { closeBed } from '~/domain/beds/close-bed';
import { findBed } from '~/domain/beds/find-bed';
import { importBeds } from '~/domain/beds/import-beds';
import { listBoard } from '~/domain/beds/list-board';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { addDays, dateOf, plainDate } from '~/domain/kernel/plain-date';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import { useFreshDatabase } from '../database';
import { bedRow, bedRows } from '../factories/beds';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const elsewhere = demoOf(demoTenants[1], { main: false });
const manager = here.as('manager');
const today = dateOf(new Date());

let owner: postgres.Sql;
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
});
afterAll(() => owner.end());
beforeEach(async () => {
  await owner`truncate buildings cascade`;
});

const importing = (rows: ReturnType<typeof bedRows>, dryRun = false) =>
  importBeds(manager, { rows, dryRun, fileName: 'beds.csv' });
const countBeds = async () => Number((await owner`select count(*) from beds`)[0]?.count);

async function oneBed() {
  await importing([bedRow(2)]);
  const [bed] = await listFreeBeds(manager, {});
  if (!bed) throw new Error('no bed');
  return bed.id;
}

describe('importing the bed list', () => {
  it('takes the list of the centre as it came', async () => {
    const bytes = await readFile(new URL('../fixtures/intake/beds.csv', import.meta.url));
    const sheet = await readSpreadsheet(bytes, 'beds.csv');
    if (!sheet.ok) throw new Error('unreadable');
    const rows = [...sheet.value.rows];
    expect(await importing(rows)).toEqual({
      ok: true,
      value: { rows: 96, accepted: 96, unchanged: 0, refused: [] },
    });
    expect(await importing(rows)).toMatchObject({ ok: true, value: { accepted: 96, unchanged: 96 } });
    const { buildings, share } = await listBoard(manager, {});
    expect(buildings.map(({ name, floors }) => [name, ...floors.map((floor) => floor.name)])).toEqual([
      ['A楼', '3层', '2层', '1层'],
      ['B楼', '3层', '2层', '1层'],
    ]);
    expect(share).toMatchObject({ nursing: 64, all: 96, percent: 66.6, met: true });
  });

  it('adds every bed, and the second time nothing', async () => {
    expect(await importing(bedRows(96))).toEqual({
      ok: true,
      value: { rows: 96, accepted: 96, unchanged: 0, refused: [] },
    });
    expect(await importing(bedRows(96))).toEqual({
      ok: true,
      value: { rows: 96, accepted: 96, unchanged: 96, refused: [] },
    });
    expect(await countBeds()).toBe(96);
  });

  it('on a dry run reports the same and leaves nothing behind, not even in the audit trail', async () => {
    const before = await listTimeline(manager, { type: 'import', id: 'beds' });
    expect(await importing([...bedRows(4), bedRow(6, { 类型: '豪华' })], true)).toMatchObject({
      ok: true,
      value: { rows: 5, accepted: 4, unchanged: 0, refused: [{ row: 6 }] },
    });
    expect(await countBeds()).toBe(0);
    expect(await listTimeline(manager, { type: 'import', id: 'beds' })).toEqual(before);
  });

  it('takes the good rows and refuses the others', async () => {
    const result = await importing([bedRow(2), bedRow(3, { 性别: '男' }), bedRow(4, { 房间: '' })]);
    expect(result).toMatchObject({
      ok: true,
      value: {
        accepted: 1,
        refused: [
          { row: 3, problems: [{ code: 'BED.ROOM_SEX_DIFFERS' }] },
          { row: 4, problems: [{ code: 'BED.CELL_MISSING', field: 'room' }] },
        ],
      },
    });
  });

  it('of two people at once lets one wait or try again, and makes no bed twice', async () => {
    const results = await Promise.all([importing(bedRows(40)), importing(bedRows(40))]);
    for (const result of results) {
      if (!result.ok) expect(result.refusals.map(({ code }) => code)).toEqual(['BED.IMPORTED_AT_ONCE']);
    }
    expect(results.some(({ ok }) => ok)).toBe(true);
    expect(await countBeds()).toBe(40);
  });

  it('does not show the beds of one district to the other', async () => {
    await importing(bedRows(4));
    expect((await listBoard(elsewhere.as('manager'), {})).counts.free).toBe(0);
    const other = await importBeds(elsewhere.as('manager'), {
      rows: bedRows(2),
      dryRun: false,
      fileName: 'beds.csv',
    });
    expect(other).toMatchObject({ ok: true, value: { accepted: 2, unchanged: 0 } });
  });

  it('is not for everybody', async () => {
    expect(await importBeds(here.as('auditor'), { rows: [], dryRun: false, fileName: '' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'ACCESS.NOT_PERMITTED' }],
    });
  });
});

describe('the bed board', () => {
  it('stands in the order that people count in: room 2 before room 10', async () => {
    await importing(
      ['10', '2', '1'].map((name, index) => bedRow(index + 2, { 房间: '101', 床位: `${name}床` })),
    );
    const { buildings } = await listBoard(manager, {});
    expect(buildings[0]?.floors[0]?.rooms[0]?.beds.map(({ name }) => name)).toEqual(['1床', '2床', '10床']);
  });

  it('filters what it shows and counts all the same', async () => {
    await importing([bedRow(2, { 特征: '靠窗' }), bedRow(3, { 房间: '102', 类型: '普通', 性别: '男' })]);
    const wanted = async (filter: Parameters<typeof listBoard>[1]) =>
      (await listBoard(manager, filter)).shown;
    expect(await wanted({})).toBe(2);
    expect(await wanted({ kind: 'general' })).toBe(1);
    expect(await wanted({ sex: 'female' })).toBe(1);
    expect(await wanted({ attribute: 'window' })).toBe(1);
    expect(await wanted({ attribute: 'oxygen' })).toBe(0);
    const board = await listBoard(manager, { kind: 'general' });
    expect(board.counts.free).toBe(2);
    expect(board.share).toMatchObject({ nursing: 1, all: 2, percent: 50, met: false });
  });
});

describe('closing a bed', () => {
  const close = (bedId: string, over: Record<string, unknown> = {}) =>
    closeBed(manager, { bedId, from: today, cause: 'repair', reason: '更换护栏', ...over });

  it('takes it out of service and keeps the history when it is reopened', async () => {
    const bedId = await oneBed();
    expect((await close(bedId)).ok).toBe(true);
    expect((await listBoard(manager, {})).counts).toMatchObject({ closed: 1, free: 0 });
    expect(await listFreeBeds(manager, {})).toEqual([]);

    expect((await reopenBed(manager, { bedId })).ok).toBe(true);
    const bed = await findBed(manager, { id: bedId });
    expect(bed).toMatchObject({
      status: 'free',
      closures: [{ fromOn: today, untilOn: today, reason: '更换护栏' }],
    });
    expect((await listTimeline(manager, { type: 'bed', id: bedId })).map(({ kind }) => kind)).toEqual([
      'bed.reopened',
      'bed.closed',
    ]);
  });

  it('shows on the board of a day what was true on that day', async () => {
    const bedId = await oneBed();
    await close(bedId, { from: '2026-03-10', until: '2026-03-12' });
    const status = async (on: string) => (await listBoard(manager, { on: plainDate(on) })).counts.closed;
    expect([
      await status('2026-03-09'),
      await status('2026-03-10'),
      await status('2026-03-11'),
      await status('2026-03-12'),
    ]).toEqual([0, 1, 1, 0]);
  });

  it('refuses a second closure in the same time, a period that ends before it begins, and reopening an open bed', async () => {
    const bedId = await oneBed();
    expect(await reopenBed(manager, { bedId })).toMatchObject({ refusals: [{ code: 'BED.NOT_CLOSED' }] });
    await close(bedId);
    expect(await close(bedId, { from: addDays(today, 5) })).toMatchObject({
      refusals: [{ code: 'BED.CLOSED_ALREADY' }],
    });
    expect(await close(bedId, { from: '2026-03-10', until: '2026-03-10' })).toMatchObject({
      refusals: [{ code: 'BED.CLOSURE_ORDER' }],
    });
    expect(await close(bedId, { from: '2026-03-10', until: '2026-03-10', reason: '' })).toMatchObject({
      refusals: [{ code: 'BED.REASON_MISSING' }, { code: 'BED.CLOSURE_ORDER' }],
    });
  });

  it('asks for what is missing, all at once', async () => {
    const result = await closeBed(manager, { bedId: await oneBed() } as never);
    expect(result).toMatchObject({
      refusals: [
        { code: 'INPUT.NO_DATE', field: 'from' },
        { code: 'BED.CAUSE_MISSING', field: 'cause' },
        { code: 'BED.REASON_MISSING', field: 'reason' },
      ],
    });
  });

  it('does not close a bed of the other district', async () => {
    const bedId = await oneBed();
    expect(
      await closeBed(elsewhere.as('manager'), { bedId, from: today, cause: 'repair', reason: '不该成功' }),
    ).toMatchObject({
      refusals: [{ code: 'BED.UNKNOWN' }],
    });
  });
});

describe('changing a bed', () => {
  it('writes its kind and attributes in their order', async () => {
    const bedId = await oneBed();
    const change = { bedId, kind: 'general' as const, attributes: ['oxygen' as const, 'window' as const] };
    expect(await changeBed(manager, change)).toEqual({
      ok: false,
      refusals: [
        { code: 'BED.SHARE_BELOW_GOAL', field: 'acknowledged', params: { before: 100, after: 0, goal: 65 } },
      ],
    });
    await changeBed(manager, { ...change, acknowledged: true });
    expect(await findBed(manager, { id: bedId })).toMatchObject({
      kind: 'general',
      attributes: ['window', 'oxygen'],
    });
  });
});

describe('what the database refuses by itself', () => {
  it('has a use case name every constraint of beds, so that nobody reads an error number', async () => {
    const constraints = await owner<{ name: string }[]>`
      select conname as name from pg_constraint where conrelid in ('bed_occupancies'::regclass, 'bed_closures'::regclass)
        and contype in ('x') order by 1`;
    for (const { name } of constraints) expect(bedConstraints).toHaveProperty(name);
    expect(constraints.length).toBe(3);
  });
});
