import { CsvError, parse } from 'csv-parse/sync';
import { MAX_COLUMNS, UnreadableSpreadsheet } from './limits';

/**
 * Text of a file whose encoding nobody states: UTF-16 by its mark, UTF-8 if every byte is valid UTF-8, else GB18030,
 * in which Chinese Excel saves CSV. GB18030 text of more than a few characters is never valid UTF-8 by chance.
 */
export function decodeText(bytes: Uint8Array): string {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // No encoding of a text has this character; GB18030 alone would let some binary files through.
      if (!text.includes('\0')) return text;
    } catch {
      // Not this one.
    }
  }
  throw new UnreadableSpreadsheet('IMPORT.ENCODING');
}

/** Comma, tab or semicolon: whichever the heading has most of. */
function delimiterOf(text: string): string {
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const counted = [',', '\t', ';'].map((mark) => ({ mark, count: heading.split(mark).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** Rows of a CSV file as a spreadsheet shows them: an empty line is a row too. */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decodeText(bytes);
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MAX_COLUMNS * 10_000,
    });
  } catch (error) {
    if (error instanceof CsvError)
      throw new UnreadableSpreadsheet('IMPORT.FILE_DAMAGED', { row: Number(error.lines ?? 1) });
    throw error;
  }
}
