import { z } from 'zod';
import {
  replaceRoles,
  selectAccountsOfDonors,
  selectAccountsOfRole,
  selectUser,
  updateUser,
} from '#db/queries/access';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
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

/** A record that an account stands behind: the donor of a donor's, the person of a family's. */
export type OwnRecord = { readonly donorId: string } | { readonly personId: string };

const ownField = { donor: 'donorId', family: 'personId' } as const;

/**
 * Ties an account to the record it stands behind, inside a larger change that has looked at the record. `field` is the form's field
 * of the record. Refuses, all at once with `wrong`: ACCESS.USER_UNKNOWN, ACCOUNT.ROLE_MISSING (it is no account of that role),
 * ACCOUNT.TIED (undo that first), ACCOUNT.OWN (nobody ties the account they act with).
 */
export async function tieAccount(
  { tx, actor, audit }: Scope,
  {
    userId,
    role,
    record,
    reason,
  }: { userId: string; role: keyof typeof ownField; record: Result<OwnRecord>; reason: string },
): Promise<Result<{ userId: string }>> {
  const user = await selectUser(tx, userId, { lock: true });
  const problems: Refusal[] = [];
  if (!user) problems.push(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
  else {
    if (!user.roles.includes(role)) problems.push(refusal('ACCOUNT.ROLE_MISSING', { field: 'userId' }));
    if (user[ownField[role]]) problems.push(refusal('ACCOUNT.TIED', { field: 'userId' }));
    if (userId === actor.userId) problems.push(refusal('ACCOUNT.OWN', { field: 'userId' }));
  }
  if (!record.ok || problems.length > 0) return refuse(...problems, ...(record.ok ? [] : record.refusals));
  await updateUser(tx, userId, record.value);
  audit(userEvent('access.user-linked', userId, record.value, reason));
  return accept({ userId });
}

/** Undoes a tie that was a mistake, inside a larger change. Refuses ACCESS.USER_UNKNOWN, ACCOUNT.NOT_TIED. */
export async function untieAccount(
  { tx, audit }: Scope,
  { userId, role, reason }: { userId: string; role: keyof typeof ownField; reason: string },
): Promise<Result<{ userId: string }>> {
  const user = await selectUser(tx, userId, { lock: true });
  if (!user) return refuse(refusal('ACCESS.USER_UNKNOWN', { field: 'userId' }));
  const field = ownField[role];
  const before = user[field];
  if (!before) return refuse(refusal('ACCOUNT.NOT_TIED', { field: 'userId' }));
  await updateUser(tx, userId, { [field]: null });
  audit(userEvent('access.user-unlinked', userId, { [field]: before }, reason));
  return accept({ userId });
}

/** Accounts of donors or of families, those that are tied to nothing first, each with the record it stands behind; part of larger reads. */
export const accountsOfRole = (
  { tx }: ReadScope,
  { role, text, userId }: { role: keyof typeof ownField; text?: string; userId?: string },
) => selectAccountsOfRole(tx, { role, text, id: userId, limit: PAGE_LIMIT });

/** Accounts that stand behind donors, as donor → account; part of larger reads. */
export const accountsOfDonors = ({ tx }: ReadScope, donorIds: readonly string[]) =>
  selectAccountsOfDonors(tx, donorIds);
