import { BEDS_LIMIT, insertPlaces, selectPlaces } from '#db/queries/beds';
import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { bedsImported } from './bed.events';
import { readBedRow } from './bed.rules';
import { type PlacedRow, planPlaces } from './place-plan.rules';

const atOnce = refusal('BED.IMPORTED_AT_ONCE');

/**
 * Adds the beds of a list: 楼栋, 楼层, 房间, 床位, 类型, 性别, 特征. Building, room and bed are the business key, so a
 * second import of the same list adds nothing. Rows that cannot be read or contradict what is there are refused one
 * by one (codes in `readBedRow` and `planPlaces`), the others are taken. Refuses the whole list with BED.TOO_MANY.
 */
export const importBeds = useCase({
  permission: 'beds.import',
  input: sheetInput,
  constraints: {
    buildings_name_unique: atOnce,
    floors_name_unique: atOnce,
    rooms_name_unique: atOnce,
    beds_name_unique: atOnce,
  },
  async run(scope, { rows, dryRun, fileName }): Promise<Result<ImportReport>> {
    return dryRun ? rehearse(scope, (trial) => take(trial, rows, fileName)) : take(scope, rows, fileName);
  },
});

async function take(
  scope: Scope,
  rows: readonly SheetRow[],
  fileName: string,
): Promise<Result<ImportReport>> {
  const unreadable: RefusedRow[] = [];
  const readable: PlacedRow[] = [];
  for (const row of rows) {
    const read = readBedRow(row);
    if (read.ok) readable.push({ row: row.row, bed: read.value });
    else unreadable.push({ row: row.row, problems: read.refusals as [Refusal, ...Refusal[]] });
  }
  const known = await selectPlaces(scope.tx);
  const plan = planPlaces(known, readable);
  if (known.length + plan.added.length > BEDS_LIMIT)
    return refuse(refusal('BED.TOO_MANY', { params: { limit: BEDS_LIMIT } }));
  if (plan.added.length > 0) {
    await insertPlaces(
      scope.tx,
      plan.added.map(({ bed }) => bed),
    );
  }
  const refused = [...unreadable, ...plan.refused].sort((a, b) => a.row - b.row);
  const added = plan.added.length;
  const unchanged = plan.unchanged.length;
  scope.audit(bedsImported({ fileName, added, unchanged, refused: refused.length }));
  return accept({ rows: rows.length, accepted: added + unchanged, unchanged, refused });
}
