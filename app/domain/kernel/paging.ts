/** Page of a list, continued after `next`. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/** The most rows one page may hold. */
export const PAGE_LIMIT = 200;

/** Where a page ended in a list that is in the order of an instant, then of ids. */
export interface InstantCursor {
  readonly at: Date;
  readonly id: string;
}

export const instantCursor = (at: Date, id: string): string => `${at.toISOString()}_${id}`;

/** Reads what `instantCursor` wrote; undefined for anything else. */
export function readInstantCursor(text: string | undefined): InstantCursor | undefined {
  const [instant = '', id = ''] = text?.split('_') ?? [];
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? undefined : { at, id };
}

/** Reads a place in a list that is read whole: rows before it. 0 for anything that is none. */
export const readOffset = (text: string | undefined): number =>
  /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;

/** Cuts `rows`, of which one more than `limit` was read, to a page. `cursorOf` makes the cursor of the last row kept. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  if (rows.length <= limit) return { rows };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: cursorOf(kept.at(-1) as T) };
}
