import { z } from 'zod';
import { deleteJobFailure, type OutboxMessage, redispatch } from '#db/queries/outbox';
import { accept, refusal, refuse } from '../kernel/refusals';
import type { JobEvent } from './jobs.events';
import { useCase } from './use-case';

/** Has a failed job done again from its first attempt. Refuses JOBS.NOT_FAILED, also to the second of two who ask at once. */
export const retryJob = useCase({
  permission: 'jobs.retry',
  input: z.strictObject({ job: z.string().min(1), key: z.string().min(1) }),
  async run(scope, { job, key }) {
    const failure = await deleteJobFailure(scope.tx, { job, key });
    if (!failure) return refuse(refusal('JOBS.NOT_FAILED'));
    const payload = failure.payload as OutboxMessage['payload'];
    await redispatch(scope.tx, { job, key, payload, requestId: scope.actor.requestId });
    scope.audit({ kind: 'job.retried', subject: { type: 'job', id: `${job}/${key}` } } satisfies JobEvent);
    return accept(undefined);
  },
});
