import type { RefusedRow, SheetRow } from '~/domain/kernel/import-report';
import { accept, type Refusal, type Result, refusal, refuse } from '~/domain/kernel/refusals';
import { MAX_BYTES, MAX_COLUMNS, MAX_ROWS, UnreadableSpreadsheet } from './limits';
import { readCsv } from './read-csv';
import { type Cell, DAMAGED, readXlsx } from './read-xlsx';

/** A spreadsheet as read. Rows are numbered as the spreadsheet shows them: the heading is row 1, the first row below it 2. */
export interface Sheet {
  /** Headings as `plainHeading` writes them, in their order. */
  readonly headers: readonly string[];
  /** Rows with at least one filled cell; every heading has a cell. */
  readonly rows: readonly SheetRow[];
  /** Rows with a cell whose content the spreadsheet program itself has lost; they are not among `rows`. */
  readonly damaged: readonly RefusedRow[];
}

/** A heading without full-width forms, marks of necessity and blanks beside Chinese characters: `身份证 号＊` is 身份证号. */
export const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\ufeff*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=\P{ASCII})|(?<=\P{ASCII}) /gu, '')
    .trim();

/**
 * Reads CSV (UTF-8 or GB18030, found out by itself; comma, tab or semicolon) or the first sheet of an XLSX workbook.
 * Nothing is interpreted: a text that looks like a formula or markup stays this text.
 *
 * Refuses with field `file`: IMPORT.FILE_EMPTY, .FILE_TOO_LARGE, .FILE_KIND (old .xls and anything else), .FILE_DAMAGED,
 * .ENCODING, .TOO_MANY_ROWS, .TOO_MANY_COLUMNS, .HEADING_TWICE. Rows with a lost number come back as IMPORT.CELL_DAMAGED.
 */
export async function readSpreadsheet(bytes: Uint8Array, fileName: string): Promise<Result<Sheet>> {
  try {
    if (bytes.length === 0) throw new UnreadableSpreadsheet('IMPORT.FILE_EMPTY');
    if (bytes.length > MAX_BYTES) throw new UnreadableSpreadsheet('IMPORT.FILE_TOO_LARGE');
    return sheetOf(await cellsOf(bytes, fileName));
  } catch (error) {
    if (error instanceof UnreadableSpreadsheet) return refuse(error.refusal);
    throw error;
  }
}

/** What a file is, by its first bytes; its name only says so. */
async function cellsOf(bytes: Uint8Array, fileName: string): Promise<readonly (readonly Cell[])[]> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsx(bytes);
  const oldExcel = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (oldExcel || /\.(xlsx?|et|ods|pdf|docx?|zip|rar)$/i.test(fileName))
    throw new UnreadableSpreadsheet('IMPORT.FILE_KIND');
  return readCsv(bytes);
}

function sheetOf(cells: readonly (readonly Cell[])[]): Result<Sheet> {
  const [heading = [], ...below] = cells;
  const headers = heading.map((cell) => (cell === DAMAGED ? '' : plainHeading(cell)));
  while (headers.at(-1) === '') headers.pop();
  const problems: Refusal[] = [];
  if (headers.length === 0) problems.push(refusal('IMPORT.FILE_EMPTY', { field: 'file' }));
  if (headers.length > MAX_COLUMNS)
    problems.push(refusal('IMPORT.TOO_MANY_COLUMNS', { field: 'file', params: { limit: MAX_COLUMNS } }));
  if (below.length > MAX_ROWS) problems.push(refusal('IMPORT.TOO_MANY_ROWS', { field: 'file' }));
  const twice = headers.find((header, place) => header !== '' && headers.indexOf(header) < place);
  if (twice !== undefined)
    problems.push(refusal('IMPORT.HEADING_TWICE', { field: 'file', params: { heading: twice } }));
  if (problems.length > 0) return refuse(...problems);

  const rows: SheetRow[] = [];
  const damaged: RefusedRow[] = [];
  for (const [place, row] of below.entries()) {
    const lost = headers.filter((header, column) => header !== '' && row[column] === DAMAGED);
    const [first, ...more] = lost.map((field) =>
      refusal('IMPORT.CELL_DAMAGED', { field, params: { column: field } }),
    );
    if (first) damaged.push({ row: place + 2, problems: [first, ...more] });
    else if (row.some((cell) => cell !== DAMAGED && cell.trim() !== '')) {
      rows.push({
        row: place + 2,
        cells: Object.fromEntries(headers.map((header, column) => [header, textOf(row[column])])),
      });
    }
  }
  return accept({ headers: headers.filter(Boolean), rows, damaged });
}

/** The apostrophe by which people and our own writer keep a text from being taken for a formula is not part of it. */
const textOf = (cell: Cell | undefined): string =>
  cell === undefined || cell === DAMAGED ? '' : cell.replace(/^'(?=\s*[=+\-@＝＋－＠\t\r\n|%'])/, '');
