import { selectHeartbeats } from '#db/queries/workers';
import { outsideTenants } from '#db/transaction';
import type { WorkerNumbers } from './numbers';

/** Milliseconds without a sign of life after which a worker counts as gone: three beats and a moment. */
const ALIVE_MS = 20_000;
const WORKERS_LIMIT = 100;

/** A worker that gave a sign of life just now. */
export interface LiveWorker {
  readonly id: string;
  readonly backend: string;
  readonly startedAt: Date;
  readonly beatAt: Date;
  readonly numbers: WorkerNumbers;
}

/** Workers at work on this database, in whatever process. */
export async function liveWorkers(now = new Date()): Promise<LiveWorker[]> {
  const since = new Date(now.getTime() - ALIVE_MS);
  const rows = await outsideTenants((tx) => selectHeartbeats(tx, { since, limit: WORKERS_LIMIT }));
  return rows.map((row) => ({ ...row, numbers: row.numbers as WorkerNumbers }));
}

/** Whether jobs are being done. */
export async function workerAlive(): Promise<boolean> {
  return (await liveWorkers()).length > 0;
}

/** The workers' numbers as Prometheus text, with the last line ended. */
export async function jobMetrics(): Promise<string> {
  const workers = await liveWorkers();
  const lines = [
    '# HELP wellspring_workers Worker processes that gave a sign of life.',
    '# TYPE wellspring_workers gauge',
    `wellspring_workers ${workers.length}`,
    '# HELP wellspring_queue_jobs Jobs in the queue by state.',
    '# TYPE wellspring_queue_jobs gauge',
    // Each worker counts the same queue; the latest sign of life comes first.
    ...Object.entries(workers[0]?.numbers.depth ?? {}).map(
      ([state, n]) => `wellspring_queue_jobs{state="${state}"} ${n}`,
    ),
    '# HELP wellspring_job_attempts_total Attempts of jobs by outcome.',
    '# TYPE wellspring_job_attempts_total counter',
  ];
  const seconds = [
    '# HELP wellspring_job_seconds_total Seconds spent on attempts of jobs.',
    '# TYPE wellspring_job_seconds_total counter',
  ];
  for (const { id, numbers } of workers) {
    for (const [job, count] of Object.entries(numbers.jobs)) {
      const labels = `job="${job}",worker="${id}"`;
      for (const [outcome, n] of Object.entries(count.outcomes)) {
        lines.push(`wellspring_job_attempts_total{${labels},outcome="${outcome}"} ${n}`);
      }
      seconds.push(`wellspring_job_seconds_total{${labels}} ${count.seconds.toFixed(3)}`);
    }
  }
  return `${[...lines, ...seconds].join('\n')}\n`;
}
