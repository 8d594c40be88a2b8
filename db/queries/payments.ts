import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import { chunks } from '../chunks';
import { paymentBills, paymentNotices, paymentOrders, paymentRefunds } from '../schema/payments';
import type { Tx } from '../transaction';

export type OrderRow = typeof paymentOrders.$inferSelect;
export type RefundRow = typeof paymentRefunds.$inferSelect;
type New<Row> = Omit<Row, 'tenantId'>;

/** Districts of this installation, the one it was set up for first: whose merchant account a way of paying is. */
export async function selectDistrictSlugs(tx: Tx): Promise<{ id: string; slug: string }[]> {
  return [...(await tx.execute<{ id: string; slug: string }>(sql`select id, slug from public_districts()`))];
}

/** Writes an order unless another one for the same is open. */
export async function insertOrder(tx: Tx, row: New<typeof paymentOrders.$inferInsert>): Promise<boolean> {
  const rows = await tx
    .insert(paymentOrders)
    .values(row)
    .onConflictDoNothing({
      target: [paymentOrders.tenantId, paymentOrders.subjectType, paymentOrders.subjectId],
      where: sql`status = 'created'`,
    })
    .returning({ id: paymentOrders.id });
  return rows.length === 1;
}

export async function selectOrder(tx: Tx, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(paymentOrders).where(eq(paymentOrders.id, id));
  return row;
}

export async function selectOrdersById(tx: Tx, ids: readonly string[]): Promise<OrderRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(paymentOrders)
    .where(inArray(paymentOrders.id, [...ids]));
}

/** The order of a number or an id, locked: whatever happens to an order happens in turn. */
export async function lockOrder(
  tx: Tx,
  by: { id: string } | { number: string },
): Promise<OrderRow | undefined> {
  const [row] = await tx
    .select()
    .from(paymentOrders)
    .where('id' in by ? eq(paymentOrders.id, by.id) : eq(paymentOrders.number, by.number))
    .for('update');
  return row;
}

const ofSubject = (subject: { type: string; id: string }) =>
  and(eq(paymentOrders.subjectType, subject.type), eq(paymentOrders.subjectId, subject.id));

/** The open order for a subject, if there is one. */
export async function selectOpenOrder(
  tx: Tx,
  subject: { type: string; id: string },
): Promise<OrderRow | undefined> {
  const [row] = await tx
    .select()
    .from(paymentOrders)
    .where(and(ofSubject(subject), eq(paymentOrders.status, 'created')));
  return row;
}

/** Orders for any of these subjects, newest first. */
export async function selectOrdersOf(
  tx: Tx,
  { type, ids, limit }: { type: string; ids: readonly string[]; limit: number },
): Promise<OrderRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(paymentOrders)
    .where(and(eq(paymentOrders.subjectType, type), inArray(paymentOrders.subjectId, [...ids])))
    .orderBy(desc(paymentOrders.createdAt), desc(paymentOrders.id))
    .limit(limit);
}

/** Every order, newest first. */
export async function selectOrders(
  tx: Tx,
  { after, limit }: { after?: { createdAt: Date; id: string }; limit: number },
): Promise<OrderRow[]> {
  return tx
    .select()
    .from(paymentOrders)
    .where(
      after
        ? sql`(${paymentOrders.createdAt}, ${paymentOrders.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`
        : undefined,
    )
    .orderBy(desc(paymentOrders.createdAt), desc(paymentOrders.id))
    .limit(limit);
}

