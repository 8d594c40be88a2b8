import { z } from 'zod';
import { deleteFailures, deleteSessions, selectUser, updatePassword } from '#db/queries/access';
import { hashPassword } from '~/platform/sign-in/passwords';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { reasonInput, userIdInput } from './access.forms';
import { passwordRefusals } from './password.rules';

/**
 * Gives a user who has forgotten theirs a new password for one sign-in, at which they choose their own.
 * Every session of the user ends and a lock is lifted. A second factor stays.
 */
export const resetPassword = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, password: z.string(), reason: reasonInput }),
  async run({ tx, audit }, { userId, password, reason }) {
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    const refusals = passwordRefusals(password, { userName: user.userName, field: 'password' });
    if (refusals.length > 0) return refuse(...refusals);
    await updatePassword(tx, { userId, hash: await hashPassword(password), temporary: true });
    const sessionsEnded = await deleteSessions(tx, { userId });
    await deleteFailures(tx, { kind: 'name', key: user.userName });
    audit(userEvent('access.password-reset', userId, { sessionsEnded }, reason));
    return accept({ sessionsEnded });
  },
});
