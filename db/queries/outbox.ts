import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import { newId } from '../new-id';
import { jobEffects, outbox } from '../schema/floor';
import { jobFailures } from '../schema/jobs';
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

/** Key under which a job itself is claimed; apart from the keys that use cases choose. */
export const jobEffectKey = (job: string, key: string): string => `job:${job}/${key}`;

/** Puts messages into the outbox; one that is there already is left as it is. `requestId` leads back to the request. */
export async function insertOutbox(
  tx: Tx,
  messages: readonly OutboxMessage[],
  requestId: string,
): Promise<void> {
  await tx
    .insert(outbox)
    .values(
      messages.map(({ job, key, payload }) => ({
        id: newId(),
        job,
        jobKey: key,
        payload: { ...payload },
        requestId,
      })),
    )
    .onConflictDoNothing();
}

/** The oldest messages nobody else is dispatching just now, locked until the transaction ends. */
export async function lockWaitingMessages(tx: Tx, limit: number) {
  return tx
    .select({
      id: outbox.id,
      job: outbox.job,
      key: outbox.jobKey,
      payload: outbox.payload,
      requestId: outbox.requestId,
      round: outbox.round,
    })
    .from(outbox)
    .where(isNull(outbox.dispatchedAt))
    .orderBy(asc(outbox.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function markDispatched(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx
    .update(outbox)
    .set({ dispatchedAt: now })
    .where(inArray(outbox.id, [...ids]));
}

/** How many messages wait for the relay. */
export async function countWaitingMessages(tx: Tx): Promise<number> {
  return tx.$count(outbox, isNull(outbox.dispatchedAt));
}

/**
 * Lets the relay dispatch again what it handed over between `since` and `until` and what neither happened nor
 * failed: the queue lost it. What the queue still holds, it recognises by the id. Answers how many.
 */
export async function releaseLostMessages(
  tx: Tx,
  { since, until }: { since: Date; until: Date },
): Promise<number> {
  const happened = tx
    .select({ one: sql`1` })
    .from(jobEffects)
    .where(eq(jobEffects.effectKey, sql`'job:' || ${outbox.job} || '/' || ${outbox.jobKey}`));
  const failed = tx
    .select({ one: sql`1` })
    .from(jobFailures)
    .where(and(eq(jobFailures.job, outbox.job), eq(jobFailures.jobKey, outbox.jobKey)));
  const lost = await tx
    .update(outbox)
    .set({ dispatchedAt: null })
    .where(
      and(
        gt(outbox.dispatchedAt, since),
        lt(outbox.dispatchedAt, until),
        notExists(happened),
        notExists(failed),
      ),
    )
    .returning({ id: outbox.id });
  // An update wakes nobody by itself.
  if (lost.length > 0) await tx.execute(sql`select pg_notify('outbox', current_tenant()::text)`);
  return lost.length;
}

/** Removes at most `limit` messages that were dispatched before `before`; answers how many rows went. */
export async function deleteDispatched(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const old = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNotNull(outbox.dispatchedAt), lt(outbox.dispatchedAt, before)))
    .limit(limit);
  const gone = await tx.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id });
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

/** Whether an effect has happened. */
export async function hasEffect(tx: Tx, key: string): Promise<boolean> {
  const found = await tx
    .select({ key: jobEffects.effectKey })
    .from(jobEffects)
    .where(eq(jobEffects.effectKey, key));
  return found.length === 1;
}

/**
 * Forgets at most `limit` effects: of jobs, which come back soon or never, those before `jobsBefore`; of keys that
 * use cases chose, those before `before`. Answers how many.
 */
