import { z } from 'zod';
import { selectUser, updateUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { reasonInput, userIdInput } from './access.forms';

/** Gives a disabled user access again, with the roles and the password they had. */
export const enableUser = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  async run({ tx, audit }, { userId, reason }) {
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    if (!user.disabledAt) return refuse(refusal('ACCESS.NOT_DISABLED'));
    await updateUser(tx, userId, { disabledAt: null });
    audit(userEvent('access.user-enabled', userId, {}, reason));
    return accept({});
  },
});
