import { selectSessions } from '#db/queries/access';
import { read } from '../audit/use-case';

/** Where oneself is signed in at the moment, newest first. */
export const listSessions = read('account', async ({ tx, actor, now }, _: Record<string, never>) =>
  actor.userId ? selectSessions(tx, actor.userId, now) : [],
);
