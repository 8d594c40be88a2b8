import { lt, sql } from 'drizzle-orm';
import { publicRequests } from '../schema/public-requests';
import { blindIndex } from '../sealed';
import type { Tx } from '../transaction';

/** Counts a request in its minute under each of some keys, over all web processes; answers how many there are by now of each. */
export async function countRequests(tx: Tx, keys: readonly string[], minute: Date): Promise<number[]> {
  const counts = new Map<string, number>();
  // In one order, so that nobody waits for somebody who waits for them.
  for (const key of keys.map((text) => blindIndex('public-request', text)).sort()) {
    const [row] = await tx
      .insert(publicRequests)
      .values({ key, minute, requests: 1 })
      .onConflictDoUpdate({
        target: publicRequests.key,
        set: {
          requests: sql`case when ${publicRequests.minute} = excluded.minute then ${publicRequests.requests} + 1 else 1 end`,
          minute: sql`excluded.minute`,
        },
      })
      .returning({ requests: publicRequests.requests });
    counts.set(key, row?.requests ?? 1);
  }
  return keys.map((text) => counts.get(blindIndex('public-request', text)) ?? 1);
}

/** Forgets what was counted before an instant. */
export async function deleteRequests(tx: Tx, before: Date): Promise<void> {
  await tx.delete(publicRequests).where(lt(publicRequests.minute, before));
}
