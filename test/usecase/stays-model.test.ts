import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOf } from '#db/seed/demo/demo';
import { loadReference } from '#db/seed/reference/load-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { systemActor } from '~/domain/access/system-actor';
import { closeBed } from '~/domain/beds/close-bed';
import { type DateRange, overlaps } from '~/domain/kernel/date-range';
import { addDays, type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { admitResident } from '~/domain/stays/admit-resident';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { transferResident } from '~/domain/stays/transfer-resident';
import { useFreshDatabase } from '../database';
import { aWaitingPerson, someBeds } from '../factories/stays';

const addresses = useFreshDatabase();
const here = demoOf(demoTenants[0], { main: true });
const start = plainDate('2026-03-01');
const manager = here.as('manager', new Date('2026-06-01T04:00:00Z'));

const BEDS = 3;
const PEOPLE = 4;

let owner: postgres.Sql;
let beds: string[];
let applications: string[];
beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 2, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  await loadReference(systemActor(demoTenants[0].id, 'reference', 'test'), demoTenants[0].regionCode);
  beds = await someBeds(here, BEDS);
  const at = new Date('2026-02-01T04:00:00Z');
  const people = Array.from({ length: PEOPLE }, () => aWaitingPerson(here, { appliedOn: '2026-02-01', at }));
  applications = (await Promise.all(people)).map(({ applicationId }) => applicationId);
});
afterAll(() => owner.end());

/** What the product should know, kept in the plainest way. */
interface World {
  readonly held: {
    readonly bed: number;
    readonly person: number;
    from: PlainDate;
    until: PlainDate | null;
  }[];
  readonly closed: { readonly bed: number; readonly range: DateRange }[];
  readonly stays: Map<number, { readonly id: string; over: boolean }>;
}

const bed = fc.nat(BEDS - 1);
const person = fc.nat(PEOPLE - 1);
const day = fc.nat(20);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('admit' as const), person, bed, day }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('transfer' as const), person, bed, day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('discharge' as const), person, day }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      bed,
      day,
      days: fc.integer({ min: 1, max: 5 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const isFree = (world: World, wanted: number, range: DateRange): boolean =>
  !world.held.some(
    ({ bed: one, from, until }) => one === wanted && from !== until && overlaps({ from, until }, range),
  ) && !world.closed.some(({ bed: one, range: closed }) => one === wanted && overlaps(closed, range));

const current = (world: World, who: number) =>
  world.held.find(({ person: one, until }) => one === who && until === null);

describe('any sequence of admissions, moves, discharges and closures', () => {
  it('does exactly what paper would allow, and leaves nobody with two beds and no bed with two people', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await owner`truncate stays, bed_occupancies, bed_closures cascade`;
        await owner`update applications set status = 'waiting'`;
        const world: World = { held: [], closed: [], stays: new Map() };
        for (const one of steps) await take(world, one);
        await expectOrder();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  }, 60_000);
});

async function take(world: World, one: Step) {
  const on = addDays(start, one.day);
  if (one.kind === 'close') {
    const range = { from: on, until: addDays(on, one.days) };
    const result = await closeBed(manager, {
      bedId: beds[one.bed] ?? '',
      from: range.from,
      until: range.until,
      cause: 'repair',
      reason: '检修',
    });
    expect(result.ok).toBe(isFree(world, one.bed, range));
    if (result.ok) world.closed.push({ bed: one.bed, range });
    return;
  }
  const stay = world.stays.get(one.person);
  const held = current(world, one.person);
  if (one.kind === 'admit') {
    const allowed = !stay && isFree(world, one.bed, { from: on, until: null });
    const input = {
      applicationId: applications[one.person] ?? '',
      bedId: beds[one.bed],
      on,
      directReason: '演示',
    };
    const result = await admitResident(manager, input);
    expect(result.ok).toBe(allowed);
    if (!result.ok) return;
    world.stays.set(one.person, { id: result.value.stayId, over: false });
    world.held.push({ bed: one.bed, person: one.person, from: on, until: null });
  } else if (stay && one.kind === 'transfer') {
    const allowed =
      held !== undefined &&
      held.bed !== one.bed &&
      on >= held.from &&
      isFree(world, one.bed, { from: on, until: null });
    const result = await transferResident(manager, {
      stayId: stay.id,
      bedId: beds[one.bed] ?? '',
      on,
      reason: '调整',
    });
    expect(result.ok).toBe(allowed);
    if (!result.ok || !held) return;
    held.until = on;
    world.held.push({ bed: one.bed, person: one.person, from: on, until: null });
  } else if (stay) {
    const result = await dischargeResident(manager, { stayId: stay.id, on, cause: 'home' });
    expect(result.ok).toBe(held !== undefined && on >= held.from);
    if (!result.ok || !held) return;
    held.until = on;
    stay.over = true;
  }
}

/** What must hold in the database whatever was asked of it. */
async function expectOrder() {
  const range = (table: string) => owner.unsafe(`daterange(${table}.from_on, ${table}.until_on)`);
  const twice = await owner`
    select 1 from bed_occupancies a join bed_occupancies b on a.id < b.id
      and (a.bed_id = b.bed_id or a.person_id = b.person_id) and ${range('a')} && ${range('b')}`;
  expect(twice).toHaveLength(0);
  const inClosed =
    await owner`select 1 from bed_occupancies a join bed_closures c using (bed_id) where ${range('a')} && ${range('c')}`;
  expect(inClosed).toHaveLength(0);
  const gaps = await owner`
    select s.id from stays s join bed_occupancies o on o.stay_id = s.id group by s.id, s.admitted_on, s.discharged_on
    having range_agg(${range('o')}) <> datemultirange(daterange(s.admitted_on, s.discharged_on))`;
  expect(gaps).toHaveLength(0);
  const withoutBed =
    await owner`select 1 from stays s where not exists (select from bed_occupancies o where o.stay_id = s.id)`;
  expect(withoutBed).toHaveLength(0);
}
