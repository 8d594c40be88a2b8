import { and, asc, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { jobEffects, outbox } from '../schema/floor';
import type { Tx } from '../transaction';

/** A job to be done once the transaction has committed. */
export interface OutboxMessage {
  /** Name in the catalogue of jobs, `noun.verb`. */
  readonly job: string;
  /** Same job and key: the same job, however often it is published. */
  readonly key: string;
  /** Ids only; what the job needs beyond them it reads itself. */
  readonly payload: Readonly<Record<string, string | number>>;
}

/** Puts messages into the outbox; one that is there already is left as it is. */
export async function insertOutbox(tx: Tx, messages: readonly OutboxMessage[]): Promise<void> {
  await tx
    .insert(outbox)
    .values(messages.map((message) => ({ id: newId(), job: message.job, jobKey: message.key, payload: message.payload })))
    .onConflictDoNothing();
}

/** The oldest messages nobody else is dispatching just now, locked until the transaction ends. */
export async function lockWaitingMessages(tx: Tx, limit: number) {
  return tx
    .select({ id: outbox.id, job: outbox.job, key: outbox.jobKey, payload: outbox.payload })
    .from(outbox)
    .where(isNull(outbox.dispatchedAt))
    .orderBy(asc(outbox.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function markDispatched(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.update(outbox).set({ dispatchedAt: now }).where(inArray(outbox.id, [...ids]));
}

/** Removes what was dispatched before `before`; answers how many rows went. */
export async function deleteDispatched(tx: Tx, before: Date): Promise<number> {
  const gone = await tx
    .delete(outbox)
    .where(and(isNotNull(outbox.dispatchedAt), lt(outbox.dispatchedAt, before)))
    .returning({ id: outbox.id });
  return gone.length;
}

/** Claims an effect. False when it has happened already: the caller must then do nothing. */
export async function claimEffect(tx: Tx, effect: { key: string; job: string; at: Date }): Promise<boolean> {
  const claimed = await tx
    .insert(jobEffects)
    .values({ effectKey: effect.key, job: effect.job, happenedAt: effect.at })
    .onConflictDoNothing()
    .returning({ key: jobEffects.effectKey });
  return claimed.length === 1;
}

/** Ids of all tenants, for work that goes through each. */
export async function selectTenantIds(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`select tenant_ids() as id`);
  return rows.map((row) => row.id);
}
