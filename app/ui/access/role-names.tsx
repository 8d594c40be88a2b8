import type { Role } from '~/domain/access/roles';
import { m } from '~/words/generated/messages';
import { roleName } from './role-name';

/** Roles in words, in the order given. */
export const RoleNames = ({ roles }: { roles: readonly string[] }) => (
  <>{roles.map((role) => roleName[role as Role]?.() ?? role).join(m.access_and())}</>
);

/** Every role to choose from. */
export const roleOptions = () =>
  Object.entries(roleName).map(([value, label]) => ({ value, label: label() }));
