import { type ListedTenant, listTenants } from '~/domain/access/list-tenants';
import { StartProblem } from '~/platform/start-problem';

/**
 * The tenant a command works for: the one of this slug, else the first demo tenant, else the only one.
 * @throws StartProblem naming the tenants when it is not clear which is meant
 */
export async function chooseTenant(slug: string | undefined): Promise<ListedTenant> {
  const tenants = await listTenants();
  const chosen = slug
    ? tenants.find((one) => one.slug === slug)
    : (tenants.find((one) => one.demo) ?? tenants[0]);
  if (!chosen || (!slug && !chosen.demo && tenants.length > 1)) {
    const known = tenants.map((one) => one.slug).join(', ') || '-';
    throw new StartProblem(`--tenant must name one of: ${known}`);
  }
  return chosen;
}
