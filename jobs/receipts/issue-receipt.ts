import { z } from 'zod';
import { giveReceipt } from '~/domain/receipts/give-receipt';
import { defineJob } from '../define-job';

export const issueReceiptJob = defineJob({
  name: 'receipts.issue-receipt',
  payload: z.strictObject({ giftId: z.uuid() }),
  run: ({ actor, payload }) => giveReceipt(actor, payload),
});
