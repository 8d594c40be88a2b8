import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { gifts, givingAttempts } from '../schema/donations';
import { blindIndex } from '../sealed';
import type { Tx } from '../transaction';

/** Where somebody comes from, as it is kept: nobody reads an address out of it. */
export const addressIndexOf = (address: string): string => blindIndex('giving-address', address);

/** Of those who come from one address, or without having solved their task, one after the other is counted. */
export async function lockGiving(tx: Tx, what: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('giving:' || current_tenant() || ':' || ${what}, 0))`,
  );
}

/** What came from an address: promised within a day, and of these since `hourAgo` not paid yet; by whether the task was solved. */
export async function countOfAddress(
  tx: Tx,
  { addressIndex, hourAgo, dayAgo }: { addressIndex: string; hourAgo: Date; dayAgo: Date },
): Promise<{ today: number; waiting: number; unprovenToday: number; unprovenWaiting: number }> {
  const waiting = sql`${givingAttempts.at} > ${hourAgo.toISOString()}::timestamptz and ${gifts.status} = 'pledged'`;
  const [row] = await tx
    .select({
      today: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${waiting}))::int`,
      unprovenToday: sql<number>`(count(*) filter (where not ${givingAttempts.proven}))::int`,
      unprovenWaiting: sql<number>`(count(*) filter (where not ${givingAttempts.proven} and ${waiting}))::int`,
    })
    .from(givingAttempts)
    .innerJoin(gifts, eq(gifts.id, givingAttempts.giftId))
    .where(and(eq(givingAttempts.addressIndex, addressIndex), gt(givingAttempts.at, dayAgo)));
  return row ?? { today: 0, waiting: 0, unprovenToday: 0, unprovenWaiting: 0 };
}

/** How many were promised since an instant; with `unproven` only those whose task was not solved. */
export async function countAttempts(
  tx: Tx,
  { since, unproven }: { since: Date; unproven?: boolean },
): Promise<number> {
  return tx.$count(
    givingAttempts,
    and(gt(givingAttempts.at, since), unproven ? eq(givingAttempts.proven, false) : undefined),
  );
}

export async function insertAttempt(
  tx: Tx,
  row: Omit<typeof givingAttempts.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(givingAttempts).values(row);
}

/** Forgets what is older than an instant. */
export async function deleteAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.delete(givingAttempts).where(lt(givingAttempts.at, before));
}
