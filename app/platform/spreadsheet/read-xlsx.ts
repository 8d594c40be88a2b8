import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node';
import { MAX_COLUMNS, MAX_ROWS, UnreadableSpreadsheet } from './limits';
import { type Part, packStored, unpackXlsx } from './unpack-xlsx';

/** A number as it stands in the file, not yet rounded by anything. */
class WrittenNumber {
  constructor(readonly text: string) {}
}

/** What Excel has lost cannot be read back; whoever reads the cell must know. */
export const DAMAGED = Symbol('damaged');
export type Cell = string | typeof DAMAGED;

/** Excel keeps 15 digits of a number. */
const KEPT_DIGITS = 15;

/** Formula errors as they are stored (ECMA-376, 18.17.3). */
const ERROR = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/;

/** A number in plain digits, without exponent and without the noise of binary fractions behind the 15th digit. */
function numberText(written: string): Cell {
  const value = Number(written);
  if (!Number.isFinite(value) || Math.abs(value) >= 10 ** KEPT_DIGITS) return DAMAGED;
  const rounded = Number(value.toPrecision(KEPT_DIGITS));
  return /e/.test(String(rounded)) ? rounded.toFixed(20).replace(/\.?0+$/, '') : String(rounded);
}

/** The date of a cell, with its time when it has one; only the time when it has no date. */
function dateText(instant: Date): Cell {
  if (Number.isNaN(instant.getTime())) return DAMAGED;
  // Times are fractions of a day and end up some milliseconds off.
  const iso = new Date(Math.round(instant.getTime() / 1000) * 1000).toISOString();
  const [date = '', time = ''] = [iso.slice(0, 10), iso.slice(11, 16)];
  if (date <= '1900-01-00') return time;
  return time === '00:00' ? date : `${date} ${time}`;
}

function cellText(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (value instanceof WrittenNumber) return numberText(value.text);
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const text = String(value);
  return ERROR.test(text.trim()) ? DAMAGED : text;
}

const CELL = /<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!\/)>/g;

/** A single cell far out would make the reader fill everything before it. */
function refuseFarCells(sheet: string): void {
  for (const [, column = '', row = ''] of sheet.matchAll(CELL)) {
    if (Number(row) > MAX_ROWS + 1) throw new UnreadableSpreadsheet('IMPORT.TOO_MANY_ROWS');
    const place = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (place > MAX_COLUMNS)
      throw new UnreadableSpreadsheet('IMPORT.TOO_MANY_COLUMNS', { limit: MAX_COLUMNS });
  }
}

/** The reader takes a failed formula for an empty cell; as a text it is noticed. */
const withErrorsAsText = (sheet: string): string => sheet.replace(/(<(?:\w+:)?c\s[^<>]*?\bt=")e"/g, '$1str"');

/** The parts of a workbook, its sheets made fit for the reader. */
function prepared(parts: readonly Part[]): Part[] {
  return parts.map((part) => {
    if (!/worksheets\/[^/]+\.xml$/.test(part.name)) return part;
    const sheet = part.content.toString('utf8');
    refuseFarCells(sheet);
    return { name: part.name, content: Buffer.from(withErrorsAsText(sheet), 'utf8') };
  });
}

/** Rows of the first sheet of a workbook: dates as `YYYY-MM-DD`, numbers in plain digits, formulas by their last result. */
export async function readXlsx(bytes: Uint8Array): Promise<Cell[][]> {
  const parts = prepared(unpackXlsx(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  try {
    const rows = await readSheet<WrittenNumber>(packStored(parts), 1, {
      trim: false,
      parseNumber: (text) => new WrittenNumber(text),
    });
    return rows.map((row) => row.map(cellText));
  } catch (error) {
    if (!(error instanceof InvalidInputError) && !(error instanceof InvalidSpreadsheetError)) throw error;
    throw new UnreadableSpreadsheet('IMPORT.FILE_DAMAGED', {
      row: Number(/row (\d+)/.exec(error.message)?.[1] ?? 1),
    });
  }
}
