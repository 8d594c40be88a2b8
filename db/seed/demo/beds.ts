import { closeBed } from '~/domain/beds/close-bed';
import { importBeds } from '~/domain/beds/import-beds';
import { listBoard } from '~/domain/beds/list-board';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { type Demo, must } from './demo';

const BUILDING = '演示楼 C（演示数据）';

/** Rooms of two beds: floor, room, sex, kind and what both beds have. */
const rooms: readonly (readonly [
  floor: string,
  room: string,
  sex: string,
  kind: string,
  attributes: string,
])[] = [
  ['1层', 'C101', '男', '护理型', '轮椅'],
  ['1层', 'C102', '女', '护理型', '轮椅'],
  ['1层', 'C103', '女', '护理型', '轮椅、吸氧'],
  ['1层', 'C104', '女', '护理型', '轮椅'],
  ['2层', 'C201', '男', '护理型', ''],
  ['2层', 'C202', '女', '普通', ''],
  ['2层', 'C203', '男', '普通', ''],
  ['2层', 'C204', '男', '护理型', '轮椅'],
  ['2层', 'C205', '女', '普通', ''],
];

/** A bed of the demo building, as `C101 1床`. */
export async function demoBed(demo: Demo, room: string, name: string): Promise<string> {
  const { buildings } = await listBoard(demo.as('manager'), {});
  const beds = buildings.flatMap(({ floors }) =>
    floors.flatMap((floor) => floor.rooms.flatMap((one) => one.beds)),
  );
  const bed = beds.find((one) => one.room === room && one.name === name);
  if (!bed) throw new Error(`The demo has no bed ${room} ${name}`);
  return bed.id;
}

/** A building of eighteen beds, one of them closed for repair; in the second tenant one room. */
export async function seedBeds(demo: Demo): Promise<void> {
  const cells = (demo.main ? rooms : rooms.slice(1, 2)).flatMap(([floor, room, sex, kind, attributes]) =>
    ['1床', '2床'].map((name) => ({
      楼栋: BUILDING,
      楼层: floor,
      房间: room,
      床位: name,
      类型: kind,
      性别: sex,
      特征: name === '1床' && attributes ? `${attributes}、靠窗` : attributes,
    })),
  );
  const rows = cells.map((one, place) => ({ row: place + 2, cells: one }));
  must(await importBeds(demo.as('manager'), { rows, dryRun: false, fileName: '演示数据' }));
  if (!demo.main) return;
  const { counts } = await listBoard(demo.as('manager'), {});
  if (counts.closed > 0) return;
  must(
    await closeBed(demo.as('manager'), {
      bedId: await demoBed(demo, 'C201', '2床'),
      from: addDays(dateOf(new Date()), -5),
      cause: 'repair',
      reason: '更换护栏（演示数据）',
    }),
  );
}
