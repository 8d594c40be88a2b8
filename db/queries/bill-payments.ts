import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { chunks } from '../chunks';
import { invoices, payments } from '../schema/fees';
import { people } from '../schema/people';
import type { Tx } from '../transaction';

export type NewPayment = Omit<typeof payments.$inferInsert, 'tenantId'>;

export async function insertPayments(tx: Tx, rows: readonly NewPayment[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(payments).values(chunk);
}

const shown = {
  id: payments.id,
  personId: payments.personId,
  personName: people.name,
  invoiceId: payments.invoiceId,
  invoiceNumber: invoices.number,
  method: payments.method,
  amountFen: payments.amountFen,
  receivedOn: payments.receivedOn,
  payerName: payments.payerName,
  note: payments.note,
  bankLineId: payments.bankLineId,
  entryId: payments.entryId,
  recordedAt: payments.recordedAt,
  recordedByName: payments.recordedByName,
  reversedAt: payments.reversedAt,
  reversedByName: payments.reversedByName,
  reversalReason: payments.reversalReason,
  orderId: payments.orderId,
  reviewId: payments.reviewId,
};

const withNames = (tx: Tx) =>
  tx
    .select(shown)
    .from(payments)
    .innerJoin(people, and(eq(people.tenantId, payments.tenantId), eq(people.id, payments.personId)))
    .leftJoin(invoices, and(eq(invoices.tenantId, payments.tenantId), eq(invoices.id, payments.invoiceId)));

export type PaymentRow = Awaited<ReturnType<typeof selectPayments>>[number];

/** Payments, newest first; of one resident, if named. */
export async function selectPayments(
  tx: Tx,
  {
    personId,
    after,
    limit,
  }: { personId?: string; after?: { receivedOn: PlainDate; id: string }; limit: number },
) {
  return withNames(tx)
    .where(
      and(
        personId ? eq(payments.personId, personId) : undefined,
        after
          ? sql`(${payments.receivedOn}, ${payments.id}) < (${after.receivedOn}::date, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(payments.receivedOn), desc(payments.id))
    .limit(limit);
}

/** Payments of a resident that came by an online order, newest first. */
export async function selectOnlinePayments(tx: Tx, personId: string, limit: number) {
  return tx
    .select({ id: payments.id, orderId: payments.orderId, receivedOn: payments.receivedOn })
    .from(payments)
    .where(and(eq(payments.personId, personId), isNotNull(payments.orderId)))
    .orderBy(desc(payments.receivedOn), desc(payments.id))
    .limit(limit);
}

/** The payment of an online order, if it is recorded. */
export async function selectPaymentOfOrder(tx: Tx, orderId: string): Promise<{ id: string } | undefined> {
  const [row] = await tx.select({ id: payments.id }).from(payments).where(eq(payments.orderId, orderId));
  return row;
}

export async function selectPayment(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  const [row] = await withNames(tx).where(eq(payments.id, id));
  return row;
}

/** Marks a payment as undone. False when it was before. */
export async function markReversed(
  tx: Tx,
  { id, at, byName, reason }: { id: string; at: Date; byName: string; reason: string },
): Promise<boolean> {
  const rows = await tx
    .update(payments)
    .set({ reversedAt: at, reversedByName: byName, reversalReason: reason })
    .where(and(eq(payments.id, id), isNull(payments.reversedAt)))
    .returning({ id: payments.id });
  return rows.length === 1;
}
