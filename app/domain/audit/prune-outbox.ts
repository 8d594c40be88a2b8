import { z } from 'zod';
import { deleteDispatched, deleteOldEffects } from '#db/queries/outbox';
import { accept } from '../kernel/refusals';
import { useCase } from './use-case';

const DAY_MS = 86_400_000;
const KEEP_MESSAGES_DAYS = 30;
/** Longer than messages, whose keys could otherwise come back before their effect is forgotten. */
const KEEP_JOBS_DAYS = 90;
/** Over a year, because the same bank statement or list of a year ago is imported again now and then. */
const KEEP_EFFECTS_DAYS = 400;
/** Rows of each kind per run, so that a run never holds the tables for long. */
const LIMIT = 20_000;

/** Forgets messages that became jobs long ago, and effects of which no repetition comes any more. */
export const pruneOutbox = useCase({
  permission: 'jobs.run',
  input: z.strictObject({}),
  async run({ tx, now }) {
    const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
    const messages = await deleteDispatched(tx, { before: ago(KEEP_MESSAGES_DAYS), limit: LIMIT });
    const effects = await deleteOldEffects(tx, {
      before: ago(KEEP_EFFECTS_DAYS),
      jobsBefore: ago(KEEP_JOBS_DAYS),
      limit: LIMIT,
    });
    return accept({ messages, effects });
  },
});
