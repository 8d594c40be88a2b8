import { selectOwnTenant } from '#db/queries/access';
import { selectTenantIds } from '#db/queries/outbox';
import { inTenant, outsideTenants } from '#db/transaction';

export interface ListedTenant {
  readonly id: string;
  /** Short name by which commands know the tenant. */
  readonly slug: string;
  readonly demo: boolean;
}

/** Every tenant of the installation, for commands that work on each or are told one by its short name. No page reads this. */
export async function listTenants(): Promise<ListedTenant[]> {
  const ids = await outsideTenants(selectTenantIds);
  const tenants = await Promise.all(
    ids.map((id) => inTenant({ tenantId: id, actorId: null }, selectOwnTenant)),
  );
  return tenants.filter((tenant) => tenant !== undefined);
}