export async function deleteOldEffects(
  tx: Tx,
  { before, jobsBefore, limit }: { before: Date; jobsBefore: Date; limit: number },
): Promise<number> {
  const { effectKey, happenedAt } = jobEffects;
  const ofJobs = and(lt(happenedAt, jobsBefore), like(effectKey, jobEffectKey('%', '%')));
  const old = tx
    .select({ key: effectKey })
    .from(jobEffects)
    .where(or(lt(happenedAt, before), ofJobs))
    .limit(limit);
  const gone = await tx.delete(jobEffects).where(inArray(effectKey, old)).returning({ key: effectKey });
  return gone.length;
}

/** A job that will not be tried again by itself. */
export interface JobFailure {
  readonly job: string;
  readonly key: string;
  readonly payload: unknown;
  readonly requestId: string;
  /** Code of the refusal, or one of JOBS.… */
  readonly code: string;
  /** What fills the gaps of the code's words. */
  readonly params: Readonly<Record<string, string | number>>;
  /** For operators; no personal data. */
  readonly detail: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/** Writes down a failed job, in place of an earlier failure of the same one. */
export async function upsertJobFailure(tx: Tx, { key, ...failure }: JobFailure): Promise<void> {
  await tx
    .insert(jobFailures)
    .values({ ...failure, params: { ...failure.params }, jobKey: key })
    .onConflictDoUpdate({
      target: [jobFailures.tenantId, jobFailures.job, jobFailures.jobKey],
      set: { ...failure, params: { ...failure.params } },
    });
}

/** Removes the failure of a job; undefined when there is none. */
export async function deleteJobFailure(tx: Tx, { job, key }: { job: string; key: string }) {
  const [gone] = await tx
    .delete(jobFailures)
    .where(and(eq(jobFailures.job, job), eq(jobFailures.jobKey, key)))
    .returning({ payload: jobFailures.payload });
  return gone;
}

/** Removes the failures of a job whose keys begin with a text. */
export async function deleteJobFailures(
  tx: Tx,
  { job, keysFrom }: { job: string; keysFrom: string },
): Promise<void> {
  await tx
    .delete(jobFailures)
    .where(and(eq(jobFailures.job, job), sql`starts_with(${jobFailures.jobKey}, ${keysFrom})`));
}

/** Place in the list of failed jobs. */
export interface FailurePlace {
  readonly failedAt: Date;
  readonly job: string;
  readonly key: string;
}

/** Failed jobs after a place in the list, newest first. */
export async function selectJobFailures(tx: Tx, { after, limit }: { after?: FailurePlace; limit: number }) {
  const { job, jobKey, failedAt } = jobFailures;
  const behind =
    after &&
    or(
      lt(failedAt, after.failedAt),
      and(eq(failedAt, after.failedAt), sql`(${job}, ${jobKey}) > (${after.job}, ${after.key})`),
    );
  return tx
    .select({
      job,
      key: jobKey,
      code: jobFailures.code,
      params: jobFailures.params,
      detail: jobFailures.detail,
      attempts: jobFailures.attempts,
      requestId: jobFailures.requestId,
      failedAt,
    })
    .from(jobFailures)
    .where(behind)
    .orderBy(desc(failedAt), asc(job), asc(jobKey))
    .limit(limit);
}

/** Has the relay dispatch a job anew, under a new id in the queue, also when its message has been pruned since. */
export async function redispatch(tx: Tx, message: OutboxMessage & { requestId: string }): Promise<void> {
  const { job, key, payload, requestId } = message;
  await tx
    .insert(outbox)
    .values({ id: newId(), job, jobKey: key, payload, requestId, round: 1 })
    .onConflictDoUpdate({
      target: [outbox.tenantId, outbox.job, outbox.jobKey],
      set: { dispatchedAt: null, requestId, round: sql`${outbox.round} + 1` },
    });
}

/** Ids of all tenants, for work that goes through each. */
export async function selectTenantIds(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`select tenant_ids() as id`);
  return rows.map((row) => row.id);
}

/** Ids of the tenants for whom messages wait. */
export async function selectWaitingTenantIds(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`select waiting_tenant_ids() as id`);
  return rows.map((row) => row.id);
}
