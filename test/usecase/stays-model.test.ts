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
import { beginLeave } from '~/domain/stays/begin-leave';
import { correctLeave } from '~/domain/stays/correct-leave';
import { correctStay } from '~/domain/stays/correct-stay';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { endLeave } from '~/domain/stays/end-leave';
import { swapResidents } from '~/domain/stays/swap-residents';
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
  readonly away: { readonly person: number; readonly id: string; from: PlainDate; until: PlainDate | null }[];
}

const bed = fc.nat(BEDS - 1);
const person = fc.nat(PEOPLE - 1);
const day = fc.nat(20);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('admit' as const), person, bed, day }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('transfer' as const), person, bed, day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('discharge' as const), person, day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap' as const), person, other: person, day }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave' as const), person, day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), person, day }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct-leave' as const),
      person,
      day,
      until: fc.option(day),
      never: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      person,
      what: fc.constantFrom('admission' as const, 'transfer' as const, 'discharge' as const),
      day: fc.option(day, { freq: 8 }),
    }),
  },
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

/** Whoever goes for good on the day of leaving was away without a night, and stands in nobody's way. */
const bothAway = (one: DateRange, other: DateRange) => one.from !== one.until && overlaps(one, other);

const current = (world: World, who: number) =>
  world.held.find(({ person: one, until }) => one === who && until === null);

describe('any sequence of admissions, moves, swaps, absences, discharges, closures and corrections', () => {
  it('does exactly what paper would allow, and leaves nobody with two beds and no bed with two people', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (steps) => {
        await owner`truncate stays, bed_occupancies, bed_closures, stay_leaves, stay_corrections cascade`;
        await owner`update applications set status = 'waiting'`;
        const world: World = { held: [], closed: [], stays: new Map(), away: [] };
        for (const one of steps) await take(world, one);
        await expectOrder(world);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 60_000);
});

async function take(world: World, one: Step) {
  const on = addDays(start, one.day ?? 0);
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
    return;
  }
  if (!stay) return;
  const stayId = stay.id;
  const out = world.away.find(({ person: who, until }) => who === one.person && until === null);
  if (one.kind === 'transfer') {
    const allowed =
      held !== undefined &&
      held.bed !== one.bed &&
      on >= held.from &&
      isFree(world, one.bed, { from: on, until: null });
    const result = await transferResident(manager, {
      stayId,
      bedId: beds[one.bed] ?? '',
      on,
      reason: '调整',
    });
    expect(result.ok).toBe(allowed);
    if (!result.ok || !held) return;
    held.until = on;
    world.held.push({ bed: one.bed, person: one.person, from: on, until: null });
  } else if (one.kind === 'swap') {
    const otherStay = world.stays.get(one.other);
    const otherHeld = current(world, one.other);
    if (!otherStay) return;
    const allowed =
      one.person !== one.other &&
      held !== undefined &&
      otherHeld !== undefined &&
      on >= held.from &&
      on >= otherHeld.from;
    const result = await swapResidents(manager, { stayId, otherStayId: otherStay.id, on, reason: '互换' });
    expect(result.ok).toBe(allowed);
    if (!result.ok || !held || !otherHeld) return;
    for (const range of [held, otherHeld]) range.until = on;
    world.held.push({ bed: otherHeld.bed, person: one.person, from: on, until: null });
    world.held.push({ bed: held.bed, person: one.other, from: on, until: null });
  } else if (one.kind === 'discharge') {
    const result = await dischargeResident(manager, { stayId, on, cause: 'home' });
    expect(result.ok).toBe(
      held !== undefined && on >= held.from && (!out || on >= out.from) && within(world, one.person, on),
    );
    if (!result.ok || !held) return;
    held.until = on;
    stay.over = true;
    if (out) out.until = on;
  } else if (one.kind === 'leave') {
    const range = { from: on, until: null };
    const allowed =
      !stay.over &&
      !out &&
      on >= firstDay(world, one.person) &&
      !world.away.some((one_) => one_.person === one.person && bothAway(one_, range));
    const result = await beginLeave(manager, { stayId, from: on, kind: 'home' });
    expect(result.ok).toBe(allowed);
    if (result.ok) world.away.push({ person: one.person, id: result.value.leaveId, ...range });
  } else if (one.kind === 'return') {
    const result = await endLeave(manager, { stayId, on });
    expect(result.ok).toBe(out !== undefined && on > out.from);
    if (result.ok && out) out.until = on;
  } else if (one.kind === 'correct-leave') {
    await correctAbsence(world, one);
  } else if (one.kind === 'correct') {
    await correctDay(world, one);
  }
}

const lain = (world: World, who: number) =>
  world.held
    .filter(({ person: one }) => one === who)
    .sort((a, b) =>
      a.from < b.from || (a.from === b.from && a.until !== null && (b.until === null || a.until < b.until))
        ? -1
        : 1,
    );

const firstDay = (world: World, who: number): PlainDate => lain(world, who)[0]?.from ?? start;

