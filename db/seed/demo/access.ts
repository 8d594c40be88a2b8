import { insertUser, selectActingUser } from '#db/queries/access';
import { inTenant } from '#db/transaction';
import { type Role, roles } from '~/domain/access/roles';
import { hashPassword } from '~/platform/sign-in/passwords';
import type { TenantSeed } from '../tenants';
import { type Demo, demoName } from './demo';
import { homeTownCode } from './organisations';

/** Password of every demo account, published with the source; production mode makes no demo accounts. */
export const DEMO_PASSWORD = 'yuanquan-demo';

/** User name of a demo account: the role's, in every tenant but the first with a number after it. */
export const demoUserName = (role: Role, { main }: { main: boolean }): string => (main ? role : `${role}2`);

/** Id of a demo account, the same in every installation. */
export const demoUserId = (role: Role, tenant: Pick<TenantSeed, 'regionCode'>): string =>
  `01900000-0000-7000-81${String(roles.indexOf(role)).padStart(2, '0')}-000000${tenant.regionCode}`;

/** One account per role. Those that are there already stay as they are. */
export async function seedAccess(demo: Demo): Promise<void> {
  const { tenant, main } = demo;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await inTenant({ tenantId: tenant.id, actorId: null }, async (tx) => {
    for (const role of roles) {
      const id = demoUserId(role, tenant);
      if (await selectActingUser(tx, { id })) continue;
      await insertUser(tx, {
        id,
        userName: demoUserName(role, { main }),
        name: demoName(role),
        passwordHash,
        passwordTemporary: false,
        roles: [role],
        townCode: role === 'town' || role === 'village' ? homeTownCode(demo) : undefined,
      });
    }
  });
}
