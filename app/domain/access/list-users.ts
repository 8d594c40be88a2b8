import { selectUsers } from '#db/queries/access';
import { read } from '../audit/use-case';
import { type Page, pageOf } from '../kernel/paging';

export type ListedUser = Awaited<ReturnType<typeof selectUsers>>[number];

const USERS_ON_A_PAGE = 50;

/** Users of the tenant by user name, those whose name contains `text`; continued after `after`. */
export const listUsers = read(
  'access.view-users',
  async (
    { tx },
    { text, after, limit = USERS_ON_A_PAGE }: { text?: string; after?: string; limit?: number },
  ): Promise<Page<ListedUser>> =>
    pageOf(await selectUsers(tx, { text, after, limit: limit + 1 }), limit, (user) => user.userName),
);
