import { type Demo, must } from '#db/seed/demo/demo';
import { addBeds } from '~/domain/beds/add-beds';
import { addBuilding } from '~/domain/beds/add-building';
import { addFloor } from '~/domain/beds/add-floor';
import { addRoom } from '~/domain/beds/add-room';

/** What is different about a room that is made for a test. */
export interface RoomMade {
  readonly beds?: readonly string[];
  readonly kind?: 'nursing' | 'general';
  readonly from?: string;
  readonly sexRule?: 'male' | 'female' | 'any';
  readonly isolation?: boolean;
  readonly oneHousehold?: boolean;
  readonly maxPeople?: number;
}

let house = 0;

/** A room with its beds in a building of its own, made as a manager makes one. */
export async function aRoom(
  demo: Demo,
  { beds = ['1床'], kind = 'nursing', from = '2020-01-01', sexRule = 'any', ...rules }: RoomMade = {},
) {
  const manager = demo.as('manager');
  house += 1;
  const { buildingId } = must(await addBuilding(manager, { name: `演示${house}号楼` }));
  const { floorId } = must(await addFloor(manager, { buildingId, name: '1层' }));
  const { roomId } = must(await addRoom(manager, { floorId, name: '101', sexRule, ...rules }));
  const { bedIds } = must(
    await addBeds(manager, { roomId, names: [...beds], kind, from, acknowledged: true }),
  );
  return { buildingId, floorId, roomId, bedIds, bedId: bedIds[0] as string };
}
