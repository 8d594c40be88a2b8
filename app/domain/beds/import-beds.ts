import type { z } from 'zod';
import { BEDS_LIMIT, selectPlaces } from '#db/queries/beds';
import { insertPlaces } from '#db/queries/places';
import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { bedsImported } from './bed.events';
import { floorLevel } from './bed.rules';
import { readBedRow } from './bed-row.rules';
import { type PlacedRow, planPlaces } from './place-plan.rules';
import { refuseUnknowing } from './share-guard';

const atOnce = refusal('BED.IMPORTED_AT_ONCE');

/**
 * Adds the beds of a list: 楼栋, 楼层, 房间, 床位, 类型, 性别, 特征. Building, room and bed are the business key, so a
 * second import of the same list adds nothing. Rows that cannot be read or contradict what is there are refused one
 * by one (codes in `readBedRow` and `planPlaces`), the others are taken. Refuses the whole list with BED.TOO_MANY, and with
 * BED.SHARE_BELOW_GOAL unless `acknowledged`; a dry run warns of that.
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
  async run(scope, list): Promise<Result<ImportReport>> {
    return list.dryRun ? rehearse(scope, (trial) => take(trial, list)) : take(scope, list);
  },
});

async function take(
  scope: Scope,
  { rows, fileName, dryRun, acknowledged }: z.output<typeof sheetInput>,
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
  let warnings: Refusal[] = [];
  if (plan.added.length > 0) {
    const nursing = plan.added.filter(({ bed }) => bed.kind === 'nursing').length;
    const change = { nursing, all: plan.added.length };
    warnings = await refuseUnknowing(scope, { on: scope.today, change, acknowledged: false });
    if (warnings.length > 0 && !dryRun && !acknowledged) return refuse(...warnings);
    await insertPlaces(
      scope.tx,
      plan.added.map(({ bed }) => ({ ...bed, level: floorLevel(bed.floor) })),
    );
  }
  const refused = [...unreadable, ...plan.refused].sort((a, b) => a.row - b.row);
  const added = plan.added.length;
  const unchanged = plan.unchanged.length;
  scope.audit(bedsImported({ fileName, added, unchanged, refused: refused.length }));
  return accept({
    rows: rows.length,
    accepted: added + unchanged,
    unchanged,
    refused,
    ...(warnings.length > 0 && { warnings }),
  });
}
