/** Page of a list, continued after `next`. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/** The most rows one page may hold. */
export const PAGE_LIMIT = 200;

/** Cuts `rows`, of which one more than `limit` was read, to a page. `cursorOf` makes the cursor of the last row kept. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  if (rows.length <= limit) return { rows };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: cursorOf(kept.at(-1) as T) };
}
