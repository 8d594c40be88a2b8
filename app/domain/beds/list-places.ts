import { selectPlaces } from '#db/queries/beds';
import { selectTree } from '#db/queries/places';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';

type Row = Awaited<ReturnType<typeof selectTree>>[number];

/** A building, floor or room without children of its own gives a row whose lower parts are null. */
const parts = (rows: readonly Row[], idOf: (row: Row) => string | null) => [
  ...groupedBy(
    rows.filter((row) => idOf(row) !== null),
    (row) => idOf(row) as string,
  ),
];

/** The whole tree, also its empty parts and retired beds: buildings, their floors from the top down, rooms, beds. Two queries. */
export const listPlaces = read('beds.view', async ({ tx }, _: Record<string, never> = {}) => {
  const beds = groupedBy(await selectPlaces(tx), ({ roomId }) => roomId);
  return parts(await selectTree(tx), (row) => row.buildingId).map(([id, ofBuilding]) => ({
    id,
    name: (ofBuilding[0] as Row).building,
    floors: parts(ofBuilding, (row) => row.floorId).map(([floorId, ofFloor]) => ({
      id: floorId,
      name: (ofFloor[0] as Row).floor ?? '',
      level: (ofFloor[0] as Row).level,
      rooms: parts(ofFloor, (row) => row.roomId).map(([roomId, [room]]) => ({
        id: roomId,
        name: room?.room ?? '',
        sexRule: room?.sexRule ?? ('any' as const),
        isolation: room?.isolation ?? false,
        oneHousehold: room?.oneHousehold ?? false,
        maxPeople: room?.maxPeople ?? null,
        beds: (beds.get(roomId) ?? []).map(({ id: bedId, name, kind, attributes, openedOn, retiredOn }) => ({
          id: bedId,
          name,
          kind,
          attributes,
          openedOn,
          retiredOn,
        })),
      })),
    })),
  }));
});
