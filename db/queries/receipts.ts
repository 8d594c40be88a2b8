import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { gifts } from '../schema/donations';
import { organisations } from '../schema/organisations';
import { fiscalRequests, receiptLines, receiptRegisters, receipts, receiptVoids } from '../schema/receipts';
import type { Tx } from '../transaction';

const LINES_LIMIT = 200;
const OF_GIFT_LIMIT = 50;
const REGISTERS_LIMIT = 200;

const replaced = alias(receipts, 'replaced');
const replacement = alias(receipts, 'replacement');
/** The reversal that is asked for, or was made. */
const reversal = alias(fiscalRequests, 'reversal');

const shown = {
  id: receipts.id,
  giftId: receipts.giftId,
  entityId: receipts.entityId,
  kind: receipts.kind,
  prefix: receipts.prefix,
  year: receipts.year,
  number: receipts.number,
  verificationCode: receipts.verificationCode,
  issuedOn: receipts.issuedOn,
  receivedOn: receipts.receivedOn,
  fiscalCode: receipts.fiscalCode,
  fiscalNumber: receipts.fiscalNumber,
  fiscalCheckCode: receipts.fiscalCheckCode,
  supervisionSeal: receipts.supervisionSeal,
  payerName: receipts.payerName,
  payerCreditCode: receipts.payerCreditCode,
  payeeName: receipts.payeeName,
  payeeCreditCode: receipts.payeeCreditCode,
  giftKind: receipts.giftKind,
  purposeName: receipts.purposeName,
  amountFen: receipts.amountFen,
  remarks: receipts.remarks,
  otherInformation: receipts.otherInformation,
  handler: receipts.handler,
  reviewer: receipts.reviewer,
  voidedOn: receiptVoids.voidedOn,
  voidReason: receiptVoids.reason,
  voidedBy: receiptVoids.voidedBy,
  /** Since when it waits to be reversed, and the red bill once it is. */
  reversalAskedAt:
    sql<Date | null>`case when ${reversal.state} = 'waiting' then ${reversal.requestedAt} end`.mapWith(
      (text: string): Date | null => new Date(text),
    ),
  redCode: reversal.redCode,
  redNumber: reversal.redNumber,
  redCheckCode: reversal.redCheckCode,
  replacesId: receipts.replacesId,
  replacesYear: replaced.year,
  replacesNumber: replaced.number,
  replacesFiscalCode: replaced.fiscalCode,
  replacesFiscalNumber: replaced.fiscalNumber,
  replacedById: replacement.id,
  replacedByYear: replacement.year,
  replacedByNumber: replacement.number,
  replacedByFiscalCode: replacement.fiscalCode,
  replacedByFiscalNumber: replacement.fiscalNumber,
};

const receiptsJoined = (tx: Tx) =>
  tx
    .select(shown)
    .from(receipts)
    .leftJoin(receiptVoids, eq(receiptVoids.receiptId, receipts.id))
    .leftJoin(replaced, eq(replaced.id, receipts.replacesId))
    .leftJoin(replacement, eq(replacement.replacesId, receipts.id))
    .leftJoin(
      reversal,
      and(eq(reversal.receiptId, receipts.id), eq(reversal.kind, 'reverse'), ne(reversal.state, 'refused')),
    );

/** A receipt as printed, whether it was voided, and which one it replaces or is replaced by. */
export type Receipt = Awaited<ReturnType<typeof receiptsJoined>>[number];

export async function findReceipt(tx: Tx, id: string): Promise<Receipt | undefined> {
  const [receipt] = await receiptsJoined(tx).where(eq(receipts.id, id));
  return receipt;
}

