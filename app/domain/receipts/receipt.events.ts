import type { AuditEvent } from '../audit/use-case';

/** What happens to receipts. */
export interface ReceiptEvent extends AuditEvent {
  readonly kind:
    | 'receipts.issued'
    | 'receipts.voided'
    | 'receipts.fiscal-asked'
    | 'receipts.fiscal-refused'
    | 'receipts.reversal-asked'
    | 'receipts.reversed'
    | 'receipts.sent-again';
  readonly subject: { readonly type: 'receipt' | 'gift'; readonly id: string };
}

interface BatchEvent extends AuditEvent {
  readonly kind:
    | 'receipts.batch-begun'
    | 'receipts.batch-stopped'
    | 'receipts.batch-resumed'
    | 'receipts.batch-ended';
  readonly subject: { readonly type: 'receipt-batch'; readonly id: string };
}

export const batchEvent = (
  kind: BatchEvent['kind'],
  batchId: string,
  data: Record<string, unknown>,
): BatchEvent => ({ kind, subject: { type: 'receipt-batch', id: batchId }, data });

/** An event of a gift whose receipt there is none yet. */
export const giftReceiptEvent = (
  kind: ReceiptEvent['kind'],
  giftId: string,
  detail: { data?: Record<string, unknown>; reason?: string } = {},
): ReceiptEvent => ({ kind, subject: { type: 'gift', id: giftId }, ...detail });

/** The same event in the history of the receipt and in that of its gift. */
export const receiptEvents = (
  kind: ReceiptEvent['kind'],
  { receiptId, giftId }: { receiptId: string; giftId: string },
  detail: { data?: Record<string, unknown>; reason?: string },
): ReceiptEvent[] => [
  { kind, subject: { type: 'receipt', id: receiptId }, ...detail },
  { kind, subject: { type: 'gift', id: giftId }, ...detail },
];
