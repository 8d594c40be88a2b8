import { z } from 'zod';
import { askFiscal } from '~/domain/receipts/ask-fiscal';
import { defineJob } from '../define-job';

export const askFiscalJob = defineJob({
  name: 'receipts.ask-fiscal',
  payload: z.strictObject({ requestId: z.uuid() }),
  // Five seconds, then twice as long each time; what is without an answer then is asked for again by `follow-fiscal`.
  backoffMs: 5_000,
  // The other side may be slow; nothing else waits for it.
  concurrency: 4,
  run: ({ actor, payload }) => askFiscal(actor, payload),
});
