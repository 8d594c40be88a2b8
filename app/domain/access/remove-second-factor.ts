import { z } from 'zod';
import { deleteSecondFactor, deleteSessions, selectUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { reasonInput, userIdInput } from './access.forms';

/** For a user whose telephone and backup codes are lost: sign-in asks for the password alone until they enrol again. */
export const removeSecondFactor = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  async run({ tx, audit }, { userId, reason }) {
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    if (!(await deleteSecondFactor(tx, userId))) return refuse(refusal('ACCESS.NO_SECOND_FACTOR'));
    await deleteSessions(tx, { userId });
    audit(userEvent('access.second-factor-disabled', userId, {}, reason));
    return accept({});
  },
});
