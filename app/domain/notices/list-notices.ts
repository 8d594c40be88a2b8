import { z } from 'zod';
import { markRead, selectNoticesOf, selectNoticesWithDeliveries } from '#db/queries/notices';
import { read, useCase } from '../audit/use-case';
import { addDays, startOf } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { LOOK_BACK_DAYS } from './notice.rules';

const ROWS = 200;

/** What the acting person was told in the last month, newest first. */
export const listOwnNotices = read(
  'notices.view-own',
  ({ tx, actor, today }, _: Record<string, never> = {}) =>
    selectNoticesOf(tx, actor, { from: startOf(addDays(today, -LOOK_BACK_DAYS)), limit: ROWS }),
);

/** Marks everything that the acting person was told as read. Nothing of it is audited: it changes nothing for others. */
export const readOwnNotices = useCase({
  permission: 'notices.view-own',
  input: z.object({}),
  run: async (scope) => accept({ read: await markRead(scope.tx, scope.actor, scope.now) }),
});

/** What went out in the last month and what became of it, newest first; `trouble`: only what has reached nobody. */
export const listNotices = read('notices.view', ({ tx, today }, { trouble = false }: { trouble?: boolean }) =>
  selectNoticesWithDeliveries(tx, {
    trouble,
    from: startOf(addDays(today, -LOOK_BACK_DAYS)),
    limit: ROWS,
  }),
);
