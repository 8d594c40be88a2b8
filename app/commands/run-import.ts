import type { Actor } from '~/domain/kernel/actor';
import { matchColumns } from '~/domain/kernel/import-columns';
import type { ImportReport, SheetRow } from '~/domain/kernel/import-report';
import { accept, type Result, refusal, refuse } from '~/domain/kernel/refusals';
import { readSpreadsheet } from '~/platform/spreadsheet/read-spreadsheet';
import type { ImportKind } from './import-kinds';

/** A file as it was given. */
export interface ImportFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** The report of an import, and the numbers of all rows so that a taken one can be named too. */
export interface FullReport extends ImportReport {
  readonly rowNumbers: readonly number[];
}

const renamed = (row: SheetRow, renames: ReadonlyMap<string, string>): SheetRow =>
  renames.size === 0
    ? row
    : {
        row: row.row,
        cells: Object.fromEntries(
          Object.entries(row.cells).map(([heading, text]) => [renames.get(heading) ?? heading, text]),
        ),
      };

/**
 * Imports a spreadsheet: reads it, finds its columns, hands the rows to the use case of its kind. A dry run does all of
 * it and takes it back. Refuses the file as a whole with what `readSpreadsheet` refuses, IMPORT.COLUMNS_MISSING, and what
 * the use case refuses; refused rows are in the report.
 */
export async function runImport(
  actor: Actor,
  kind: ImportKind,
  {
    bytes,
    fileName,
    dryRun,
    acknowledged,
  }: ImportFile & { readonly dryRun: boolean; readonly acknowledged?: boolean },
): Promise<Result<FullReport>> {
  const sheet = await readSpreadsheet(bytes, fileName);
  if (!sheet.ok) return sheet;
  const { headers, rows, damaged } = sheet.value;
  const { renames, missing } = matchColumns(headers, kind.columns);
  if (missing.length > 0) {
    const columns = missing.map(({ header }) => header).join('、');
    return refuse(refusal('IMPORT.COLUMNS_MISSING', { field: 'file', params: { columns } }));
  }
  const result = await kind.useCase(actor, {
    rows: rows.map((row) => renamed(row, renames)),
    dryRun,
    fileName,
    acknowledged,
  });
  if (!result.ok) return result;
  const report = result.value;
  return accept({
    rows: report.rows + damaged.length,
    accepted: report.accepted,
    unchanged: report.unchanged,
    ...(report.warnings && { warnings: report.warnings }),
    refused: [...report.refused, ...damaged].sort((a, b) => a.row - b.row),
    rowNumbers: [...rows, ...damaged].map(({ row }) => row).sort((a, b) => a - b),
  });
}
