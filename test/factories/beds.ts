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
