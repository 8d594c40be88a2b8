import { selectActingUser } from '#db/queries/access';
import { signInDatabase } from '#db/sign-in-database';
import type { Actor } from '../kernel/actor';
import { permissionsOf } from './permissions';
import { type Role, roles, staffRoles } from './roles';

/** A signed-in person: who acts, and what still stands between them and their pages. */
export interface SignedIn {
  readonly actor: Actor;
  readonly userName: string;
  /** The session of this request; absent when there is none. */
  readonly sessionId?: string;
  /** Language chosen in the account; absent: that of the device. */
  readonly locale: 'zh-CN' | 'en' | null;
  readonly secondFactor: boolean;
  /** The tenant demands a second factor of this role and there is none yet. */
  readonly mustEnrol: boolean;
  /** The password was set by somebody else. */
  readonly mustChangePassword: boolean;
}

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** The user as actor, or undefined when there is none or the account is disabled. Reads before the tenant is known. */
export async function findActor(
  by: { id: string } | { userName: string },
  requestId: string,
): Promise<SignedIn | undefined> {
  const user = await selectActingUser(signInDatabase().db, by);
  if (!user || user.disabledAt) return undefined;
  const held = user.roles.filter(isRole);
  return {
    actor: {
      tenantId: user.tenantId,
      userId: user.id,
      name: user.name,
      roles: held,
      permissions: permissionsOf(held),
      requestId,
      townCode: user.townCode ?? undefined,
      volunteerId: user.volunteerId ?? undefined,
      donorId: user.donorId ?? undefined,
      personId: user.personId ?? undefined,
    },
    userName: user.userName,
    locale: user.locale,
    secondFactor: user.twoFactorEnabled,
    mustEnrol: user.staffSecondFactor && !user.twoFactorEnabled && held.some((role) => staffRoles.has(role)),
    mustChangePassword: user.passwordTemporary,
  };
}
