import { type Refusal, refusal } from '../kernel/refusals';
import type { Role } from './roles';

/** Why these roles and links do not fit together: a town clerk or village helper is bound to a town. */
export function linkRefusals({
  roles,
  townCode,
}: {
  roles: readonly Role[];
  townCode?: string | null;
}): Refusal[] {
  const needsTown = roles.includes('town') || roles.includes('village');
  return needsTown && !townCode ? [refusal('ACCESS.TOWN_MISSING', { field: 'townCode' })] : [];
}

/** Why an administrator may not take this away: somebody must be left who can give it back. */
export function lastAdminRefusals(change: {
  wasAdmin: boolean;
  staysAdmin: boolean;
  otherAdmins: number;
  field?: string;
}): Refusal[] {
  const lost = change.wasAdmin && !change.staysAdmin && change.otherAdmins === 0;
  return lost ? [refusal('ACCESS.LAST_ADMIN', { field: change.field })] : [];
}
