import { rehearse } from '../audit/rehearse';
import { type Scope, useCase } from '../audit/use-case';
import type { ImportReport, RefusedRow, SheetRow } from '../kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { sheetInput } from '../kernel/sheet-input';
import { listTowns } from '../organisations/list-towns';
import { type NeedRow, readNeedRow } from './need-row.rules';
import { request } from './request-visit';

/** Each need is several rows with an audit event of its own, taken one after the other; a longer list is cut. */
const MOST = 2_000;

/**
 * Takes the visits wanted of a list, by 编号: a number that is known already is left as it is, so importing again adds
 * nothing. Refused rows are told with every reason. Refuses the whole list with VISIT.TOO_MANY.
 */
export const importVisits = useCase({
  permission: 'visits.import',
  input: sheetInput,
  async run(scope, { rows, dryRun }): Promise<Result<ImportReport>> {
    if (rows.length > MOST) return refuse(refusal('VISIT.TOO_MANY', { params: { limit: MOST } }));
    return dryRun ? rehearse(scope, (trial) => take(trial, rows)) : take(scope, rows);
  },
});

async function take(scope: Scope, rows: readonly SheetRow[]): Promise<Result<ImportReport>> {
  const towns = await listTowns.within(scope, {});
  const seen = new Map<string, number>();
  const refused: RefusedRow[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const read = readNeedRow(row, towns);
    const result = read.ok ? await takeRow(scope, read.value, row.row, seen) : read;
    if (!result.ok) refused.push({ row: row.row, problems: result.refusals as [Refusal, ...Refusal[]] });
    else if (!result.value.created) unchanged += 1;
  }
  return accept({ rows: rows.length, accepted: rows.length - refused.length, unchanged, refused });
}

async function takeRow(scope: Scope, { number, form }: NeedRow, row: number, seen: Map<string, number>) {
  const before = seen.get(number);
  if (before !== undefined)
    return refuse(refusal('VISIT.TWICE_IN_SHEET', { field: 'number', params: { row: before } }));
  seen.set(number, row);
  return request(scope, form, `sheet/${number}`);
}
