import { z } from 'zod';
import { deleteAnswers, deleteExpiredSignIns } from '#db/queries/access';
import { deleteRequests } from '#db/queries/public-requests';
import { signInDatabase } from '#db/sign-in-database';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { KEY_REMEMBERED_HOURS } from './answer-once';

const HOUR_MS = 3_600_000;
/** What nobody can use any more is kept a day longer, for whoever asks what happened yesterday. */
const KEEP_HOURS = 24;

/**
 * Forgets answers of the API that nobody will ask for again, and sessions, half-finished sign-ins and counted
 * failures and requests that have run out. The latter belong to no tenant, so the job of any tenant does it for all.
 */
export const forgetExpired = useCase({
  permission: 'jobs.run',
  input: z.strictObject({}),
  async run({ tx, now }) {
    const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
    const answers = await deleteAnswers(tx, ago(KEY_REMEMBERED_HOURS));
    const sessions = await deleteExpiredSignIns(signInDatabase().db, ago(KEEP_HOURS));
    await deleteRequests(tx, ago(KEEP_HOURS));
    return accept({ answers, sessions });
  },
});
