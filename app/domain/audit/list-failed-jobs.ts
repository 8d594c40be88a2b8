import { countWaitingMessages, selectJobFailures } from '#db/queries/outbox';
import { pageOf } from '../kernel/paging';
import { read } from './use-case';

const LIMIT = 50;

/** Jobs of the tenant that failed for good, newest first, and how many messages wait to become jobs. */
export const listFailedJobs = read('jobs.view', async ({ tx }, { before }: { before?: Date }) => {
  const rows = await selectJobFailures(tx, { before, limit: LIMIT + 1 });
  return {
    page: pageOf(rows, LIMIT, (failure) => failure.failedAt.toISOString()),
    waiting: await countWaitingMessages(tx),
  };
});
