import { z } from 'zod';
import { askFiscal } from '~/domain/receipts/ask-fiscal';
import { defineJob } from '../define-job';

export const askFiscalJob = defineJob({
  name: 'receipts.ask-fiscal',
  // With `period` it is a round of `follow-fiscal`, after which another comes.
  payload: z.strictObject({ requestId: z.uuid(), period: z.string().min(1).optional() }),
  // Five seconds, then twice as long each time; what is without an answer then is asked for again by `follow-fiscal`.
  backoffMs: 5_000,
  // The other side may be slow; nothing else waits for it.
  concurrency: 4,
  run: ({ actor, payload: { requestId, period } }) =>
    askFiscal(actor, { requestId, followed: period !== undefined }),
});
