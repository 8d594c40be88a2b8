import { demoUserId } from '#db/seed/demo/access';
import { demoTenants, type TenantSeed } from '#db/seed/tenants';
import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import type { Actor } from '~/domain/kernel/actor';

/** Somebody of a tenant who holds a role, with the id that the demo account of that role has. */
export function actorOf(role: Role, tenant: TenantSeed = demoTenants[0], more: Partial<Actor> = {}): Actor {
  return {
    tenantId: tenant.id,
    userId: demoUserId(role, tenant),
    name: role,
    roles: [role],
    permissions: permissionsOf([role]),
    requestId: 'test',
    ...more,
  };
}
