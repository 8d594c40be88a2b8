import { z } from 'zod';
import { deleteSessions } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';

/** Ends one's own sessions: the one named, or all of them on every device. */
export const endSessions = useCase({
  permission: 'account',
  input: z.object({ sessionId: z.uuid().optional() }),
  async run({ tx, actor, audit }, { sessionId }) {
    const userId = actor.userId ?? '';
    const sessions = await deleteSessions(tx, { userId, only: sessionId });
    if (sessions === 0) return refuse(refusal('ACCESS.SESSION_UNKNOWN'));
    audit(userEvent('access.sessions-ended', userId, { sessions }));
    return accept({ sessions });
  },
});
