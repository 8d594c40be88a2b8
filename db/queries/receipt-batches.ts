import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { newId } from '../new-id';
import { donors, gifts } from '../schema/donations';
import { receiptBatches, receiptDeliveries, receipts } from '../schema/receipts';
import { open } from '../sealed';
import type { Tx } from '../transaction';

const MAIL = 'donors.mail_sealed';
const GIFT_MAIL = 'gifts.mail_sealed';

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

const wasVoided = sql`exists (select from receipt_voids v where v.tenant_id = r.tenant_id and v.receipt_id = r.id)`;

/** Whether a receipt was sent, by whatever way, or is on its way in anything that was not stopped. */
const wasSent = sql`exists (select from receipt_deliveries s
  left join receipt_batches sb on sb.tenant_id = s.tenant_id and sb.id = s.batch_id
  where s.tenant_id = r.tenant_id and s.receipt_id = r.id
    and (s.status = 'sent' or s.status in ('queued', 'failed') and sb.stop_requested_at is null))`;

/** Whether the fiscal system is asked to take a bill back: it holds until it answers, but nobody is to rely on it any more. */
const isBeingReversed = sql`exists (select from fiscal_requests q
  where q.tenant_id = r.tenant_id and q.receipt_id = r.id and q.kind = 'reverse' and q.state = 'waiting')`;

/** Receipts that hold and are not about to be taken back. */
const receiptsThatHold = ({ fromOn, lastOn }: Days) => sql`
  from receipts r where r.issued_on between ${fromOn}::date and ${lastOn}::date
    and not ${wasVoided} and not ${isBeingReversed}`;

/** Receipts that hold and were not sent yet; `again`: also those that were. */
const receiptsToSend = ({ again, ...days }: Days & { again: boolean }) =>
  again ? receiptsThatHold(days) : sql`${receiptsThatHold(days)} and not ${wasSent}`;

export async function countToReceipt(tx: Tx, days: Days): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::integer as n ${giftsToReceipt(days)}`);
  return row?.n ?? 0;
}

/** How many receipts of a period hold, and how many of them were sent already. */
export async function countToSend(tx: Tx, days: Days): Promise<{ hold: number; alreadySent: number }> {
  const [row] = await tx.execute<{ n: number; sent: number }>(sql`
    select count(*)::integer as n, (count(*) filter (where ${wasSent}))::integer as sent ${receiptsThatHold(days)}`);
  return { hold: row?.n ?? 0, alreadySent: row?.sent ?? 0 };
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

/** The next receipts of a batch, and whether there is an address for them. */
export async function selectToSend(
  tx: Tx,
  { after, limit, ...days }: Days & { again: boolean; after: string | null; limit: number },
): Promise<{ id: string; hasMail: boolean }[]> {
  const beyond = after === null ? sql`` : sql`and r.id > ${after}::uuid`;
  const rows = await tx.execute<{ id: string; mail: boolean }>(sql`
    select t.id, coalesce(g.mail_sealed, d.mail_sealed) is not null as mail
    from (select r.id, r.gift_id, r.tenant_id ${receiptsToSend(days)} ${beyond} order by r.id limit ${limit}) t
      join gifts g on g.tenant_id = t.tenant_id and g.id = t.gift_id
      left join donors d on d.tenant_id = g.tenant_id and d.id = g.donor_id
    order by t.id`);
  return rows.map(({ id, mail }) => ({ id, hasMail: mail }));
}

/**
 * Puts receipts of a batch on their way that were held back when it was stopped, and still hold; answers their ids. What was
 * sent meanwhile by another way is left, unless the batch sends again.
 */
export async function queueStopped(
  tx: Tx,
  { batchId, again, limit }: { batchId: string; again: boolean; limit: number },
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    update receipt_deliveries set status = 'queued', attempts = 0, reason = null
    where tenant_id = current_tenant() and id in (
      select d.id from receipt_deliveries d join receipts r on r.tenant_id = d.tenant_id and r.id = d.receipt_id
      where d.batch_id = ${batchId}::uuid and d.status = 'stopped' and not ${wasVoided} and not ${isBeingReversed}
        ${again ? sql`` : sql`and not ${wasSent}`}
      order by d.id limit ${limit})
    returning id`);
  return rows.map(({ id }) => id);
}

export async function insertBatch(
  tx: Tx,
  row: Pick<
    typeof receiptBatches.$inferInsert,
    'kind' | 'fromOn' | 'lastOn' | 'requestedBy' | 'requestedAt' | 'total' | 'again' | 'alreadySent'
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

/** A receipt on its way, with the address of its gift, else of its donor, at the moment, and whether its batch was stopped. */
export async function selectReceiptDelivery(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: receiptDeliveries.id,
      receiptId: receiptDeliveries.receiptId,
      batchId: receiptDeliveries.batchId,
      status: receiptDeliveries.status,
      attempts: receiptDeliveries.attempts,
      giftMailSealed: gifts.mailSealed,
      donorMailSealed: donors.mailSealed,
      stopped: sql<boolean>`${receiptBatches.stopRequestedAt} is not null`,
      /** It was sent by another way, and its batch sends nothing twice. */
      sentElsewhere: sql<boolean>`${receiptBatches.again} is false and exists (select from receipt_deliveries other
        where other.tenant_id = ${receiptDeliveries.tenantId} and other.receipt_id = ${receiptDeliveries.receiptId}
          and other.id <> ${receiptDeliveries.id} and other.status = 'sent')`,
    })
    .from(receiptDeliveries)
    .innerJoin(receipts, eq(receipts.id, receiptDeliveries.receiptId))
    .innerJoin(gifts, eq(gifts.id, receipts.giftId))
    .leftJoin(donors, eq(donors.id, gifts.donorId))
    .leftJoin(receiptBatches, eq(receiptBatches.id, receiptDeliveries.batchId))
    .where(eq(receiptDeliveries.id, id));
  if (!row) return undefined;
  const { giftMailSealed, donorMailSealed, ...delivery } = row;
  const mail = giftMailSealed
    ? open(GIFT_MAIL, giftMailSealed)
    : donorMailSealed
      ? open(MAIL, donorMailSealed)
      : undefined;
  return { ...delivery, mail };
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

/** Whether there is an address that the receipt of a gift is sent to: its own, or its donor's. */
export async function giftHasMail(tx: Tx, giftId: string): Promise<boolean> {
  const [row] = await tx
    .select({ mail: sql<boolean>`coalesce(${gifts.mailSealed}, ${donors.mailSealed}) is not null` })
    .from(gifts)
    .leftJoin(donors, eq(donors.id, gifts.donorId))
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
