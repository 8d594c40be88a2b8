import { z } from 'zod';
import { MOST_SENDING_ATTEMPTS, sendReceipt } from '~/domain/receipts/send-receipt';
import { receiptPaper } from '~/papers/receipt-paper.server';
import { defineJob } from '../define-job';

export const sendReceiptJob = defineJob({
  name: 'receipts.send-receipt',
  payload: z.strictObject({ deliveryId: z.uuid() }),
  // The last attempt is the one that writes down that it is given up.
  attempts: MOST_SENDING_ATTEMPTS,
  backoffMs: 30_000,
  // Papers are made in this thread, and a mail server may take its time: thousands of them hold up nothing else.
  concurrency: 4,
  run: ({ actor, payload }) => sendReceipt(actor, payload, receiptPaper),
});
