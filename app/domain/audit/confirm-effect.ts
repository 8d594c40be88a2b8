import { z } from 'zod';
import { accept } from '../kernel/refusals';
import { useCase } from './use-case';

/** Remembers that a job ran that changes nothing here, such as one that sends: being a use case claims its effect. */
export const confirmEffect = useCase({
  permission: 'jobs.run',
  input: z.strictObject({}),
  run: async () => accept(undefined),
});
