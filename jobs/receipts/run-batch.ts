import { z } from 'zod';
import { runBatch } from '~/domain/receipts/batches';
import { defineJob } from '../define-job';

export const runReceiptBatchJob = defineJob({
  name: 'receipts.run-batch',
  payload: z.strictObject({ batchId: z.uuid(), step: z.int().min(0) }),
  run: ({ actor, payload }) => runBatch(actor, payload),
});
