import { z } from 'zod';
import { deleteJobFailure, upsertJobFailure } from '#db/queries/outbox';
import { accept } from '../kernel/refusals';
import { useCase } from './use-case';

/** Writes down a job that will not be tried again by itself, so that people of its tenant see it. */
export const recordJobFailure = useCase({
  permission: 'jobs.run',
  input: z.strictObject({
    job: z.string(),
    key: z.string(),
    payload: z.unknown(),
    code: z.string().regex(/^[A-Z]+\.[A-Z_]+$/),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    detail: z.string().max(500),
    attempts: z.int().positive(),
  }),
  async run({ tx, actor, now }, failure) {
    const payload = failure.payload ?? null;
    await upsertJobFailure(tx, { ...failure, payload, requestId: actor.requestId, failedAt: now });
    return accept(undefined);
  },
});

/** Takes a failure back: a job that was given up when its worker died turned out to be done. */
export const forgetJobFailure = useCase({
  permission: 'jobs.run',
  input: z.strictObject({ job: z.string(), key: z.string() }),
  async run({ tx }, failure) {
    await deleteJobFailure(tx, failure);
    return accept(undefined);
  },
});
