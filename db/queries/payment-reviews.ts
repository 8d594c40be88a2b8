import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { paymentOrders, paymentReviews } from '../schema/payments';
import type { Tx } from '../transaction';

export type ReviewRow = typeof paymentReviews.$inferSelect;

/** Writes what was found, unless it was found before. */
export async function insertReview(
  tx: Tx,
  row: Omit<typeof paymentReviews.$inferInsert, 'tenantId'>,
): Promise<boolean> {
  const rows = await tx
    .insert(paymentReviews)
    .values(row)
    .onConflictDoNothing({ target: [paymentReviews.tenantId, paymentReviews.key] })
    .returning({ id: paymentReviews.id });
  return rows.length === 1;
}

export async function selectReview(tx: Tx, id: string): Promise<ReviewRow | undefined> {
  const [row] = await tx.select().from(paymentReviews).where(eq(paymentReviews.id, id));
  return row;
}

/** Kinds of what is found of money that a provider took; the others are about refunds, and about bills of a day. */
const OF_MONEY = [
  'order-unknown',
  'amount-differs',
  'currency-differs',
  'paid-again',
  'not-receivable',
  'booked-otherwise',
  'put-aside-before',
] as const satisfies readonly ReviewRow['kind'][];

/** What was found of the money of all orders for a subject, and what became of it. */
export async function selectMoneyReviewsOf(
  tx: Tx,
  subject: { type: string; id: string },
): Promise<Pick<ReviewRow, 'id' | 'orderId' | 'kind' | 'settledAs'>[]> {
  return tx
    .select({
      id: paymentReviews.id,
      orderId: paymentReviews.orderId,
      kind: paymentReviews.kind,
      settledAs: paymentReviews.settledAs,
    })
    .from(paymentReviews)
    .innerJoin(paymentOrders, eq(paymentOrders.id, paymentReviews.orderId))
    .where(
      and(
        eq(paymentOrders.subjectType, subject.type),
        eq(paymentOrders.subjectId, subject.id),
        inArray(paymentReviews.kind, OF_MONEY),
      ),
    );
}

/** What was found of the money of one transaction, locked: whoever books it or sets it aside does so before or after. */
export async function lockReviewsOfTransaction(
  tx: Tx,
  { provider, transactionId }: { provider: ReviewRow['provider']; transactionId: string },
): Promise<ReviewRow[]> {
  return tx
    .select()
    .from(paymentReviews)
    .where(
      and(
        eq(paymentReviews.provider, provider),
        eq(paymentReviews.transactionId, transactionId),
        inArray(paymentReviews.kind, OF_MONEY),
      ),
    )
    .orderBy(asc(paymentReviews.id))
    .for('update');
}

/** What waits, the oldest day first; or what is settled, the newest first. */
export async function selectReviews(
  tx: Tx,
  {
    settled,
    after,
    limit,
  }: { settled: boolean; after?: { happenedOn: PlainDate; id: string }; limit: number },
): Promise<ReviewRow[]> {
  const place = sql`(${paymentReviews.happenedOn}, ${paymentReviews.id})`;
  const beyond = after && sql`(${after.happenedOn}::date, ${after.id}::uuid)`;
  return tx
    .select()
    .from(paymentReviews)
    .where(
      and(
        settled ? isNotNull(paymentReviews.settledAt) : isNull(paymentReviews.settledAt),
        beyond && (settled ? sql`${place} < ${beyond}` : sql`${place} > ${beyond}`),
      ),
    )
    .orderBy(
      ...(settled
        ? [desc(paymentReviews.happenedOn), desc(paymentReviews.id)]
        : [asc(paymentReviews.happenedOn), asc(paymentReviews.id)]),
    )
    .limit(limit);
}

/** Settles what waits. False when somebody did before. */
export async function settleReview(
  tx: Tx,
  {
    id,
    ...settlement
  }: {
    id: string;
    settledAs: 'booked' | 'put-aside';
    settledAt: Date;
    settledByName: string;
    reason: string;
    claimId?: string;
  },
): Promise<boolean> {
  const rows = await tx
    .update(paymentReviews)
    .set(settlement)
    .where(and(eq(paymentReviews.id, id), isNull(paymentReviews.settledAt)))
    .returning({ id: paymentReviews.id });
  return rows.length === 1;
}

/** Makes it wait again after what it was booked as was undone. False when it waited. */
export async function releaseReviewRow(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .update(paymentReviews)
    .set({ settledAs: null, settledAt: null, settledByName: null, reason: null, claimId: null })
    .where(and(eq(paymentReviews.id, id), isNotNull(paymentReviews.settledAt)))
    .returning({ id: paymentReviews.id });
  return rows.length === 1;
}
