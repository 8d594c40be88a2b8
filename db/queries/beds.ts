import { and, asc, desc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { bedClosures, bedOccupancies, bedReservations, beds, buildings, floors, rooms } from '../schema/beds';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

/** The most beds one centre may have; every list of beds is bounded by it. */
export const BEDS_LIMIT = 5_000;

const place = {
  id: beds.id,
  name: beds.name,
  kind: beds.kind,
  attributes: beds.attributes,
  room: rooms.name,
  sexRule: rooms.sexRule,
  floor: floors.name,
  building: buildings.name,
};

const placed = (tx: Tx) =>
  tx
    .select(place)
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId));

const asBuilt = [asc(buildings.name), asc(floors.name), asc(rooms.name), asc(beds.name)];

/** Every bed with its place by name, in the order of the building. */
export async function selectPlaces(tx: Tx) {
  return placed(tx)
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

export async function selectPlace(tx: Tx, bedId: string) {
  const [bed] = await placed(tx).where(eq(beds.id, bedId));
  return bed;
}

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
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
}

/** Every bed with what stands against having it from a date on, for good. */
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
    .select({ fromOn: bedClosures.fromOn, untilOn: bedClosures.untilOn })
    .from(bedClosures)
    .where(and(eq(bedClosures.bedId, beds.id), beyond(bedClosures.untilOn)))
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
      reservedFor: bedReservations.personId,
    })
    .from(beds)
    .innerJoin(rooms, eq(rooms.id, beds.roomId))
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .leftJoinLateral(occupied, sql`true`)
    .leftJoinLateral(closed, sql`true`)
    .leftJoin(bedReservations, and(eq(bedReservations.bedId, beds.id), isNull(bedReservations.releasedAt)))
    .orderBy(...asBuilt)
    .limit(BEDS_LIMIT);
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

/** Every closure of a bed, newest first. */
export async function selectClosures(tx: Tx, bedId: string, limit: number) {
  return tx
    .select({
      id: bedClosures.id,
      fromOn: bedClosures.fromOn,
      untilOn: bedClosures.untilOn,
      cause: bedClosures.cause,
      reason: bedClosures.reason,
    })
    .from(bedClosures)
    .where(eq(bedClosures.bedId, bedId))
    .orderBy(desc(bedClosures.fromOn), desc(bedClosures.id))
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

export async function updateBed(
  tx: Tx,
  id: string,
  fields: Pick<typeof beds.$inferInsert, 'kind' | 'attributes'>,
): Promise<boolean> {
  const changed = await tx.update(beds).set(fields).where(eq(beds.id, id)).returning({ id: beds.id });
  return changed.length > 0;
}

type NewClosure = Omit<typeof bedClosures.$inferInsert, 'id' | 'tenantId'>;

export async function insertClosure(tx: Tx, closure: NewClosure): Promise<void> {
  await tx.insert(bedClosures).values({ ...closure, id: newId() });
}

/** Ends the closure that is open on a day or begins after it; false when there is none. */
export async function endClosure(tx: Tx, { bedId, on }: { bedId: string; on: PlainDate }): Promise<boolean> {
  const ended = await tx
    .update(bedClosures)
    .set({ untilOn: on })
    .where(and(eq(bedClosures.bedId, bedId), holds(bedClosures.fromOn, bedClosures.untilOn, on)))
    .returning({ id: bedClosures.id });
  return ended.length > 0;
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

/** A bed that is to be added, with its place by name. */
export interface NewPlace {
  readonly building: string;
  readonly floor: string;
  readonly room: string;
  readonly name: string;
  readonly sexRule: typeof rooms.$inferSelect.sexRule;
  readonly kind: typeof beds.$inferSelect.kind;
  readonly attributes: readonly (typeof beds.$inferSelect.attributes)[number][];
}

const distinct = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** Adds beds with whatever building, floor and room is not there yet: four inserts and three reads for any number of beds. */
export async function insertPlaces(tx: Tx, places: readonly NewPlace[]): Promise<void> {
  const buildingNames = distinct(places, ({ building }) => building).map(({ building }) => building);
  await tx
    .insert(buildings)
    .values(buildingNames.map((name) => ({ id: newId(), name })))
    .onConflictDoNothing();
  const knownBuildings = await tx
    .select({ id: buildings.id, name: buildings.name })
    .from(buildings)
    .where(inArray(buildings.name, buildingNames));
  const buildingId = idsBy(knownBuildings, ({ name }) => name);
  const buildingIds = knownBuildings.map(({ id }) => id);

  const floorOf = (at: NewPlace) => JSON.stringify([buildingId(at.building), at.floor]);
  await tx
    .insert(floors)
    .values(
      distinct(places, floorOf).map((at) => ({
        id: newId(),
        buildingId: buildingId(at.building),
        name: at.floor,
      })),
    )
    .onConflictDoNothing();
  const knownFloors = await tx
    .select()
    .from(floors)
    .where(inArray(floors.buildingId, buildingIds))
    .limit(BEDS_LIMIT);
  const floorId = idsBy(knownFloors, (floor) => JSON.stringify([floor.buildingId, floor.name]));

  const roomOf = (at: NewPlace) => JSON.stringify([buildingId(at.building), at.room]);
  await tx
    .insert(rooms)
    .values(
      distinct(places, roomOf).map((at) => ({
        id: newId(),
        buildingId: buildingId(at.building),
        floorId: floorId(floorOf(at)),
        name: at.room,
        sexRule: at.sexRule,
      })),
    )
    .onConflictDoNothing();
  const knownRooms = await tx
    .select()
    .from(rooms)
    .where(inArray(rooms.buildingId, buildingIds))
    .limit(BEDS_LIMIT);
  const roomId = idsBy(knownRooms, (room) => JSON.stringify([room.buildingId, room.name]));

  await tx.insert(beds).values(
    places.map((at) => ({
      id: newId(),
      roomId: roomId(roomOf(at)),
      name: at.name,
      kind: at.kind,
      attributes: [...at.attributes],
    })),
  );
}

function idsBy<T extends { readonly id: string }>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): (key: string) => string {
  const ids = new Map(rows.map((row) => [keyOf(row), row.id]));
  return (key) => {
    const id = ids.get(key);
    if (!id) throw new Error(`A place that was just added is not there: ${key}`);
    return id;
  };
}