/** Whether every absence of a person would end by `until`, but for the one that has not ended. */
const within = (world: World, who: number, until: PlainDate): boolean =>
  world.away.every((one) => one.person !== who || one.until === null || one.until <= until);

async function correctAbsence(world: World, one: Step & { kind: 'correct-leave' }) {
  const stay = world.stays.get(one.person);
  const leave = world.away.find(({ person: who }) => who === one.person);
  if (!stay || !leave) return;
  const from = addDays(start, one.day);
  const until = one.until === null ? null : addDays(start, one.until);
  const days = lain(world, one.person);
  const range = { from, until };
  const end = stay.over ? (days.at(-1)?.until ?? null) : null;
  const others = world.away.filter((other) => other.person === one.person && other !== leave);
  const fits =
    (until === null || until > from) &&
    from >= firstDay(world, one.person) &&
    (end === null || (until !== null && until <= end)) &&
    !others.some((other) => bothAway(other, range));
  const result = await correctLeave(manager, {
    stayId: stay.id,
    leaveId: leave.id,
    ...(one.never ? { never: true } : { from, until: until ?? undefined }),
    reason: '登记有误',
  });
  expect(result.ok).toBe(one.never || fits);
  if (!result.ok) return;
  world.away.splice(world.away.indexOf(leave), 1);
  if (one.never) return;
  const [row] = await owner<{ id: string }[]>`select id from stay_leaves where corrects_id = ${leave.id}`;
  world.away.push({ person: one.person, id: row?.id ?? '', ...range });
}

async function correctDay(world: World, one: Step & { kind: 'correct' }) {
  const stay = world.stays.get(one.person);
  const days = lain(world, one.person);
  const [first, last] = [days[0], days.at(-1)];
  if (!stay || !first || !last) return;
  // Beds held for no day at all can stand in any order; what a correction of those means is not looked at here.
  if (days.some(({ from, until }) => from === until)) return;
  const on = one.day === null ? null : addDays(start, one.day);
  const moved = days[1];
  const others = world.held.filter((range) => range.person !== one.person);
  const free = (bedOf: number, range: DateRange) => isFree({ ...world, held: others }, bedOf, range);
  const awayFits = (from: PlainDate, until: PlainDate | null) =>
    world.away.every(
      (out) =>
        out.person !== one.person ||
        (out.from >= from && (until === null || (out.until !== null && out.until <= until))),
    );
  let allowed = false;
  if (one.what === 'admission')
    allowed =
      on !== null &&
      on >= plainDate('2026-02-01') &&
      on !== first.from &&
      (first.until === null || on <= first.until) &&
      free(first.bed, { from: on, until: first.until }) &&
      awayFits(on, stay.over ? last.until : null);
  else if (one.what === 'discharge')
    allowed =
      stay.over &&
      on !== last.until &&
      (on === null || on >= last.from) &&
      free(last.bed, { from: last.from, until: on }) &&
      awayFits(first.from, on);
  else
    allowed =
      on !== null &&
      moved !== undefined &&
      on !== moved.from &&
      on >= first.from &&
      (moved.until === null || on <= moved.until) &&
      free(first.bed, { from: first.from, until: on }) &&
      free(moved.bed, { from: on, until: moved.until });
  const result = await correctStay(manager, {
    stayId: stay.id,
    what: one.what,
    movedOn: one.what === 'transfer' ? moved?.from : undefined,
    on: on ?? undefined,
    reason: '登记有误',
  });
  expect({
    ok: result.ok,
    ...(result.ok ? {} : { codes: result.refusals.map(({ code }) => code) }),
  }).toMatchObject({ ok: allowed });
  if (!result.ok) return;
  if (one.what === 'admission' && on) first.from = on;
  if (one.what === 'discharge') {
    last.until = on;
    stay.over = on !== null;
  }
  if (one.what === 'transfer' && on && moved) {
    first.until = on;
    moved.from = on;
  }
}

/** What must hold in the database whatever was asked of it. */
async function expectOrder(world: World) {
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
  const rows = await owner<{ bed: string; from: PlainDate; until: PlainDate | null }[]>`
    select bed_id as bed, from_on::text as from, until_on::text as until from bed_occupancies where from_on is distinct from until_on`;
  const plain = (list: readonly { bed: string; from: string; until: string | null }[]) =>
    list.map(({ bed: id, from, until }) => `${id} ${from} ${until}`).sort();
  expect(plain(rows)).toEqual(
    plain(
      world.held
        .filter(({ from, until }) => from !== until)
        .map((one) => ({ ...one, bed: beds[one.bed] ?? '' })),
    ),
  );
  const away = await owner<{ id: string; from: string; until: string | null }[]>`
    select id, from_on::text as from, until_on::text as until from stay_leaves where annulled_at is null`;
  expect(plain(away.map((one) => ({ ...one, bed: one.id })))).toEqual(
    plain(world.away.map((one) => ({ ...one, bed: one.id }))),
  );
}
