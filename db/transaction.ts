import { sql } from 'drizzle-orm';
import { database } from './client';

/** Handle of the running transaction; every query takes it first. */
export type Tx = Parameters<Parameters<ReturnType<typeof database>['db']['transaction']>[0]>[0];

/** Who the database believes is acting; row-level security reads the tenant, triggers the actor. */
export interface TenantContext {
  readonly tenantId: string;
  readonly actorId: string | null;
}

/**
 * The one way to open a transaction. Sets tenant and actor for row-level security, so that
 * a query that forgets the tenant still sees nothing of another one.
 */
export async function inTenant<T>(context: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.tenant_id', ${context.tenantId}, true), set_config('app.actor_id', ${context.actorId ?? ''}, true)`,
    );
    return work(tx);
  });
}

/** For what exists before a tenant is known (list of tenants, verification codes): row-level security shows no tenant row. */
export async function outsideTenants<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database().db.transaction(async (tx) => work(tx));
}
