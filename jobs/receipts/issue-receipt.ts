import { z } from 'zod';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { defineJob } from '../define-job';

export const issueReceiptJob = defineJob({
  name: 'receipts.issue-receipt',
  payload: z.strictObject({ giftId: z.uuid() }),
  run: ({ actor, payload }) => issueReceipt(actor, payload),
});
