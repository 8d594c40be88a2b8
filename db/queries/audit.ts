import { and, asc, desc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm';
import { newId } from '../new-id';
import { auditEvents } from '../schema/floor';
import type { Tx } from '../transaction';

/** One event as it is to be written. */
export interface AuditRow {
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly requestId: string;
  readonly kind: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason?: string;
  readonly data: Record<string, unknown>;
}

const NOTHING_YET = Buffer.alloc(0);

/** Events per statement: a statement may have 65,534 parameters and an event has thirteen. */
const BATCH = 2_000;

/** Appends events to the tenant's chain, in the order given. */
export async function insertAuditEvents(tx: Tx, rows: readonly AuditRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    await tx
      .insert(auditEvents)
      .values(
        rows
          .slice(at, at + BATCH)
          .map((row) => ({ ...row, id: newId(), seq: 0n, previousHash: NOTHING_YET, hash: NOTHING_YET })),
      );
  }
}

/** Who acted as people read it: with the label of the API key beside the name, where one was used. */
const shownActor = sql<string>`case when ${auditEvents.data} ? 'apiKey'
  then ${auditEvents.actorName} || '（' || (${auditEvents.data} ->> 'apiKey') || '）' else ${auditEvents.actorName} end`;

/** By name, or by name and key as `shownActor` has it, so that what is read in the list is found. */
function actedBy(shownName: string) {
  const [, name, apiKey] = /^(.+)（(.+)）$/.exec(shownName) ?? [];
  const byName = eq(auditEvents.actorName, shownName);
  return name && apiKey
    ? or(byName, and(eq(auditEvents.actorName, name), sql`${auditEvents.data} ->> 'apiKey' = ${apiKey}`))
    : byName;
}

const shown = {
  seq: auditEvents.seq,
  at: auditEvents.at,
  actorName: shownActor,
  requestId: auditEvents.requestId,
  kind: auditEvents.kind,
  subjectType: auditEvents.subjectType,
  subjectId: auditEvents.subjectId,
  reason: auditEvents.reason,
  data: auditEvents.data,
};

/** Events of one record, newest first. */
export async function selectTimeline(
  tx: Tx,
  subjects: readonly { readonly type: string; readonly id: string }[],
  limit: number,
) {
  return tx
    .select(shown)
    .from(auditEvents)
    .where(
      or(
        ...subjects.map(({ type, id }) =>
          and(eq(auditEvents.subjectType, type), eq(auditEvents.subjectId, id)),
        ),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit);
}

/** What to look for in the tenant's events. */
export interface AuditFilter {
  /** First parts of the kind, such as `bed`. */
  readonly areas?: readonly string[];
  /** Whole name; what somebody did by an API key counts as theirs. With the key's label in brackets, only what was done by it. */
  readonly actorName?: string;
  readonly subject?: { readonly type: string; readonly id: string };
  /** Half-open range of instants. */
  readonly from?: Date;
  readonly until?: Date;
}

/** Events of the tenant before `beforeSeq`, newest first. */
export async function selectAuditEvents(
  tx: Tx,
  {
    areas,
    actorName,
    subject,
    from,
    until,
    beforeSeq,
    limit,
  }: AuditFilter & { beforeSeq?: bigint; limit: number },
) {
  return tx
    .select(shown)
    .from(auditEvents)
    .where(
      and(
        beforeSeq === undefined ? undefined : lt(auditEvents.seq, beforeSeq),
        areas ? inArray(sql`split_part(${auditEvents.kind}, '.', 1)`, [...areas]) : undefined,
        actorName ? actedBy(actorName) : undefined,
        subject
          ? and(eq(auditEvents.subjectType, subject.type), eq(auditEvents.subjectId, subject.id))
          : undefined,
        from ? gte(auditEvents.at, from) : undefined,
        until ? lt(auditEvents.at, until) : undefined,
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit);
}

/** Stretch of the chain after `afterSeq` with each hash recomputed by the database. */
export async function selectChain(tx: Tx, afterSeq: bigint, limit: number) {
  return tx
    .select({
      seq: auditEvents.seq,
      previousHash: auditEvents.previousHash,
      hash: auditEvents.hash,
      recomputed: sql<Buffer>`audit_hash(${auditEvents})`,
    })
    .from(auditEvents)
    .where(gt(auditEvents.seq, afterSeq))
    .orderBy(asc(auditEvents.seq))
    .limit(limit);
}

/** Newest link of the acting tenant's chain as the database keeps it apart; undefined before the first event. */
export async function selectChainHead(tx: Tx): Promise<{ seq: bigint; hash: Buffer } | undefined> {
  const [head] = await tx.execute<{ seq: string; hash: Buffer }>(sql`select seq, hash from audit_head()`);
  return head && { seq: BigInt(head.seq), hash: head.hash };
}

/** Number of the newest event; 0 before the first. Events are numbered in the order in which they are committed. */
export async function selectLatestSeq(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return Number(row?.seq ?? 0);
}

export async function selectHasChanged(
  tx: Tx,
  { seq, types }: { seq: number; types: readonly string[] },
): Promise<boolean> {
  const [row] = await tx
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(and(gt(auditEvents.seq, BigInt(seq)), inArray(auditEvents.subjectType, [...types])))
    .limit(1);
  return row !== undefined;
}
