import { type Refusal, refusal } from '~/domain/kernel/refusals';
import { SHEET_LIMIT } from '~/domain/kernel/sheet-input';

/** Largest file taken, in bytes. */
export const MAX_BYTES = 20 * 1024 * 1024;

/** Largest content of an XLSX file once unpacked, in bytes: a packed file of a few kilobytes can hold gigabytes. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

/** Most rows taken, the heading not counted: what one import takes. */
export const MAX_ROWS = SHEET_LIMIT;
export const MAX_COLUMNS = 200;

/** A spreadsheet that cannot be read as a whole; carries why. */
export class UnreadableSpreadsheet extends Error {
  readonly refusal: Refusal;
  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.refusal = refusal(code, { field: 'file', params });
  }
}
