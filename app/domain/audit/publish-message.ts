import { z } from 'zod';
import { accept } from '../kernel/refusals';
import { useCase } from './use-case';

/** Publishes one job, for what starts jobs without a change of its own: the schedule. Same job and key: once. */
export const publishMessage = useCase({
  permission: 'jobs.run',
  input: z.strictObject({
    job: z.string(),
    key: z.string().min(1),
    payload: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  async run(scope, message) {
    scope.publish(message);
    return accept(undefined);
  },
});
