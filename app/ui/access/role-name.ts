import type { Role } from '~/domain/access/roles';
import { m } from '~/words/generated/messages';

/** Roles as the bureau calls them. */
export const roleName: Record<Role, () => string> = {
  admin: m.access_role_admin,
  lead: m.access_role_lead,
  intake: m.access_role_intake,
  assessor: m.access_role_assessor,
  manager: m.access_role_manager,
  finance: m.access_role_finance,
  coordinator: m.access_role_coordinator,
  leader: m.access_role_leader,
  volunteer: m.access_role_volunteer,
  donor: m.access_role_donor,
  family: m.access_role_family,
  town: m.access_role_town,
  village: m.access_role_village,
  auditor: m.access_role_auditor,
};
