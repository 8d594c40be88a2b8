import { z } from 'zod';
import { deleteFailures, selectUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { reasonInput, userIdInput } from './access.forms';

/** Lifts the lock that followed too many failed sign-ins, before its time is over. */
export const unlockUser = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  async run({ tx, audit }, { userId, reason }) {
    const user = await selectUser(tx, userId);
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    if (!(await deleteFailures(tx, { kind: 'name', key: user.userName })))
      return refuse(refusal('ACCESS.NOT_LOCKED'));
    audit(userEvent('access.user-unlocked', userId, {}, reason));
    return accept({});
  },
});
