import { countWaitingMessages, type FailurePlace, selectJobFailures } from '#db/queries/outbox';
import { selectHeartbeats } from '#db/queries/workers';
import { pageOf } from '../kernel/paging';
import { read } from './use-case';

const LIMIT = 50;
/** Milliseconds without a sign of life after which a worker is not shown as running. */
const ALIVE_MS = 20_000;
const WORKERS_LIMIT = 20;

function placeOf(cursor: string | undefined): FailurePlace | undefined {
  const [, instant, job, key] = /^([^|]+)\|([^|]+)\|(.+)$/s.exec(cursor ?? '') ?? [];
  const failedAt = new Date(instant ?? '');
  return job && key && !Number.isNaN(failedAt.getTime()) ? { failedAt, job, key } : undefined;
}

/**
 * Jobs of the tenant that failed for good, newest first; how many messages of the tenant wait to become jobs; and
 * the workers, which serve all tenants, with what lies in their queue.
 */
export const listFailedJobs = read('jobs.view', async ({ tx, now }, { after }: { after?: string }) => {
  const rows = await selectJobFailures(tx, { after: placeOf(after), limit: LIMIT + 1 });
  const since = new Date(now.getTime() - ALIVE_MS);
  return {
    failures: pageOf(rows, LIMIT, ({ failedAt, job, key }) => `${failedAt.toISOString()}|${job}|${key}`),
    waiting: await countWaitingMessages(tx),
    workers: await selectHeartbeats(tx, { since, limit: WORKERS_LIMIT }),
  };
});
