import { demoTenants } from '#db/seed/tenants';
import { type ListedTenant, listTenants } from '~/domain/access/list-tenants';
import { StartProblem } from '~/platform/start-problem';

/**
 * The tenant a command works for: the one of this slug, else the first demo tenant, else the only one.
 * @throws StartProblem naming the tenants when it is not clear which is meant
 */
export async function chooseTenant(slug: string | undefined): Promise<ListedTenant> {
  const tenants = await listTenants();
  // Tenants come in the order of their ids, which says nothing about which demo tenant is the first.
  const chosen =
    tenants.find((one) => one.slug === (slug ?? demoTenants[0].slug)) ??
    (slug === undefined && tenants.length === 1 ? tenants[0] : undefined);
  if (!chosen) {
    const known = tenants.map((one) => one.slug).join(', ') || '-';
    throw new StartProblem(`--tenant must name one of: ${known}`);
  }
  return chosen;
}
