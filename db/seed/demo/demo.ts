import { permissionsOf } from '~/domain/access/permissions';
import type { Role } from '~/domain/access/roles';
import type { Actor } from '~/domain/kernel/actor';
import type { Result } from '~/domain/kernel/refusals';
import type { TenantSeed } from '../tenants';

/** Demo people by role, all invented: Chinese names as they stand on a duty roster. */
const names: Readonly<Record<Role, string>> = {
  admin: '周明远',
  lead: '孙立群',
  intake: '李晓燕',
  assessor: '王建国',
  manager: '赵秀兰',
  finance: '钱文静',
  coordinator: '郑海霞',
  leader: '冯志刚',
  volunteer: '陈思雨',
  donor: '褚卫东',
  family: '卫国强',
  town: '蒋玉梅',
  village: '沈大勇',
  auditor: '韩正平',
};

/** Name of whoever has a role in the demo data, marked as invented. */
export const demoName = (role: Role): string => `${names[role]}（演示数据）`;

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
      name: demoName(role),
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
