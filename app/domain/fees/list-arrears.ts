import { selectNoticesOf, selectWaitingNotices } from '#db/queries/arrears';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';

/** Whom to tell of what is overdue, the furthest step of the ladder first. */
export const listArrears = read('fees.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectWaitingNotices(tx, PAGE_LIMIT),
);

/** Reminders of a resident and who told the family, the newest first. */
export const listArrearsOf = read('fees.view', async ({ tx }, { personId }: { personId: string }) =>
  selectNoticesOf(tx, personId, PAGE_LIMIT),
);
