import type { AuditEvent } from '../audit/use-case';

/** What happens to receipts. */
export interface ReceiptEvent extends AuditEvent {
  readonly kind: 'receipts.issued' | 'receipts.voided';
  readonly subject: { readonly type: 'receipt' | 'gift'; readonly id: string };
}

/** The same event in the history of the receipt and in that of its gift. */
export const receiptEvents = (
  kind: ReceiptEvent['kind'],
  { receiptId, giftId }: { receiptId: string; giftId: string },
  detail: { data?: Record<string, unknown>; reason?: string },
): ReceiptEvent[] => [
  { kind, subject: { type: 'receipt', id: receiptId }, ...detail },
  { kind, subject: { type: 'gift', id: giftId }, ...detail },
];
