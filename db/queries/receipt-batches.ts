import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { donors, gifts } from '../schema/donations';
import { receiptBatches, receiptDeliveries, receipts } from '../schema/receipts';
import { open, type Sealed } from '../sealed';
import type { Tx } from '../transaction';

const MAIL = 'donors.mail_sealed';

export type BatchRow = typeof receiptBatches.$inferSelect;
type Delivery = typeof receiptDeliveries.$inferSelect;
export type DeliveryStatus = Delivery['status'];

/** First and last day of a batch. */
interface Days {
  readonly fromOn: PlainDate;
  readonly lastOn: PlainDate;
}

/** Gifts whose value is known and that never had a receipt nor wait for one, in the order of their ids. */
const giftsToReceipt = ({ fromOn, lastOn }: Days) => sql`
  from gifts g where g.status in ('received', 'inspected', 'stocked') and g.received_fen is not null
    and g.received_on between ${fromOn}::date and ${lastOn}::date
    and not exists (select from receipts r where r.tenant_id = g.tenant_id and r.gift_id = g.id)
    and not exists (select from fiscal_requests q where q.tenant_id = g.tenant_id and q.gift_id = g.id and q.state = 'waiting')`;

/** Receipts that hold. */
const receiptsToSend = ({ fromOn, lastOn }: Days) => sql`
  from receipts r where r.issued_on between ${fromOn}::date and ${lastOn}::date
    and not exists (select from receipt_voids v where v.tenant_id = r.tenant_id and v.receipt_id = r.id)`;

export async function countToReceipt(tx: Tx, days: Days): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::integer as n ${giftsToReceipt(days)}`);
  return row?.n ?? 0;
}

export async function countToSend(tx: Tx, days: Days): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::integer as n ${receiptsToSend(days)}`);
  return row?.n ?? 0;
}

