import { z } from 'zod';
import { replaceRoles, selectUser, updateUser } from '#db/queries/access';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
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

/**
 * A user stands behind a volunteer by their own agreement, inside a larger change, and may do what a volunteer may beside what
 * they did before. Refuses ACCOUNT.OTHER_VOLUNTEER.
 */
export async function joinAsVolunteer(
  { tx, audit }: Scope,
  { userId, volunteerId }: { userId: string; volunteerId: string },
): Promise<Result<unknown>> {
  const user = await selectUser(tx, userId, { lock: true });
  if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN'));
  if (user.volunteerId && user.volunteerId !== volunteerId) return refuse(refusal('ACCOUNT.OTHER_VOLUNTEER'));
  await updateUser(tx, userId, { volunteerId });
  audit(userEvent('access.user-linked', userId, { volunteerId }));
  if (!user.roles.some((role) => role === 'volunteer' || role === 'leader')) {
    const roles = [...user.roles, 'volunteer'];
    await replaceRoles(tx, userId, roles);
    audit(userEvent('access.roles-assigned', userId, { before: user.roles, after: roles }));
  }
  return accept({});
}
