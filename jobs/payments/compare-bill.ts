import { z } from 'zod';
import { compareBill } from '~/domain/payments/compare-bill';
import { defineJob } from '../define-job';

/** A bill that is not ready yet is asked for again, for some hours. */
export const compareBillJob = defineJob({
  name: 'payments.compare-bill',
  payload: z.strictObject({ provider: z.enum(['alipay', 'wechatpay']), day: z.iso.date() }),
  attempts: 6,
  backoffMs: 600_000,
  timeoutMs: 300_000,
  run: ({ actor, payload }) => compareBill(actor, payload),
});