/** The next gifts of a batch by their ids. */
export async function selectToReceipt(
  tx: Tx,
  { after, limit, ...days }: Days & { after: string | null; limit: number },
): Promise<string[]> {
  const beyond = after === null ? sql`` : sql`and g.id > ${after}::uuid`;
  const rows = await tx.execute<{ id: string }>(
    sql`select g.id ${giftsToReceipt(days)} ${beyond} order by g.id limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** The next receipts of a batch, and whether their donor has an address. */
export async function selectToSend(
  tx: Tx,
  { after, limit, ...days }: Days & { after: string | null; limit: number },
): Promise<{ id: string; hasMail: boolean }[]> {
  const beyond = after === null ? sql`` : sql`and r.id > ${after}::uuid`;
  const rows = await tx.execute<{ id: string; mail: boolean }>(sql`
    select t.id, d.mail_sealed is not null as mail
    from (select r.id, r.gift_id, r.tenant_id ${receiptsToSend(days)} ${beyond} order by r.id limit ${limit}) t
      join gifts g on g.tenant_id = t.tenant_id and g.id = t.gift_id
      left join donors d on d.tenant_id = g.tenant_id and d.id = g.donor_id
    order by t.id`);
  return rows.map(({ id, mail }) => ({ id, hasMail: mail }));
}

export async function insertBatch(
  tx: Tx,
  row: Pick<
    typeof receiptBatches.$inferInsert,
    'kind' | 'fromOn' | 'lastOn' | 'requestedBy' | 'requestedAt' | 'total'
  >,
): Promise<string> {
  const id = newId();
  await tx.insert(receiptBatches).values({ ...row, id });
  return id;
}

/** The batch and a lock on it until the transaction ends. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const [row] = await tx.select().from(receiptBatches).where(eq(receiptBatches.id, id)).for('update');
  return row;
}

export async function updateBatch(
  tx: Tx,
  id: string,
  fields: Partial<
    Pick<
      BatchRow,
      'steps' | 'afterId' | 'done' | 'leftOut' | 'stopRequestedAt' | 'stopRequestedBy' | 'finishedAt'
    >
  >,
): Promise<void> {
  await tx.update(receiptBatches).set(fields).where(eq(receiptBatches.id, id));
}

export async function selectBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const [row] = await tx.select().from(receiptBatches).where(eq(receiptBatches.id, id));
  return row;
}

/** Batches, the newest first. */
export async function selectBatches(tx: Tx, limit: number): Promise<BatchRow[]> {
  return tx
    .select()
    .from(receiptBatches)
    .orderBy(desc(receiptBatches.requestedAt), desc(receiptBatches.id))
    .limit(limit);
}

/** How many receipts of a batch are in which state. */
export async function countDeliveries(tx: Tx, batchId: string): Promise<ReadonlyMap<DeliveryStatus, number>> {
  const rows = await tx
    .select({ status: receiptDeliveries.status, n: sql<number>`count(*)::integer` })
    .from(receiptDeliveries)
    .where(eq(receiptDeliveries.batchId, batchId))
    .groupBy(receiptDeliveries.status);
  return new Map(rows.map(({ status, n }) => [status, n]));
}

/** Writes receipts on their way; one that the batch has already is left as it is. Answers the ids of those that are new. */
export async function insertReceiptDeliveries(
  tx: Tx,
  rows: readonly Pick<
    typeof receiptDeliveries.$inferInsert,
    'receiptId' | 'batchId' | 'status' | 'queuedAt' | 'queuedBy'
  >[],
): Promise<{ id: string; status: DeliveryStatus }[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(receiptDeliveries)
    .values(rows.map((row) => ({ ...row, id: newId() })))
    .onConflictDoNothing()
    .returning({ id: receiptDeliveries.id, status: receiptDeliveries.status });
}

/** A receipt on its way, with the address of its donor at the moment, and whether its batch was stopped. */
export async function selectReceiptDelivery(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: receiptDeliveries.id,
      receiptId: receiptDeliveries.receiptId,
      status: receiptDeliveries.status,
      attempts: receiptDeliveries.attempts,
      mailSealed: donors.mailSealed,
      stopped: sql<boolean>`${receiptBatches.stopRequestedAt} is not null`,
    })
    .from(receiptDeliveries)
    .innerJoin(receipts, eq(receipts.id, receiptDeliveries.receiptId))
    .innerJoin(gifts, eq(gifts.id, receipts.giftId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .leftJoin(receiptBatches, eq(receiptBatches.id, receiptDeliveries.batchId))
    .where(eq(receiptDeliveries.id, id));
  if (!row) return undefined;
  const { mailSealed, ...delivery } = row;
  return { ...delivery, mail: mailSealed ? open(MAIL, mailSealed as Sealed) : undefined };
}

export async function lockReceiptDelivery(tx: Tx, id: string): Promise<Delivery | undefined> {
  const [row] = await tx.select().from(receiptDeliveries).where(eq(receiptDeliveries.id, id)).for('update');
  return row;
}

export async function updateReceiptDelivery(
  tx: Tx,
  id: string,
  fields: Partial<Pick<Delivery, 'status' | 'attempts' | 'reason' | 'reference' | 'sentAt'>>,
): Promise<void> {
  await tx.update(receiptDeliveries).set(fields).where(eq(receiptDeliveries.id, id));
}

/** When a receipt was sent and what became of it, the newest first. */
export async function selectDeliveriesOf(tx: Tx, receiptId: string, limit: number) {
  return tx
    .select({
      id: receiptDeliveries.id,
      status: receiptDeliveries.status,
      reason: receiptDeliveries.reason,
      queuedAt: receiptDeliveries.queuedAt,
      queuedBy: receiptDeliveries.queuedBy,
      sentAt: receiptDeliveries.sentAt,
      batchId: receiptDeliveries.batchId,
    })
    .from(receiptDeliveries)
    .where(eq(receiptDeliveries.receiptId, receiptId))
    .orderBy(desc(receiptDeliveries.id))
    .limit(limit);
}

/** Whether the donor of a gift has an address that receipts are sent to. */
export async function donorHasMail(tx: Tx, giftId: string): Promise<boolean> {
  const [row] = await tx
    .select({ mail: sql<boolean>`${donors.mailSealed} is not null` })
    .from(gifts)
    .innerJoin(donors, eq(donors.id, gifts.donorId))
    .where(eq(gifts.id, giftId));
  return row?.mail ?? false;
}

/** Whether a receipt is on its way at the moment outside of any batch. */
export async function isBeingSent(tx: Tx, receiptId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: receiptDeliveries.id })
    .from(receiptDeliveries)
    .where(
      and(
        eq(receiptDeliveries.receiptId, receiptId),
        isNull(receiptDeliveries.batchId),
        sql`${receiptDeliveries.status} in ('queued', 'failed')`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
