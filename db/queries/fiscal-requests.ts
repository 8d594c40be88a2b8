import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { newId } from '../new-id';
import { gifts } from '../schema/donations';
import { fiscalRequests, receipts } from '../schema/receipts';
import type { Tx } from '../transaction';

/** The bill that a request for one was answered with. */
const issued = alias(receipts, 'issued');

export type FiscalRequestRow = typeof fiscalRequests.$inferSelect;

/** Writes what is to be asked; answers the key under which it is. */
export async function insertFiscalRequest(
  tx: Tx,
  row: Pick<
    typeof fiscalRequests.$inferInsert,
    'kind' | 'giftId' | 'receiptId' | 'replacesId' | 'reason' | 'requestedBy' | 'requestedAt'
  >,
): Promise<string> {
  const id = newId();
  await tx.insert(fiscalRequests).values({ ...row, id, state: 'waiting' });
  return id;
}

export async function selectFiscalRequest(tx: Tx, id: string): Promise<FiscalRequestRow | undefined> {
  const [row] = await tx.select().from(fiscalRequests).where(eq(fiscalRequests.id, id));
  return row;
}

/** The request and a lock on it until the transaction ends. */
export async function lockFiscalRequest(tx: Tx, id: string): Promise<FiscalRequestRow | undefined> {
  const [row] = await tx.select().from(fiscalRequests).where(eq(fiscalRequests.id, id)).for('update');
  return row;
}

export async function updateFiscalRequest(
  tx: Tx,
  id: string,
  fields: Partial<
    Pick<
      FiscalRequestRow,
      | 'state'
      | 'attempts'
      | 'askedAt'
      | 'problemCode'
      | 'problemText'
      | 'settledAt'
      | 'redCode'
      | 'redNumber'
      | 'redCheckCode'
    >
  >,
): Promise<void> {
  await tx.update(fiscalRequests).set(fields).where(eq(fiscalRequests.id, id));
}

/** The reversal of a bill that was asked for last. */
export async function selectLastReversal(tx: Tx, receiptId: string): Promise<FiscalRequestRow | undefined> {
  const [row] = await tx
    .select()
    .from(fiscalRequests)
    .where(and(eq(fiscalRequests.kind, 'reverse'), eq(fiscalRequests.receiptId, receiptId)))
    .orderBy(desc(fiscalRequests.id))
    .limit(1);
  return row;
}

/** The bill of a gift that the fiscal system was asked for and has not answered about. */
export async function selectWaitingIssue(tx: Tx, giftId: string): Promise<FiscalRequestRow | undefined> {
  const [row] = await tx
    .select()
    .from(fiscalRequests)
    .where(
      and(
        eq(fiscalRequests.giftId, giftId),
        eq(fiscalRequests.kind, 'issue'),
        eq(fiscalRequests.state, 'waiting'),
      ),
    );
  return row;
}

/** Whether the fiscal system has not answered yet about the bill of any of these gifts. */
export async function selectIssueWaitingOf(tx: Tx, giftIds: readonly string[]): Promise<boolean> {
  if (giftIds.length === 0) return false;
  const rows = await tx
    .select({ id: fiscalRequests.id })
    .from(fiscalRequests)
    .where(
      and(
        inArray(fiscalRequests.giftId, [...giftIds]),
        eq(fiscalRequests.kind, 'issue'),
        eq(fiscalRequests.state, 'waiting'),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Requests without an answer that were asked last, or made, before an instant; the longest waiting first. */
export async function selectRequestsToFollow(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<{ id: string }[]> {
  const since = sql`coalesce(${fiscalRequests.askedAt}, ${fiscalRequests.requestedAt})`;
  return tx
    .select({ id: fiscalRequests.id })
    .from(fiscalRequests)
    .where(and(eq(fiscalRequests.state, 'waiting'), sql`${since} < ${before.toISOString()}::timestamptz`))
    .orderBy(asc(since), asc(fiscalRequests.id))
    .limit(limit);
}

/** What the fiscal system was asked for, the newest first. A refusal that was asked again since is left out. */
export async function selectFiscalRequests(
  tx: Tx,
  { states, before, limit }: { states: readonly FiscalRequestRow['state'][]; before?: string; limit: number },
) {
  return tx
    .select({
      id: fiscalRequests.id,
      kind: fiscalRequests.kind,
      state: fiscalRequests.state,
      giftId: fiscalRequests.giftId,
      reference: gifts.reference,
      receiptId: fiscalRequests.receiptId,
      fiscalCode: receipts.fiscalCode,
      fiscalNumber: receipts.fiscalNumber,
      issuedReceiptId: issued.id,
      issuedCode: issued.fiscalCode,
      issuedNumber: issued.fiscalNumber,
      /** What the bill is to be over. */
      wantedFen: sql<bigint | null>`coalesce(${receipts.amountFen}, ${gifts.receivedFen})`.mapWith(
        receipts.amountFen,
      ),
      reason: fiscalRequests.reason,
      requestedBy: fiscalRequests.requestedBy,
      requestedAt: fiscalRequests.requestedAt,
      attempts: fiscalRequests.attempts,
      askedAt: fiscalRequests.askedAt,
      problemCode: fiscalRequests.problemCode,
      problemText: fiscalRequests.problemText,
      settledAt: fiscalRequests.settledAt,
      redCode: fiscalRequests.redCode,
      redNumber: fiscalRequests.redNumber,
    })
    .from(fiscalRequests)
    .innerJoin(gifts, eq(gifts.id, fiscalRequests.giftId))
    .leftJoin(receipts, eq(receipts.id, fiscalRequests.receiptId))
    .leftJoin(issued, eq(issued.fiscalRequestId, fiscalRequests.id))
    .where(
      and(
        inArray(fiscalRequests.state, [...states]),
        sql`(${fiscalRequests.state} <> 'refused' or not exists (select from fiscal_requests later
          where later.tenant_id = ${fiscalRequests.tenantId} and later.gift_id = ${fiscalRequests.giftId}
          and later.kind = ${fiscalRequests.kind} and later.id > ${fiscalRequests.id}))`,
        before ? lt(fiscalRequests.id, before) : undefined,
      ),
    )
    .orderBy(desc(fiscalRequests.id))
    .limit(limit);
}
