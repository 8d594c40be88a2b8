import { selectCareNotes } from '#db/queries/care';
import { read } from '../audit/use-case';
import { cursorOf, readCursor } from '../kernel/date-cursor';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';

/** Notes about a person, those of the last day first. */
export const listCareNotes = read(
  'care.view',
  async ({ tx }, { personId, after, limit = 50 }: { personId: string; after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectCareNotes(tx, { personId, after: readCursor(after), limit: size + 1 });
    return pageOf(rows, size, ({ onDate, id }) => cursorOf(onDate, id));
  },
);
