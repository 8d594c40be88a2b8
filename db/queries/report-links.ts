import { desc, eq, sql } from 'drizzle-orm';
import { reportLinks } from '../schema/giving';
import type { Tx } from '../transaction';

const LIST_LIMIT = 100;

const shown = {
  id: reportLinks.id,
  fromMonth: reportLinks.fromMonth,
  untilMonth: reportLinks.untilMonth,
  reader: reportLinks.reader,
  madeByName: reportLinks.madeByName,
  madeAt: reportLinks.madeAt,
  expiresAt: reportLinks.expiresAt,
  revokedAt: reportLinks.revokedAt,
};

export async function insertReportLink(
  tx: Tx,
  row: Omit<typeof reportLinks.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(reportLinks).values(row);
}

/** A link and a lock on it until the transaction ends. */
export async function lockReportLink(tx: Tx, id: string) {
  const [row] = await tx.select(shown).from(reportLinks).where(eq(reportLinks.id, id)).for('update');
  return row;
}

export async function updateReportLink(
  tx: Tx,
  id: string,
  fields: Partial<Omit<typeof reportLinks.$inferInsert, 'tenantId' | 'id'>>,
): Promise<void> {
  await tx.update(reportLinks).set(fields).where(eq(reportLinks.id, id));
}

/** Links that were made, the latest first. */
export async function selectReportLinks(tx: Tx) {
  return tx
    .select(shown)
    .from(reportLinks)
    .orderBy(desc(reportLinks.madeAt), desc(reportLinks.id))
    .limit(LIST_LIMIT);
}

export async function selectReportLink(tx: Tx, id: string) {
  const [row] = await tx.select(shown).from(reportLinks).where(eq(reportLinks.id, id));
  return row;
}

/** Which link of which tenant a digest opens now; outside of tenants. */
export async function findReportLink(tx: Tx, digest: string) {
  const [row] = await tx.execute<{ tenantId: string; id: string }>(
    sql`select tenant_id as "tenantId", id from find_report_link(${digest})`,
  );
  return row;
}
