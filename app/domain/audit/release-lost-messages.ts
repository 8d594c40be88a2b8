import { z } from 'zod';
import { releaseLostMessages as release } from '#db/queries/outbox';
import { accept } from '../kernel/refusals';
import { useCase } from './use-case';

const HOUR_MS = 3_600_000;
const LOOK_BACK_HOURS = 72;

/**
 * Brings back what the queue lost, such as after a Redis without its data or a restored backup: messages handed
 * over more than an hour ago that neither happened nor failed. What still waits in the queue stays as it is.
 */
export const releaseLostMessages = useCase({
  permission: 'jobs.run',
  input: z.strictObject({}),
  async run({ tx, now }) {
    const since = new Date(now.getTime() - LOOK_BACK_HOURS * HOUR_MS);
    const until = new Date(now.getTime() - HOUR_MS);
    return accept({ released: await release(tx, { since, until }) });
  },
});
