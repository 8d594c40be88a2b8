import { type PlainDate, parsePlainDate } from './plain-date';

/** Where a page ended: date and id of its last row. */
export const cursorOf = (date: PlainDate, id: string): string => `${date}_${id}`;

/** Reads a cursor; one that nobody gave out is the beginning. */
export function readCursor(after: string | undefined): { date: PlainDate; id: string } | undefined {
  const [text = '', id = ''] = after?.split('_') ?? [];
  const date = parsePlainDate(text);
  return date && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { date, id } : undefined;
}
