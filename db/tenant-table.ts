import { type BuildColumns, sql } from 'drizzle-orm';
import {
  type PgColumnBuilderBase,
  type PgTableWithColumns,
  pgTable,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const tenantColumn = () => ({
  tenantId: uuid('tenant_id').notNull().default(sql`current_tenant()`),
});

type TenantColumns<C extends Record<string, PgColumnBuilderBase>> = C & ReturnType<typeof tenantColumn>;

/**
 * A table whose every row belongs to a tenant. The tenant is filled in by the database from the
 * transaction, so no insert names it; policy and keys are in the migration of the noun.
 */
export function tenantTable<N extends string, C extends Record<string, PgColumnBuilderBase>>(
  name: N,
  columns: C,
): PgTableWithColumns<{
  name: N;
  schema: undefined;
  columns: BuildColumns<N, TenantColumns<C>, 'pg'>;
  dialect: 'pg';
}> {
  return pgTable(name, { ...tenantColumn(), ...columns } as TenantColumns<C>) as never;
}

/** An instant in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