/** Open orders whose time is over, the oldest first. */
export async function selectDueOrders(
  tx: Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<OrderRow[]> {
  return tx
    .select()
    .from(paymentOrders)
    .where(and(eq(paymentOrders.status, 'created'), lte(paymentOrders.expiresAt, now)))
    .orderBy(asc(paymentOrders.expiresAt))
    .limit(limit);
}

/** Orders by their numbers. */
export async function selectOrdersByNumber(tx: Tx, numbers: readonly string[]): Promise<OrderRow[]> {
  const rows: OrderRow[] = [];
  for (const chunk of chunks(numbers))
    rows.push(...(await tx.select().from(paymentOrders).where(inArray(paymentOrders.number, chunk))));
  return rows;
}

/** Orders that a provider was paid for in a stretch of time. */
export async function selectOrdersPaid(
  tx: Tx,
  { provider, from, until }: { provider: OrderRow['provider']; from: Date; until: Date },
): Promise<OrderRow[]> {
  return tx
    .select()
    .from(paymentOrders)
    .where(
      and(
        eq(paymentOrders.provider, provider),
        gte(paymentOrders.paidAt, from),
        lt(paymentOrders.paidAt, until),
      ),
    );
}

export async function saveForward(
  tx: Tx,
  { id, kind, text }: { id: string; kind: 'link' | 'code'; text: string },
): Promise<void> {
  await tx
    .update(paymentOrders)
    .set({ forwardKind: kind, forward: text })
    .where(and(eq(paymentOrders.id, id), eq(paymentOrders.status, 'created'), isNull(paymentOrders.forward)));
}

export async function markPaid(
  tx: Tx,
  { id, at, transactionId }: { id: string; at: Date; transactionId: string },
): Promise<void> {
  await tx
    .update(paymentOrders)
    .set({ status: 'paid', paidAt: at, transactionId })
    .where(eq(paymentOrders.id, id));
}

export async function markClosed(tx: Tx, { id, at }: { id: string; at: Date }): Promise<void> {
  await tx.update(paymentOrders).set({ status: 'closed', closedAt: at }).where(eq(paymentOrders.id, id));
}

export async function markRefunded(tx: Tx, id: string): Promise<void> {
  await tx.update(paymentOrders).set({ status: 'refunded' }).where(eq(paymentOrders.id, id));
}

/** Writes a notice. False when its event was written before; a second one that comes meanwhile waits. */
export async function insertNotice(tx: Tx, row: New<typeof paymentNotices.$inferInsert>): Promise<boolean> {
  const rows = await tx
    .insert(paymentNotices)
    .values(row)
    .onConflictDoNothing({
      target: [paymentNotices.tenantId, paymentNotices.provider, paymentNotices.eventId],
    })
    .returning({ id: paymentNotices.id });
  return rows.length === 1;
}

/** Whether an event is written already. */
export async function knowsEvent(
  tx: Tx,
  { provider, eventId }: { provider: OrderRow['provider']; eventId: string },
): Promise<boolean> {
  const rows = await tx
    .select({ id: paymentNotices.id })
    .from(paymentNotices)
    .where(and(eq(paymentNotices.provider, provider), eq(paymentNotices.eventId, eventId)));
  return rows.length > 0;
}

export async function insertRefund(tx: Tx, row: New<typeof paymentRefunds.$inferInsert>): Promise<void> {
  await tx.insert(paymentRefunds).values(row);
}

export async function selectRefund(
  tx: Tx,
  by: { id: string } | { number: string },
): Promise<RefundRow | undefined> {
  const [row] = await tx
    .select()
    .from(paymentRefunds)
    .where('id' in by ? eq(paymentRefunds.id, by.id) : eq(paymentRefunds.number, by.number));
  return row;
}

export async function selectRefundsByNumber(tx: Tx, numbers: readonly string[]): Promise<RefundRow[]> {
  const rows: RefundRow[] = [];
  for (const chunk of chunks(numbers))
    rows.push(...(await tx.select().from(paymentRefunds).where(inArray(paymentRefunds.number, chunk))));
  return rows;
}

/** Refunds that are asked for and not settled, the oldest first. */
export async function selectOpenRefunds(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<RefundRow[]> {
  return tx
    .select()
    .from(paymentRefunds)
    .where(and(eq(paymentRefunds.status, 'asked'), lt(paymentRefunds.askedAt, before)))
    .orderBy(asc(paymentRefunds.askedAt), asc(paymentRefunds.id))
    .limit(limit);
}

/** Settles a refund. False when it was before. */
export async function settleRefundRow(
  tx: Tx,
  { id, status, at, failure }: { id: string; status: 'done' | 'failed'; at: Date; failure?: string },
): Promise<boolean> {
  const rows = await tx
    .update(paymentRefunds)
    .set({ status, settledAt: at, failure: failure ?? null })
    .where(and(eq(paymentRefunds.id, id), eq(paymentRefunds.status, 'asked')))
    .returning({ id: paymentRefunds.id });
  return rows.length === 1;
}

/** What went back of an order and what is asked for, in fen. */
export async function selectRefundSums(
  tx: Tx,
  orderIds: readonly string[],
): Promise<Map<string, { doneFen: bigint; askedFen: bigint }>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx
    .select({
      orderId: paymentRefunds.orderId,
      doneFen: sql<bigint>`coalesce(sum(${paymentRefunds.amountFen}) filter (where ${paymentRefunds.status} = 'done'), 0)::bigint`,
      askedFen: sql<bigint>`coalesce(sum(${paymentRefunds.amountFen}), 0)::bigint`,
    })
    .from(paymentRefunds)
    .where(and(inArray(paymentRefunds.orderId, [...orderIds]), ne(paymentRefunds.status, 'failed')))
    .groupBy(paymentRefunds.orderId);
  return new Map(
    rows.map(({ orderId, doneFen, askedFen }) => [
      orderId,
      { doneFen: BigInt(doneFen), askedFen: BigInt(askedFen) },
    ]),
  );
}

/** Writes that a day's bill was compared. False when it was before. */
export async function insertBill(tx: Tx, row: New<typeof paymentBills.$inferInsert>): Promise<boolean> {
  const rows = await tx
    .insert(paymentBills)
    .values(row)
    .onConflictDoNothing()
    .returning({ day: paymentBills.day });
  return rows.length === 1;
}

/** Days that were compared, the newest first. */
export async function selectBills(tx: Tx, limit: number) {
  return tx
    .select()
    .from(paymentBills)
    .orderBy(desc(paymentBills.day), asc(paymentBills.provider))
    .limit(limit);
}

export type BillRow = Awaited<ReturnType<typeof selectBills>>[number];
