import { z } from 'zod';
import { findReceipt, insertReceiptVoid } from '#db/queries/receipts';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { receiptEvents } from './receipt.events';
import { receiptNumber } from './receipt.rules';

/** What the database answers when a receipt is voided twice. */
export const voidConstraints = {
  receipt_voids_pk: refusal('RECEIPT.VOIDED', { field: 'receiptId' }),
};

/**
 * Voids a receipt with a reason. Receipt and number stay in the register; a copy on paper is marked 作废 when it
 * is printed again. Once: of two at once one gets RECEIPT.VOIDED. Refuses RECEIPT.UNKNOWN, RECEIPT.REASON_MISSING.
 */
export const voidReceipt = useCase({
  permission: 'receipts.void',
  input: z.object({
    receiptId: z.uuid(),
    reason: z.string({ error: 'RECEIPT.REASON_MISSING' }).trim().min(2, 'RECEIPT.REASON_MISSING').max(300),
  }),
  constraints: voidConstraints,
  async run({ tx, now, today, actor, audit }, { receiptId, reason }) {
    const receipt = await findReceipt(tx, receiptId);
    if (!receipt) return refuse(refusal('RECEIPT.UNKNOWN', { field: 'receiptId' }));
    const { giftId, kind } = receipt;
    await insertReceiptVoid(tx, {
      receiptId,
      giftId,
      kind,
      reason,
      voidedOn: today,
      voidedAt: now,
      voidedBy: actor.name,
    });
    const data = { number: receiptNumber(receipt) };
    for (const event of receiptEvents('receipts.voided', { receiptId, giftId }, { data, reason }))
      audit(event);
    return accept({ receiptId, giftId });
  },
});
