import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';

/** A value of a cell; a bigint and anything else that would lose digits is written as text by whoever makes the table. */
export type OutCell = string | number | null;

/** A table to be saved as a spreadsheet. */
export interface OutTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly OutCell[])[];
}

/** Beginnings that spreadsheet programs take for a formula (OWASP, CSV injection), full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n|%]/;

/** Plain numbers may begin with a sign. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * A text that no spreadsheet program runs as a formula: an apostrophe goes before it, as people do by hand. Our own
 * reader takes it off again, so that a file that comes back is the same.
 */
export function harmless(text: string): string {
  if (text.startsWith("'")) return `'${text}`;
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

const safe = (cell: OutCell): OutCell => (typeof cell === 'string' ? harmless(cell) : cell);

/** CSV in UTF-8 with its mark, without which Excel takes Chinese text for GB18030. */
export function writeCsv({ headers, rows }: OutTable): Buffer {
  const text = stringify([headers.map(safe), ...rows.map((row) => row.map(safe))], {
    record_delimiter: 'windows',
  });
  return Buffer.from(`\ufeff${text}`, 'utf8');
}

/** The same, a row at a time as they are found: for lists that nobody knows the length of. */
export function csvStream(
  headers: readonly string[],
  rows: AsyncIterable<readonly OutCell[]>,
): ReadableStream<Uint8Array> {
  const line = (cells: readonly OutCell[]) =>
    new Uint8Array(Buffer.from(stringify([cells.map(safe)], { record_delimiter: 'windows' }), 'utf8'));
  const more = rows[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(writeCsv({ headers, rows: [] }))),
    pull: async (controller) => {
      const { done, value } = await more.next();
      if (done) controller.close();
      else controller.enqueue(line(value));
    },
    cancel: async () => {
      await more.return?.();
    },
  });
}

const width = (texts: readonly string[]): number => {
  const longest = Math.max(
    0,
    ...texts.map((text) => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0)),
  );
  return Math.min(Math.max(longest + 2, 8), 60);
};

/** XLSX with a bold heading that stays in sight. Texts are text cells, so that long numbers keep every digit. */
export async function writeXlsx({ headers, rows }: OutTable, sheet: string): Promise<Buffer> {
  const cell = (value: OutCell) =>
    value === null ? null : typeof value === 'number' ? { value, type: Number } : textCell(value);
  const table = [
    headers.map((header) => ({ ...textCell(header), fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(cell)),
  ];
  const columns = headers.map((header, column) => ({
    width: width([header, ...rows.slice(0, 200).map((row) => String(row[column] ?? ''))]),
  }));
  return writeXlsxFile(table, {
    sheet: sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns,
    stickyRowsCount: 1,
  }).toBuffer();
}

const escaped = (sign: string): string =>
  `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * A text as a workbook keeps it. `_x000D_` stands there for a character (ECMA-376, 22.9.2.19), so as a text its first
 * sign is escaped. So is that of words like `valueOf`, which the writer would look up among its own properties.
 */
const textCell = (text: string) => {
  const plain = harmless(text).replace(/_(?=x[0-9a-f]{4}_)/gi, escaped);
  return {
    value: plain in Object.prototype ? escaped(plain) + plain.slice(1) : plain,
    type: String,
    format: '@',
  };
};
