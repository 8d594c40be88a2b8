import { desc, eq, gt, lt, sql } from 'drizzle-orm';
import { type WorkerNumbers, workerHeartbeats } from '../schema/jobs';
import type { Tx } from '../transaction';

/** Sign of life of a worker process and what it has counted since its start. */
export interface Heartbeat {
  readonly id: string;
  readonly backend: 'postgres' | 'redis';
  readonly startedAt: Date;
  readonly beatAt: Date;
  readonly numbers: WorkerNumbers;
}

/** Writes a worker's sign of life. */
export async function upsertHeartbeat(tx: Tx, { id, ...heartbeat }: Heartbeat): Promise<void> {
  await tx
    .insert(workerHeartbeats)
    .values({ id, ...heartbeat })
    .onConflictDoUpdate({ target: workerHeartbeats.id, set: heartbeat });
}

/** Forgets workers: one by id that stopped, or all that gave no sign since `before`. */
export async function deleteHeartbeats(tx: Tx, which: { id: string } | { before: Date }): Promise<void> {
  await tx
    .delete(workerHeartbeats)
    .where('id' in which ? eq(workerHeartbeats.id, which.id) : lt(workerHeartbeats.beatAt, which.before));
}

/** Workers that gave a sign of life after `since`, the latest first. */
export async function selectHeartbeats(tx: Tx, { since, limit }: { since: Date; limit: number }) {
  return tx
    .select()
    .from(workerHeartbeats)
    .where(gt(workerHeartbeats.beatAt, since))
    .orderBy(desc(workerHeartbeats.beatAt))
    .limit(limit);
}

/** Text that tells this database from every other, also from a copy of it. */
export async function selectDatabaseIdentity(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ identity: string }>(sql`select database_identity() as identity`);
  if (!row) throw new Error('The database does not name itself');
  return row.identity;
}
