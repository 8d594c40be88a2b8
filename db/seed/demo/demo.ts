import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import type { Actor } from '~/domain/kernel/actor';
import type { Result } from '~/domain/kernel/refusals';
import type { TenantSeed } from '../tenants';

/** The demo tenant that is being filled, and people of it who act. */
export interface Demo {
  readonly tenant: TenantSeed;
  /** First demo tenant: a centre with some life in it. The second has just enough to see that the wall holds. */
  readonly main: boolean;
  /** Someone of the tenant with a role, acting at `at` or now. */
  as(role: Role, at?: Date): Actor;
}

/** The demo data of a tenant. */
export function demoOf(tenant: TenantSeed, { main }: { main: boolean }): Demo {
  return {
    tenant,
    main,
    as: (role, at) => ({
      tenantId: tenant.id,
      userId: null,
      name: `${role}（演示数据）`,
      roles: [role],
      permissions: permissionsOf([role]),
      requestId: 'demo-seed',
      at,
    }),
  };
}

/** The value of a result; demo data that is refused is a defect of the demo data. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`Demo data refused: ${JSON.stringify(result.refusals)}`);
}
