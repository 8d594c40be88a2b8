import { z } from 'zod';
import { lockReceiptsOfGift, selectReceiptOfGift } from '#db/queries/receipts';
import { once } from '../audit/once';
import { useCase } from '../audit/use-case';
import { sendBack } from '../donations/return-gift';
import { accept } from '../kernel/refusals';
import { refundConstraints } from '../payments/ask-refund';
import { voidConstraints, voidReceipt } from './void-receipt';

/**
 * Approves that a gift goes back which was given by mistake, and takes its receipt back, in one transaction.
 * Refuses as `sendBack`; the database refuses PAYMENTS.MORE_THAN_PAID when less is left of the online order.
 */
export const approveReturn = useCase({
  permission: 'donations.approve-return',
  input: z.object({ returnId: z.uuid() }),
  constraints: { ...refundConstraints, ...voidConstraints },
  async run(scope, { returnId }) {
    const sent = await sendBack(scope, returnId);
    if (!sent.ok) return sent;
    const { giftId, reason } = sent.value;
    // Whoever issues its receipt at this moment comes before or after, not in between.
    await lockReceiptsOfGift(scope.tx, giftId);
    await once(scope, `receipt/${giftId}`, 'receipts.issue-receipt');
    const receipt = await selectReceiptOfGift(scope.tx, giftId);
    if (receipt && receipt.voidedOn === null && !receipt.reversalAskedAt) {
      const voided = await voidReceipt.within(scope, { receiptId: receipt.id, reason });
      if (!voided.ok) return voided;
    }
    return accept({ giftId });
  },
});
