import { and, asc, desc, eq, gt, inArray, isNull, lte, not, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import {
  bedCleanings,
  bedClosures,
  bedOccupancies,
  bedReservations,
  beds,
  buildings,
  floors,
  isolations,
  rooms,
} from '../schema/beds';
import { householdMembers, people } from '../schema/people';
import type { Tx } from '../transaction';

/** The most beds one centre may have; every list of beds is bounded by it. */
export const BEDS_LIMIT = 5_000;

const place = {
  id: beds.id,
  name: beds.name,
  kind: beds.kind,
  attributes: beds.attributes,
  openedOn: beds.openedOn,
  retiredOn: beds.retiredOn,
  roomId: beds.roomId,
  room: rooms.name,
  sexRule: rooms.sexRule,
  isolation: rooms.isolation,
  oneHousehold: rooms.oneHousehold,
  maxPeople: rooms.maxPeople,
  floorId: rooms.floorId,
  floor: floors.name,
  buildingId: rooms.buildingId,
  building: buildings.name,
};

const placed = (tx: Tx) =>
  tx
    .select(place)
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId));

const asBuilt = [
  asc(buildings.name),
  sql`${floors.level} nulls last`,
  asc(floors.name),
  asc(rooms.name),
  asc(beds.name),
  asc(beds.id),
];

/** There on a day: set up and not yet retired. */
const thereOn = (on: PlainDate): SQL | undefined =>
  and(or(isNull(beds.openedOn), lte(beds.openedOn, on)), or(isNull(beds.retiredOn), gt(beds.retiredOn, on)));

