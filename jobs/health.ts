import { Counter, Gauge, type Registry } from 'prom-client';
import { selectHeartbeats } from '#db/queries/workers';
import { outsideTenants } from '#db/transaction';

/** Milliseconds without a sign of life after which a worker counts as gone: three beats and a moment. */
const ALIVE_MS = 20_000;
const WORKERS_LIMIT = 100;

/** Workers at work on this database, in whatever process; the latest sign of life first. */
export async function liveWorkers(now = new Date()) {
  const since = new Date(now.getTime() - ALIVE_MS);
  return outsideTenants((tx) => selectHeartbeats(tx, { since, limit: WORKERS_LIMIT }));
}

/** Whether jobs are being done. */
export async function workerAlive(): Promise<boolean> {
  return (await liveWorkers()).length > 0;
}

type LiveWorker = Awaited<ReturnType<typeof liveWorkers>>[number];

/** Adds the figures of all workers, as their heartbeats have them, to those of this process. */
export function exposeJobMetrics(registry: Registry): void {
  // One look for all figures of one scrape.
  let looking: Promise<LiveWorker[]> | undefined;
  const workers = () => {
    looking ??= liveWorkers().finally(() => setImmediate(() => (looking = undefined)));
    return looking;
  };
  const registers = [registry];
  new Gauge({
    name: 'wellspring_workers',
    help: 'Worker processes that gave a sign of life',
    registers,
    async collect() {
      this.set((await workers()).length);
    },
  });
  new Gauge({
    name: 'wellspring_queue_jobs',
    help: 'Jobs in the queue by state',
    labelNames: ['state'],
    registers,
    async collect() {
      // Each worker counts the same queue.
      const [latest] = await workers();
      this.reset();
      for (const [state, jobs] of Object.entries(latest?.numbers.depth ?? {})) this.set({ state }, jobs);
    },
  });
  new Counter({
    name: 'wellspring_job_attempts_total',
    help: 'Attempts of jobs by outcome',
    labelNames: ['job', 'worker', 'outcome'],
    registers,
    async collect() {
      const counted = (await workers()).flatMap(({ id: worker, numbers }) =>
        Object.entries(numbers.jobs).map(([job, { outcomes }]) => ({ job, worker, outcomes })),
      );
      this.reset();
      for (const { job, worker, outcomes } of counted) {
        for (const [outcome, attempts] of Object.entries(outcomes))
          this.inc({ job, worker, outcome }, attempts);
      }
    },
  });
  new Counter({
    name: 'wellspring_job_seconds_total',
    help: 'Seconds spent on attempts of jobs',
    labelNames: ['job', 'worker'],
    registers,
    async collect() {
      const all = await workers();
      this.reset();
      for (const { id: worker, numbers } of all) {
        for (const [job, { seconds }] of Object.entries(numbers.jobs)) this.inc({ job, worker }, seconds);
      }
    },
  });
}
