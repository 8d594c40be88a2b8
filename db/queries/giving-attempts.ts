import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { newId } from '../new-id';
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

/**
 * What came from an address: promised within a day, and of these since `hourAgo` not paid yet; by whether the task was solved. A try
 * that was refused is one that nobody pays.
 */
export async function countOfAddress(
  tx: Tx,
  { addressIndex, hourAgo, dayAgo }: { addressIndex: string; hourAgo: Date; dayAgo: Date },
): Promise<{ today: number; waiting: number; unprovenToday: number; unprovenWaiting: number }> {
  const waiting = sql`${givingAttempts.at} > ${hourAgo.toISOString()}::timestamptz and (${givingAttempts.giftId} is null or ${gifts.status} = 'pledged')`;
  const [row] = await tx
    .select({
      today: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${waiting}))::int`,
      unprovenToday: sql<number>`(count(*) filter (where not ${givingAttempts.proven}))::int`,
      unprovenWaiting: sql<number>`(count(*) filter (where not ${givingAttempts.proven} and ${waiting}))::int`,
    })
    .from(givingAttempts)
    .leftJoin(gifts, eq(gifts.id, givingAttempts.giftId))
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

/** How often a try with this task was refused that counts. */
export async function countRefusedOfTask(tx: Tx, token: string): Promise<number> {
  return tx.$count(givingAttempts, and(eq(givingAttempts.token, token), isNull(givingAttempts.giftId)));
}

/** Writes down what was promised; without `giftId` a try that was refused. */
export async function insertAttempt(
  tx: Tx,
  row: Omit<typeof givingAttempts.$inferInsert, 'tenantId' | 'id'>,
): Promise<void> {
  await tx.insert(givingAttempts).values({ ...row, id: newId() });
}

/** Forgets what is older than an instant. */
export async function deleteAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.delete(givingAttempts).where(lt(givingAttempts.at, before));
}
