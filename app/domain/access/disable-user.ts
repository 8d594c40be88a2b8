import { z } from 'zod';
import { countOtherAdmins, deleteSessions, selectUser, updateUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { reasonInput, userIdInput } from './access.forms';
import { lastAdminRefusals } from './user.rules';

/** Takes a user's access away at once: no sign-in any more, every session ends. Records stay theirs. */
export const disableUser = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  async run({ tx, actor, now, audit }, { userId, reason }) {
    if (userId === actor.userId) return refuse(refusal('ACCESS.NOT_YOURSELF'));
    const otherAdmins = await countOtherAdmins(tx, userId);
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    if (user.disabledAt) return refuse(refusal('ACCESS.ALREADY_DISABLED'));
    const refusals = lastAdminRefusals({
      wasAdmin: user.roles.includes('admin'),
      staysAdmin: false,
      otherAdmins,
    });
    if (refusals.length > 0) return refuse(...refusals);
    await updateUser(tx, userId, { disabledAt: now });
    const sessionsEnded = await deleteSessions(tx, { userId });
    audit(userEvent('access.user-disabled', userId, { sessionsEnded }, reason));
    return accept({ sessionsEnded });
  },
});
