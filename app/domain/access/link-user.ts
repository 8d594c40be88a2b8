import { z } from 'zod';
import { selectUser, updateUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { linksInput, userIdInput } from './access.forms';

/** Says behind which records a user stands: a volunteer's own visits, a donor's own gifts, the person of a family. */
export const linkUser = useCase({
  permission: 'access.edit-users',
  input: z.object({ userId: userIdInput, ...linksInput }),
  async run({ tx, audit }, { userId, ...links }) {
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    await updateUser(tx, userId, links);
    audit(userEvent('access.user-linked', userId, links));
    return accept({});
  },
});
