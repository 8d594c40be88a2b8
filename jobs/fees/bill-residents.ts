import { z } from 'zod';
import { billResidents } from '~/domain/fees/bill-residents';
import { defineJob } from '../define-job';

export const billResidentsJob = defineJob({
  name: 'fees.bill-residents',
  payload: z.strictObject({ runId: z.uuid(), batch: z.int().min(0) }),
  timeoutMs: 300_000,
  concurrency: 1,
  run: ({ actor, payload }) => billResidents(actor, payload),
});
