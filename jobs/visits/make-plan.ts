import { z } from 'zod';
import { makePlan } from '~/domain/visits/make-plan';
import { defineJob } from '../define-job';

export const makePlanJob = defineJob({
  name: 'visits.make-plan',
  payload: z.strictObject({ planId: z.uuid() }),
  // A long search must not hold up receipts and bills.
  concurrency: 1,
  timeoutMs: 300_000,
  run: ({ actor, payload }) => makePlan(actor, payload),
});
