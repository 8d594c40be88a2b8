import { type Demo, must } from '#db/seed/demo/demo';
import { addBeds } from '~/domain/beds/add-beds';
import { addBuilding } from '~/domain/beds/add-building';
import { addFloor } from '~/domain/beds/add-floor';
import { addRoom } from '~/domain/beds/add-room';
import type { SheetRow } from '~/domain/kernel/import-report';

/** A row of a bed list with something in every cell; what is given replaces it. */
export function bedRow(row: number, cells: Partial<Record<string, string>> = {}): SheetRow {
  const usual = {
    楼栋: '试验楼',
    楼层: '1层',
    房间: '101',
    床位: `${row - 1}床`,
    类型: '护理型',
    性别: '不限',
    特征: '',
  };
  return { row, cells: { ...usual, ...(cells as Record<string, string>) } };
}

/** A list of `count` beds, two to a room and ten rooms to a floor, that take anybody. */
export function bedRows(count: number, building = '试验楼'): SheetRow[] {
  return Array.from({ length: count }, (_, index) => {
    const room = Math.floor(index / 2);
    const floor = Math.floor(room / 10) + 1;
    return bedRow(index + 2, {
      楼栋: building,
      楼层: `${floor}层`,
      房间: `${floor}${String((room % 10) + 1).padStart(2, '0')}`,
      床位: `${(index % 2) + 1}床`,
    });
  });
}

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
