import { and, asc, desc, eq } from 'drizzle-orm';
import { giftReturns, gifts } from '../schema/donations';
import { paymentRefunds } from '../schema/payments';
import type { Tx } from '../transaction';

const LIST_LIMIT = 200;

type ReturnRow = typeof giftReturns.$inferSelect;

export async function insertReturn(
  tx: Tx,
  row: Omit<typeof giftReturns.$inferInsert, 'tenantId' | 'status'>,
): Promise<void> {
  await tx.insert(giftReturns).values({ ...row, status: 'proposed' });
}

/** A return and a lock on it until the transaction ends. */
export async function lockReturn(tx: Tx, id: string): Promise<ReturnRow | undefined> {
  const [row] = await tx.select().from(giftReturns).where(eq(giftReturns.id, id)).for('update');
  return row;
}

export async function updateReturn(
  tx: Tx,
  id: string,
  fields: Partial<Omit<ReturnRow, 'tenantId' | 'id' | 'giftId'>>,
): Promise<void> {
  await tx.update(giftReturns).set(fields).where(eq(giftReturns.id, id));
}

/** Returns that wait for the second person, the oldest first. */
export async function selectProposedReturns(tx: Tx) {
  return tx
    .select({
      id: giftReturns.id,
      giftId: giftReturns.giftId,
      reference: gifts.reference,
      means: gifts.means,
      amountFen: giftReturns.amountFen,
      reason: giftReturns.reason,
      sentBackNumber: giftReturns.sentBackNumber,
      proposedBy: giftReturns.proposedBy,
      proposedByName: giftReturns.proposedByName,
      proposedAt: giftReturns.proposedAt,
    })
    .from(giftReturns)
    .innerJoin(gifts, eq(gifts.id, giftReturns.giftId))
    .where(eq(giftReturns.status, 'proposed'))
    .orderBy(asc(giftReturns.proposedAt), asc(giftReturns.id))
    .limit(LIST_LIMIT);
}

/** How a gift went back: entry, reason, whoever approved it, and what became of the refund of online money; undefined when it did not. */
export async function selectReturnOfGift(tx: Tx, giftId: string) {
  const [row] = await tx
    .select({
      amountFen: giftReturns.amountFen,
      reason: giftReturns.reason,
      sentBackNumber: giftReturns.sentBackNumber,
      decidedAt: giftReturns.decidedAt,
      decidedByName: giftReturns.decidedByName,
      entryId: giftReturns.entryId,
      refundedAt: paymentRefunds.settledAt,
      refundStatus: paymentRefunds.status,
    })
    .from(giftReturns)
    .leftJoin(
      paymentRefunds,
      and(eq(paymentRefunds.subjectType, 'gift-return'), eq(paymentRefunds.subjectId, giftReturns.id)),
    )
    .where(and(eq(giftReturns.giftId, giftId), eq(giftReturns.status, 'done')));
  return row;
}

/** Whether a gift waits to be returned. */
export async function hasProposedReturn(tx: Tx, giftId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: giftReturns.id })
    .from(giftReturns)
    .where(and(eq(giftReturns.giftId, giftId), eq(giftReturns.status, 'proposed')))
    .orderBy(desc(giftReturns.proposedAt))
    .limit(1);
  return rows.length > 0;
}
