import { z } from 'zod';
import { countOtherAdmins, replaceRoles, selectUser, updateUser } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { linksInput, reasonInput, rolesInput, userIdInput } from './access.forms';
import { lastAdminRefusals, linkRefusals } from './user.rules';

/** Replaces a user's roles, and the town of a town role. Holds from the user's next page on. */
export const assignRoles = useCase({
  permission: 'access.edit-users',
  input: z.object({
    userId: userIdInput,
    roles: rolesInput,
    townCode: linksInput.townCode,
    reason: reasonInput,
  }),
  async run({ tx, audit }, { userId, roles, townCode, reason }) {
    const otherAdmins = await countOtherAdmins(tx, userId);
    const user = await selectUser(tx, userId, { lock: true });
    if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
    const after = { roles, townCode: townCode ?? user.townCode };
    const refusals = [
      ...linkRefusals(after),
      ...lastAdminRefusals({
        wasAdmin: user.roles.includes('admin') && !user.disabledAt,
        staysAdmin: roles.includes('admin'),
        otherAdmins,
        field: 'roles',
      }),
    ];
    if (refusals.length > 0) return refuse(...refusals);
    await replaceRoles(tx, userId, roles);
    await updateUser(tx, userId, { townCode: after.townCode });
    audit(userEvent('access.roles-assigned', userId, { before: user.roles, after: roles }, reason));
    return accept({});
  },
});
