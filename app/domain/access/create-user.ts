import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertUser } from '#db/queries/access';
import { hashPassword } from '~/platform/sign-in/passwords';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { linksInput, rolesInput, userNameInput } from './access.forms';
import { passwordRefusals } from './password.rules';
import type { Role } from './roles';
import { linkRefusals } from './user.rules';

/** What whoever takes a user name at the same moment is told. */
export const userNameTaken = {
  users_user_name_unique: refusal('ACCESS.USER_NAME_TAKEN', { field: 'userName' }),
};

type NewUser = Omit<
  Parameters<typeof insertUser>[1],
  'id' | 'passwordHash' | 'passwordTemporary' | 'roles'
> & {
  readonly roles: readonly Role[];
  readonly password: string;
};

/** Adds a user inside a larger change; `temporary`: the password has to be changed at the first sign-in. */
export async function addUser(
  { tx, audit }: Scope,
  { password, ...user }: NewUser,
  { temporary }: { temporary: boolean },
): Promise<Result<{ id: string }>> {
  const refusals = [
    ...passwordRefusals(password, { userName: user.userName, field: 'password' }),
    ...linkRefusals(user),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  const id = newId();
  await insertUser(tx, {
    ...user,
    id,
    passwordHash: await hashPassword(password),
    passwordTemporary: temporary,
  });
  audit(userEvent('access.user-created', id, { userName: user.userName, roles: user.roles }));
  return accept({ id });
}

/**
 * Adds a person who signs in. The first password is known to whoever adds them, so it has to be changed at the
 * first sign-in. Refuses a taken user name, a weak password, and a town role without its town.
 */
export const createUser = useCase({
  permission: 'access.edit-users',
  input: z.object({
    userName: userNameInput,
    name: z.string().trim().min(1, 'ACCESS.NAME_MISSING').max(80),
    roles: rolesInput,
    password: z.string(),
    locale: z.enum(['zh-CN', 'en']).optional(),
    ...linksInput,
  }),
  constraints: userNameTaken,
  run: (scope, user) => addUser(scope, user, { temporary: true }),
});