/** Whoever gives or takes away the receipt of a gift does so one after the other, until the transaction ends. */
export async function lockReceiptsOfGift(tx: Tx, giftId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('receipts of a gift'), hashtext(${giftId}))`);
}

/** The newest receipt of a gift, voided or not. */
export async function selectReceiptOfGift(tx: Tx, giftId: string): Promise<Receipt | undefined> {
  const [receipt] = await receiptsJoined(tx)
    .where(eq(receipts.giftId, giftId))
    .orderBy(desc(receipts.id))
    .limit(1);
  return receipt;
}

export async function selectReceiptsOfGift(tx: Tx, giftId: string): Promise<Receipt[]> {
  return receiptsJoined(tx)
    .where(eq(receipts.giftId, giftId))
    .orderBy(desc(receipts.id))
    .limit(OF_GIFT_LIMIT);
}

/** The receipt that holds of each of these gifts, if there is one. */
export async function selectHoldingReceipts(tx: Tx, giftIds: readonly string[]): Promise<Receipt[]> {
  if (giftIds.length === 0) return [];
  return receiptsJoined(tx).where(
    and(inArray(receipts.giftId, [...giftIds]), isNull(receiptVoids.receiptId)),
  );
}

/** Receipts that hold of the gifts of a donor, issued since a day, the newest first. */
export async function selectReceiptsOfDonor(
  tx: Tx,
  { donorId, since, limit }: { donorId: string; since: PlainDate; limit: number },
): Promise<Receipt[]> {
  return receiptsJoined(tx)
    .where(
      and(
        isNull(receiptVoids.receiptId),
        gte(receipts.issuedOn, since),
        inArray(receipts.giftId, tx.select({ id: gifts.id }).from(gifts).where(eq(gifts.donorId, donorId))),
      ),
    )
    .orderBy(desc(receipts.id))
    .limit(limit);
}

/** Receipts, the newest first; `text` is part of the payer's name, or the number that stands on the paper: the serial of a bill in our register does not. */
export async function selectReceipts(
  tx: Tx,
  {
    state,
    text,
    before,
    limit,
  }: { state?: 'valid' | 'voided'; text?: string; before?: string; limit: number },
): Promise<Receipt[]> {
  return receiptsJoined(tx)
    .where(
      and(
        state === 'valid'
          ? isNull(receiptVoids.receiptId)
          : state === 'voided'
            ? isNotNull(receiptVoids.receiptId)
            : undefined,
        text
          ? sql`(position(${text} in ${receipts.payerName}) > 0 or case when ${receipts.kind} = 'fiscal_receipt'
              then ${text} in (${receipts.fiscalNumber}, ${receipts.fiscalCode}, ${receipts.fiscalCode} || ' ' || ${receipts.fiscalNumber})
              else ${receipts.prefix} || ${receipts.year} || '-' || lpad(${receipts.number}::text, 6, '0') = ${text.toUpperCase()} end)`
          : undefined,
        before ? lt(receipts.id, before) : undefined,
      ),
    )
    .orderBy(desc(receipts.id))
    .limit(limit);
}

export async function selectReceiptLines(tx: Tx, receiptId: string) {
  return tx
    .select({
      itemCode: receiptLines.itemCode,
      itemName: receiptLines.itemName,
      unit: receiptLines.unit,
      quantity: receiptLines.quantity,
      standardFen: receiptLines.standardFen,
      amountFen: receiptLines.amountFen,
    })
    .from(receiptLines)
    .where(eq(receiptLines.receiptId, receiptId))
    .orderBy(asc(receiptLines.position))
    .limit(LINES_LIMIT);
}

/** Writes a receipt and its lines; answers the number that the register gave it. */
export async function insertReceipt(
  tx: Tx,
  {
    lines,
    ...row
  }: Omit<typeof receipts.$inferInsert, 'tenantId' | 'number' | 'lines'> & {
    lines: readonly Omit<typeof receiptLines.$inferInsert, 'tenantId' | 'receiptId' | 'position'>[];
  },
): Promise<number> {
  const [added] = await tx
    .insert(receipts)
    .values({ ...row, lines: lines.length, number: 0 })
    .returning({ number: receipts.number });
  await tx
    .insert(receiptLines)
    .values(lines.map((line, index) => ({ ...line, receiptId: row.id, position: index + 1 })));
  if (!added) throw new Error('A receipt was written and is not there');
  return added.number;
}

export async function insertReceiptVoid(
  tx: Tx,
  row: Omit<typeof receiptVoids.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(receiptVoids).values(row);
}

export async function selectReceiptVoid(tx: Tx, receiptId: string) {
  const [found] = await tx
    .select({ reason: receiptVoids.reason, voidedOn: receiptVoids.voidedOn })
    .from(receiptVoids)
    .where(eq(receiptVoids.receiptId, receiptId));
  return found;
}

/** The registers, the newest year first. */
export async function selectRegisters(tx: Tx) {
  return tx
    .select({
      entityId: receiptRegisters.entityId,
      entityName: organisations.name,
      kind: receiptRegisters.kind,
      year: receiptRegisters.year,
      lastNumber: receiptRegisters.lastNumber,
      issued: sql<number>`(select count(*)::integer from receipts r where r.tenant_id = ${receiptRegisters.tenantId}
        and r.entity_id = ${receiptRegisters.entityId} and r.kind = ${receiptRegisters.kind} and r.year = ${receiptRegisters.year})`,
      voided: sql<number>`(select count(*)::integer from receipts r join receipt_voids v on v.tenant_id = r.tenant_id and v.receipt_id = r.id
        where r.tenant_id = ${receiptRegisters.tenantId} and r.entity_id = ${receiptRegisters.entityId}
        and r.kind = ${receiptRegisters.kind} and r.year = ${receiptRegisters.year})`,
    })
    .from(receiptRegisters)
    .innerJoin(organisations, eq(organisations.id, receiptRegisters.entityId))
    .orderBy(desc(receiptRegisters.year), asc(organisations.name), asc(receiptRegisters.kind))
    .limit(REGISTERS_LIMIT);
}