/** Every bed with its place by name, in the order of the building; those that are retired too. */
export async function selectPlaces(tx: Tx) {
  return placed(tx)
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

/** Beds of a room, those that are retired too. */
export async function selectPlacesOfRoom(tx: Tx, roomId: string) {
  return placed(tx)
    .where(eq(beds.roomId, roomId))
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

export async function selectPlace(tx: Tx, bedId: string) {
  const [bed] = await placed(tx).where(eq(beds.id, bedId));
  return bed;
}

/** A closure that was taken back before it began. */
const endsAsItBegins = sql`coalesce(${bedClosures.untilOn} = ${bedClosures.fromOn}, false)`;

/** Half-open range of two date columns holds `on`. Written with comparisons, which row-level security lets reach an index. */
const holds = (
  from: typeof bedClosures.fromOn | typeof bedOccupancies.fromOn,
  until: typeof bedClosures.untilOn | typeof bedOccupancies.untilOn,
  on: PlainDate,
): SQL | undefined => and(lte(from, on), or(isNull(until), gt(until, on)));

/**
 * Every bed as it stands on a date: who lies in it, why it is closed, for whom it was kept at the end of that day
 * (`dayEnds`, the first instant after it).
 */
export async function selectBoard(tx: Tx, { on, dayEnds }: { on: PlainDate; dayEnds: Date }) {
  const kept = and(
    eq(bedReservations.bedId, beds.id),
    lte(bedReservations.madeAt, dayEnds),
    or(isNull(bedReservations.releasedAt), gt(bedReservations.releasedAt, dayEnds)),
  );
  const reservation = tx
    .select({ personId: bedReservations.personId, fromOn: bedReservations.fromOn })
    .from(bedReservations)
    .where(kept)
    .orderBy(desc(bedReservations.madeAt))
    .limit(1)
    .as('reservation');
  const awaiting = and(
    eq(bedCleanings.bedId, beds.id),
    lte(bedCleanings.vacatedOn, on),
    or(isNull(bedCleanings.doneAt), gt(bedCleanings.doneAt, dayEnds)),
  );
  const cleaning = tx
    .select({ since: bedCleanings.since })
    .from(bedCleanings)
    .where(awaiting)
    .limit(1)
    .as('cleaning');
  return tx
    .select({
      ...place,
      personId: bedOccupancies.personId,
      stayId: bedOccupancies.stayId,
      personName: people.name,
      since: bedOccupancies.fromOn,
      leaves: bedOccupancies.untilOn,
      closureCause: bedClosures.cause,
      closedUntil: bedClosures.untilOn,
      cleaningSince: cleaning.since,
      reservedFor: reservation.personId,
      reservedFrom: reservation.fromOn,
    })
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .leftJoin(
      bedOccupancies,
      and(eq(bedOccupancies.bedId, beds.id), holds(bedOccupancies.fromOn, bedOccupancies.untilOn, on)),
    )
    .leftJoin(people, eq(people.id, bedOccupancies.personId))
    .leftJoin(
      bedClosures,
      and(eq(bedClosures.bedId, beds.id), holds(bedClosures.fromOn, bedClosures.untilOn, on)),
    )
    .leftJoinLateral(reservation, sql`true`)
    .leftJoinLateral(cleaning, sql`true`)
    .where(thereOn(on))
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

/** Who is in a room, or awaited in it, from a day on, with the household they belong to on that day; only of rooms that ask. */
const othersFrom = (from: PlainDate) => sql<{ personId: string; household: string | null }[] | null>`
  case when ${rooms.oneHousehold} or ${rooms.maxPeople} is not null then (
    select jsonb_agg(distinct jsonb_build_object('personId', o.person_id, 'household', (
      select h.household_id from household_members h where h.tenant_id = ${rooms.tenantId} and h.person_id = o.person_id
        and h.from_on <= ${from}::date and (h.until_on is null or h.until_on > ${from}::date) limit 1)))
    from room_people(${rooms.tenantId}, ${rooms.id}) o where o.during && daterange(${from}::date, null)) end`;

/** Every bed that will be there with what stands against having it from a date on, for good. */
export async function selectAvailability(tx: Tx, from: PlainDate) {
  const beyond = (until: typeof bedClosures.untilOn | typeof bedOccupancies.untilOn) =>
    or(isNull(until), gt(until, from));
  const occupied = tx
    .select({ fromOn: bedOccupancies.fromOn, untilOn: bedOccupancies.untilOn })
    .from(bedOccupancies)
    .where(and(eq(bedOccupancies.bedId, beds.id), beyond(bedOccupancies.untilOn)))
    .orderBy(sql`${bedOccupancies.untilOn} desc nulls first`)
    .limit(1)
    .as('occupied');
  const closed = tx
    .select({
      fromOn: bedClosures.fromOn,
      untilOn: bedClosures.untilOn,
      cause: bedClosures.cause,
      reason: bedClosures.reason,
    })
    .from(bedClosures)
    .where(and(eq(bedClosures.bedId, beds.id), beyond(bedClosures.untilOn), not(endsAsItBegins)))
    .orderBy(sql`${bedClosures.untilOn} desc nulls first`)
    .limit(1)
    .as('closed');
  return tx
    .select({
      ...place,
      occupiedFrom: occupied.fromOn,
      occupiedUntil: occupied.untilOn,
      closedFrom: closed.fromOn,
      closedUntil: closed.untilOn,
      closedCause: closed.cause,
      closedReason: closed.reason,
      reservedFor: bedReservations.personId,
      reservedFrom: bedReservations.fromOn,
      cleaningSince: bedCleanings.since,
      others: othersFrom(from),
    })
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .leftJoinLateral(occupied, sql`true`)
    .leftJoinLateral(closed, sql`true`)
    .leftJoin(bedReservations, and(eq(bedReservations.bedId, beds.id), isNull(bedReservations.releasedAt)))
    .leftJoin(bedCleanings, and(eq(bedCleanings.bedId, beds.id), isNull(bedCleanings.doneAt)))
    .where(or(isNull(beds.retiredOn), gt(beds.retiredOn, from)))
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

/** What a room asks of a person, as it is on a day; undefined when there is no such person. */
export async function selectRoomNeed(tx: Tx, { personId, on }: { personId: string; on: PlainDate }) {
  const holding = (from: PgColumn, until: PgColumn) => and(lte(from, on), or(isNull(until), gt(until, on)));
  const [row] = await tx
    .select({
      personId: people.id,
      sex: people.sex,
      household: householdMembers.householdId,
      isolation: isolations.id,
    })
    .from(people)
    .leftJoin(
      householdMembers,
      and(
        eq(householdMembers.personId, people.id),
        holding(householdMembers.fromOn, householdMembers.untilOn),
      ),
    )
    .leftJoin(
      isolations,
      and(eq(isolations.personId, people.id), holding(isolations.fromOn, isolations.untilOn)),
    )
    .where(eq(people.id, personId))
    .limit(1);
  return (
    row && {
      personId: row.personId,
      sex: row.sex,
      household: row.household,
      isolated: row.isolation !== null,
    }
  );
}

/** Everybody who lay in a bed, newest first. */
export async function selectOccupancies(tx: Tx, bedId: string, limit: number) {
  return tx
    .select({
      id: bedOccupancies.id,
      personId: bedOccupancies.personId,
      personName: people.name,
      stayId: bedOccupancies.stayId,
      fromOn: bedOccupancies.fromOn,
      untilOn: bedOccupancies.untilOn,
    })
    .from(bedOccupancies)
    .innerJoin(people, eq(people.id, bedOccupancies.personId))
    .where(eq(bedOccupancies.bedId, bedId))
    .orderBy(desc(bedOccupancies.fromOn), desc(bedOccupancies.id))
    .limit(limit);
}

/** For whom a bed is kept just now. */
export async function selectOpenReservation(tx: Tx, bedId: string) {
  const [row] = await tx
    .select({ personId: bedReservations.personId, personName: people.name, fromOn: bedReservations.fromOn })
    .from(bedReservations)
    .innerJoin(people, eq(people.id, bedReservations.personId))
    .where(and(eq(bedReservations.bedId, bedId), isNull(bedReservations.releasedAt)));
  return row;
}

/** Beds a person lay in, newest first, with their places. */
export async function selectBedHistory(tx: Tx, stayId: string, limit: number) {
  return tx
    .select({ ...place, fromOn: bedOccupancies.fromOn, untilOn: bedOccupancies.untilOn })
    .from(bedOccupancies)
    .innerJoin(beds, eq(beds.id, bedOccupancies.bedId))
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(eq(bedOccupancies.stayId, stayId))
    .orderBy(desc(bedOccupancies.fromOn), desc(bedOccupancies.id))
    .limit(limit);
}

/** Locks beds until the transaction ends, always in the same order, so that two exchanges do not wait for each other. */
export async function lockBeds(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .select({ id: beds.id })
    .from(beds)
    .where(inArray(beds.id, [...ids]))
    .orderBy(asc(beds.id))
    .for('no key update');
}

export async function insertOccupancy(
  tx: Tx,
  row: { bedId: string; personId: string; stayId: string | null; fromOn: PlainDate },
): Promise<void> {
  await tx.insert(bedOccupancies).values({ ...row, id: newId() });
}

/** Ends the open occupancy of a person; the bed that became free and since when it was held, or undefined. */
export async function endOccupancy(tx: Tx, { personId, on }: { personId: string; on: PlainDate }) {
  const [ended] = await tx
    .update(bedOccupancies)
    .set({ untilOn: on })
    .where(and(eq(bedOccupancies.personId, personId), isNull(bedOccupancies.untilOn)))
    .returning({ bedId: bedOccupancies.bedId, stayId: bedOccupancies.stayId, fromOn: bedOccupancies.fromOn });
  return ended;
}

/** Beds that are there or were, which is what every list is bounded by. */
export async function countAllBeds(tx: Tx): Promise<number> {
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(beds);
  return row?.count ?? 0;
}

/** Nursing beds and all beds that are there on a day; `in_service` leaves out those that are closed then. `counted`: `bedId` is one of them. */
export async function countShare(
  tx: Tx,
  { on, denominator, bedId }: { on: PlainDate; denominator: 'all' | 'in_service'; bedId?: string },
): Promise<{ nursing: number; all: number; counted: boolean }> {
  const closed = tx
    .select({ one: sql`1` })
    .from(bedClosures)
    .where(and(eq(bedClosures.bedId, beds.id), holds(bedClosures.fromOn, bedClosures.untilOn, on)));
  const [row] = await tx
    .select({
      nursing: sql<number>`count(*) filter (where ${beds.kind} = 'nursing')::int`,
      all: sql<number>`count(*)::int`,
      counted: sql<boolean>`coalesce(bool_or(${beds.id} = ${bedId ?? null}::uuid), false)`,
    })
    .from(beds)
    .where(and(thereOn(on), denominator === 'in_service' ? sql`not exists ${closed}` : undefined));
  return row ?? { nursing: 0, all: 0, counted: false };
}

/** Moves the first day of a stay's first bed, or the last of its last one; null opens it again. False when the stay has no bed. */
export async function moveStayEdge(
  tx: Tx,
  { stayId, edge, on }: { stayId: string; edge: 'first' | 'last'; on: PlainDate | null },
): Promise<boolean> {
  const [row] = await tx
    .select({ id: bedOccupancies.id })
    .from(bedOccupancies)
    .where(eq(bedOccupancies.stayId, stayId))
    .orderBy(
      edge === 'first' ? asc(bedOccupancies.fromOn) : desc(bedOccupancies.fromOn),
      asc(bedOccupancies.id),
    )
    .limit(1);
  if (!row) return false;
  await tx
    .update(bedOccupancies)
    .set(edge === 'first' && on !== null ? { fromOn: on } : { untilOn: on })
    .where(eq(bedOccupancies.id, row.id));
  return true;
}

/** Moves the day on which a resident changed beds; false when no bed of the stay begins on `from`, or it is the first. */
export async function moveTransfer(
  tx: Tx,
  { stayId, from, to }: { stayId: string; from: PlainDate; to: PlainDate },
): Promise<boolean> {
  const [before] = await tx
    .select({ id: bedOccupancies.id })
    .from(bedOccupancies)
    .where(and(eq(bedOccupancies.stayId, stayId), eq(bedOccupancies.untilOn, from)));
  const [after] = await tx
    .select({ id: bedOccupancies.id })
    .from(bedOccupancies)
    .where(and(eq(bedOccupancies.stayId, stayId), eq(bedOccupancies.fromOn, from)));
  if (!before || !after || before.id === after.id) return false;
  const leave = () => tx.update(bedOccupancies).set({ untilOn: to }).where(eq(bedOccupancies.id, before.id));
  const arrive = () => tx.update(bedOccupancies).set({ fromOn: to }).where(eq(bedOccupancies.id, after.id));
  // The one that gets shorter goes first, so that the person never lies in two beds.
  for (const change of to < from ? [leave, arrive] : [arrive, leave]) await change();
  return true;
}

export async function insertReservation(
  tx: Tx,
  row: { bedId: string; personId: string; fromOn: PlainDate; madeAt: Date },
): Promise<string> {
  const id = newId();
  await tx.insert(bedReservations).values({ ...row, id });
  return id;
}

/** Lets a kept bed go; the bed and the person, or undefined when it is not kept any more. */
export async function releaseReservation(tx: Tx, id: string, at: Date) {
  const [released] = await tx
    .update(bedReservations)
    .set({ releasedAt: at })
    .where(and(eq(bedReservations.id, id), isNull(bedReservations.releasedAt)))
    .returning({ bedId: bedReservations.bedId, personId: bedReservations.personId });
  return released;
}
