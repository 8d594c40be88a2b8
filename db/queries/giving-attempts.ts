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

type CountedOfAddress = 'today' | 'waiting' | 'asked';

/**
 * What came from an address: promised or refused within a day (`today`); of these since `hourAgo` with an order that is not paid yet
 * (`waiting`), and refused (`asked`); by whether the task was solved.
 */
export async function countOfAddress(
  tx: Tx,
  { addressIndex, hourAgo, dayAgo }: { addressIndex: string; hourAgo: Date; dayAgo: Date },
): Promise<Record<CountedOfAddress | `unproven${Capitalize<CountedOfAddress>}`, number>> {
  const lately = sql`${givingAttempts.at} > ${hourAgo.toISOString()}::timestamptz`;
  const waiting = sql`${lately} and ${gifts.status} = 'pledged' and exists (select from payment_orders o
    where o.tenant_id = ${gifts.tenantId} and o.subject_type = 'gift' and o.subject_id = ${gifts.id})`;
  const asked = sql`${lately} and ${givingAttempts.giftId} is null`;
  const unproven = sql`not ${givingAttempts.proven}`;
  const [row] = await tx
    .select({
      today: sql<number>`count(*)::int`,
      waiting: sql<number>`(count(*) filter (where ${waiting}))::int`,
      asked: sql<number>`(count(*) filter (where ${asked}))::int`,
      unprovenToday: sql<number>`(count(*) filter (where ${unproven}))::int`,
      unprovenWaiting: sql<number>`(count(*) filter (where ${unproven} and ${waiting}))::int`,
      unprovenAsked: sql<number>`(count(*) filter (where ${unproven} and ${asked}))::int`,
    })
    .from(givingAttempts)
    .leftJoin(gifts, eq(gifts.id, givingAttempts.giftId))
    .where(and(eq(givingAttempts.addressIndex, addressIndex), gt(givingAttempts.at, dayAgo)));
  return row ?? { today: 0, waiting: 0, asked: 0, unprovenToday: 0, unprovenWaiting: 0, unprovenAsked: 0 };
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
