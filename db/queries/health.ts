import { and, desc, eq, gt, isNull, lte, not, or, type SQL, sql } from 'drizzle-orm';
import type { HealthContent } from '~/domain/care/health.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { healthEntries } from '../schema/care';
import { open, seal } from '../sealed';
import type { Tx } from '../transaction';

const CONTENT = 'health_entries.content_sealed';
const END_REASON = 'health_entries.end_reason_sealed';

type Row = typeof healthEntries.$inferSelect;

/** An entry with what it says in the clear; sealing is this file's business. */
export interface HealthEntry extends Omit<Row, 'tenantId' | 'contentSealed' | 'endReasonSealed'> {
  readonly content: HealthContent;
  readonly endReason: string | null;
}

const inClear = ({ tenantId: _, contentSealed, endReasonSealed, ...plain }: Row): HealthEntry => ({
  ...plain,
  content: JSON.parse(open(CONTENT, contentSealed)),
  endReason: endReasonSealed && open(END_REASON, endReasonSealed),
});

export async function insertHealthEntry(
  tx: Tx,
  {
    content,
    ...row
  }: Omit<typeof healthEntries.$inferInsert, 'id' | 'tenantId' | 'contentSealed'> & {
    content: HealthContent;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insert(healthEntries)
    .values({ ...row, id, contentSealed: seal(CONTENT, JSON.stringify(content)) });
  return id;
}

const corrected = sql`exists (select from health_entries n
  where n.tenant_id = ${healthEntries.tenantId} and n.corrects_id = ${healthEntries.id})`;

/** An entry that counts: no other one puts it right, and it has not ended by the day. What begins later is among them. */
const counting = (today: PlainDate): SQL =>
  sql`${and(or(isNull(healthEntries.untilOn), gt(healthEntries.untilOn, today)), not(corrected))}`;

/** One entry and a lock on it until the transaction ends; `corrected` tells whether another one has put it right. */
export async function lockHealthEntry(tx: Tx, id: string) {
  await tx.select({ id: healthEntries.id }).from(healthEntries).where(eq(healthEntries.id, id)).for('update');
  const [row] = await tx
    .select({ entry: healthEntries, corrected: sql<boolean>`${corrected}` })
    .from(healthEntries)
    .where(eq(healthEntries.id, id));
  return row && { ...inClear(row.entry), corrected: row.corrected };
}

/** Entries of a person: those that count on a day, or those that do not any more; the newest first. */
export async function selectHealthEntries(
  tx: Tx,
  { personId, today, past, limit }: { personId: string; today: PlainDate; past: boolean; limit: number },
): Promise<HealthEntry[]> {
  const counts = counting(today);
  const rows = await tx
    .select()
    .from(healthEntries)
    .where(and(eq(healthEntries.personId, personId), past ? not(counts) : counts))
    .orderBy(desc(healthEntries.recordedAt), desc(healthEntries.id))
    .limit(limit);
  return rows.map(inClear);
}

/** How many entries of a person count on a day. */
export async function countHealthEntries(tx: Tx, personId: string, today: PlainDate): Promise<number> {
  return tx.$count(
    healthEntries,
    and(eq(healthEntries.personId, personId), lte(healthEntries.fromOn, today), counting(today)),
  );
}

/** Ends an entry. */
export async function endHealthEntry(
  tx: Tx,
  id: string,
  { on, at, byName, reason }: { on: PlainDate; at: Date; byName: string; reason: string },
): Promise<void> {
  await tx
    .update(healthEntries)
    .set({ untilOn: on, endedAt: at, endedByName: byName, endReasonSealed: seal(END_REASON, reason) })
    .where(eq(healthEntries.id, id));
}
