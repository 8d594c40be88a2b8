import { sql } from 'drizzle-orm';
import type { Database } from './client';
import { currentKeyId, open, type Sealed, seal } from './sealed';
import type { SealedColumn } from './sealed-columns';

/** Rows that are sealed anew in one transaction: short enough that nobody waits for it. */
const BATCH = 200;

/** What happened to one column of one tenant. */
export interface Reencrypted {
  /** Values that now lie under the current key. */
  readonly sealed: number;
  /** Values that somebody was changing at that moment; a second run takes them. */
  readonly skipped: number;
}

/**
 * Seals every value of a column anew that lies under an older key, in batches along the key of the table. Rows are
 * locked only while their batch is written, and a row that somebody else holds is left for the next run, so the
 * product runs on. Interrupted, it goes on where it was: what is done no longer matches.
 */
export async function reencryptColumn(
  { db }: Database,
  tenantId: string,
  { table, column, field }: SealedColumn,
): Promise<Reencrypted> {
  const [name, value] = [sql.identifier(table), sql.identifier(column)];
  const stale = sql`tenant_id = ${tenantId} and ${value} is not null and not starts_with(${value}, ${`${currentKeyId()}.`})`;
  let sealed = 0;
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const done = await db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
      const rows = await tx.execute<{ id: string; value: Sealed }>(sql`
        select id, ${value} as value from ${name} where ${stale} and id > ${last}
        order by id limit ${BATCH} for update skip locked`);
      for (const row of rows) {
        const anew = seal(field, open(field, row.value));
        await tx.execute(
          sql`update ${name} set ${value} = ${anew} where tenant_id = ${tenantId} and id = ${row.id}`,
        );
      }
      return rows;
    });
    sealed += done.length;
    if (done.length < BATCH) break;
    last = done.at(-1)?.id ?? last;
  }
  const [left] = await db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
    return tx.execute<{ count: string }>(sql`select count(*) as count from ${name} where ${stale}`);
  });
  return { sealed, skipped: Number(left?.count ?? 0) };
}
