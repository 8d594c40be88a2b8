import { type GiftFilter, selectGifts, selectSpendings } from '#db/queries/donations';
import { read } from '../audit/use-case';
import { cursorOf, readCursor } from '../kernel/date-cursor';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';

const UUID = /^[0-9a-f-]{36}$/;

/** Gifts by filter, the newest first. `text` is part of a giver's name or a whole reference. */
export const listGifts = read(
  'donations.view',
  async ({ tx }, { after, limit = 50, ...filter }: GiftFilter & { after?: string; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const before = after && UUID.test(after) ? after : undefined;
    return pageOf(await selectGifts(tx, { ...filter, before, limit: size + 1 }), size, ({ id }) => id);
  },
);

/** What donated money was spent on, the newest first. */
export const listSpendings = read(
  'donations.view',
  async ({ tx }, { after, limit = 50 }: { after?: string | undefined; limit?: number }) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectSpendings(tx, { after: readCursor(after), limit: size + 1 });
    return pageOf(rows, size, ({ spentOn, id }) => cursorOf(spentOn, id));
  },
);
