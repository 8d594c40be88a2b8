import { asc, eq, inArray, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { beds, buildings, floors, rooms } from '../schema/beds';
import type { Tx } from '../transaction';
import { BEDS_LIMIT } from './beds';

type Room = typeof rooms.$inferSelect;
type Bed = typeof beds.$inferSelect;

/** What a room asks of those who live in it. */
export type RoomRules = Pick<Room, 'sexRule' | 'isolation' | 'oneHousehold' | 'maxPeople'>;

/** Every building, floor and room, also the empty ones, in the order of the house. */
export async function selectTree(tx: Tx) {
  return tx
    .select({
      buildingId: buildings.id,
      building: buildings.name,
      floorId: floors.id,
      floor: floors.name,
      level: floors.level,
      roomId: rooms.id,
      room: rooms.name,
      sexRule: rooms.sexRule,
      isolation: rooms.isolation,
      oneHousehold: rooms.oneHousehold,
      maxPeople: rooms.maxPeople,
    })
    .from(buildings)
    .leftJoin(floors, eq(floors.buildingId, buildings.id))
    .leftJoin(rooms, eq(rooms.floorId, floors.id))
    .orderBy(
      asc(buildings.name),
      sql`${floors.level} desc nulls first`,
      sql`${floors.name} desc`,
      asc(rooms.name),
    )
    .limit(BEDS_LIMIT);
}

export async function insertBuilding(tx: Tx, name: string): Promise<string> {
  const id = newId();
  await tx.insert(buildings).values({ id, name });
  return id;
}

export async function insertFloor(
  tx: Tx,
  row: { buildingId: string; name: string; level: number | null },
): Promise<string> {
  const id = newId();
  await tx.insert(floors).values({ ...row, id });
  return id;
}

/** The building of a floor; undefined when there is no such floor. */
export async function selectBuildingOfFloor(tx: Tx, floorId: string): Promise<string | undefined> {
  const [row] = await tx.select({ buildingId: floors.buildingId }).from(floors).where(eq(floors.id, floorId));
  return row?.buildingId;
}

export async function insertRoom(
  tx: Tx,
  row: RoomRules & { buildingId: string; floorId: string; name: string },
): Promise<string> {
  const id = newId();
  await tx.insert(rooms).values({ ...row, id });
  return id;
}

export async function selectRoom(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: rooms.id,
      name: rooms.name,
      sexRule: rooms.sexRule,
      isolation: rooms.isolation,
      oneHousehold: rooms.oneHousehold,
      maxPeople: rooms.maxPeople,
      floorId: floors.id,
      floor: floors.name,
      buildingId: buildings.id,
      building: buildings.name,
    })
    .from(rooms)
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .where(eq(rooms.id, id));
  return row;
}

export async function updateRoom(tx: Tx, id: string, rules: RoomRules): Promise<boolean> {
  const changed = await tx.update(rooms).set(rules).where(eq(rooms.id, id)).returning({ id: rooms.id });
  return changed.length > 0;
}

/** Adds beds to a room; their ids in the order of the names. */
export async function insertBeds(
  tx: Tx,
  { names, ...same }: Pick<Bed, 'roomId' | 'kind' | 'attributes' | 'openedOn'> & { names: readonly string[] },
): Promise<string[]> {
  const rows = names.map((name) => ({ ...same, name, id: newId() }));
  await tx.insert(beds).values(rows);
  return rows.map(({ id }) => id);
}

export async function updateBed(
  tx: Tx,
  id: string,
  fields: Partial<Pick<Bed, 'kind' | 'attributes' | 'retiredOn'>>,
): Promise<boolean> {
  const changed = await tx.update(beds).set(fields).where(eq(beds.id, id)).returning({ id: beds.id });
  return changed.length > 0;
}

const tables = { building: buildings, floor: floors, room: rooms, bed: beds } as const;
export type PlaceLevel = keyof typeof tables;

/** Gives a place another name; false when there is none. */
export async function renamePlace(tx: Tx, level: PlaceLevel, id: string, name: string): Promise<boolean> {
  const table = tables[level];
  const renamed = await tx.update(table).set({ name }).where(eq(table.id, id)).returning({ id: table.id });
  return renamed.length > 0;
}

/** Moves a floor up or down in its house; false when there is none. */
export async function updateFloorLevel(tx: Tx, id: string, level: number | null): Promise<boolean> {
  const moved = await tx.update(floors).set({ level }).where(eq(floors.id, id)).returning({ id: floors.id });
  return moved.length > 0;
}

/** Takes away a place that has nothing in it, which the foreign keys see to; its name, or undefined when there is none. */
export async function deletePlace(
  tx: Tx,
  level: Exclude<PlaceLevel, 'bed'>,
  id: string,
): Promise<string | undefined> {
  const table = tables[level];
  const [gone] = await tx.delete(table).where(eq(table.id, id)).returning({ name: table.name });
  return gone?.name;
}

/** A bed that is to be added, with its place by name. */
export interface NewPlace {
  readonly building: string;
  readonly floor: string;
  /** Where the floor stands in the house; null when its name does not say. */
  readonly level: number | null;
  readonly room: string;
  readonly name: string;
  readonly sexRule: Room['sexRule'];
  readonly kind: Bed['kind'];
  readonly attributes: readonly Bed['attributes'][number][];
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
        level: at.level,
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
