import { randomUUID } from 'node:crypto';
import type { Job as QueuedJob } from 'bullmq';
import type { Logger } from 'pino';
import { deleteHeartbeats, upsertHeartbeat } from '#db/queries/workers';
import type { Depth } from '#db/schema/jobs';
import { outsideTenants } from '#db/transaction';
import { logger } from '~/platform/logger';
import { catalogue } from './catalogue';
import type { Job } from './define-job';
import { JobNumbers } from './numbers';
import { startRelay } from './outbox';
import { type PerformOptions, perform, recordGivenUp, STOPPING } from './perform';
import {
  COMMON_QUEUE,
  type JobData,
  type JobWorker,
  openQueues,
  type QueueSettings,
  type Queues,
  queueOf,
} from './queue';
import type { Recurring } from './recurring';
import { schedule } from './schedule';
import { startTicker } from './ticker';

/** A worker of this process. */
export interface RunningWorker {
  /** Takes nothing new, lets running jobs finish within the limit, gives the rest back to the queue. */
  stop(): Promise<void>;
}

/** Settings of a worker; all but the queue's have values that suit production. */
export interface WorkerSettings extends QueueSettings {
  readonly jobs?: readonly Job[];
  readonly schedule?: readonly Recurring[];
  readonly log?: Logger;
  /** Jobs of the common queue at once. */
  readonly concurrency?: number;
  /** Milliseconds that running jobs have to finish when the worker stops. */
  readonly drainMs?: number;
  /** Milliseconds after which the jobs of a killed worker are taken up by another. */
  readonly lockMs?: number;
  /** Milliseconds between looks into the outbox, should a notice have been missed. */
  readonly pollMs?: number;
  /** Milliseconds between signs of life, and between looks for a recurring job that has fallen due. */
  readonly beatMs?: number;
}

/** Milliseconds between signs of life; `workerAlive` waits for several. */
export const BEAT_MS = 5_000;
const FORGET_WORKERS_MS = 86_400_000;

/**
 * Starts relay, workers, schedule and heartbeat of this process. The process has its database already
 * (`useDatabase`), with connections for `concurrency` jobs and three more.
 */
export async function startWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const {
    jobs: known = catalogue,
    schedule: recurring = schedule,
    concurrency = 8,
    drainMs = 20_000,
  } = settings;
  const { lockMs = 30_000, pollMs = 3_000, beatMs = BEAT_MS } = settings;
  const log = (settings.log ?? logger).child({ part: 'worker' });
  const jobs = new Map(known.map((job) => [job.name, job]));
  const numbers = new JobNumbers();
  const stopping = new AbortController();
  const queues = await openQueues(settings, log);

  const options: PerformOptions = { jobs, log, numbers, stopping: stopping.signal };
  const atOnce = new Map([
    [COMMON_QUEUE, concurrency],
    ...known.map((job) => [queueOf(job), job.concurrency ?? concurrency] as const),
  ]);
  const workers = [...atOnce].map(([name, many]) => {
    const processor = (queued: QueuedJob<JobData>, token?: string) => perform(options, queued, token);
    return hear(queues.worker(name, processor, { concurrency: many, lockMs }), log);
  });

  const relay = await startRelay({ queues, jobs, log, pollMs });
  for (const worker of workers) void worker.run().catch((error) => log.error({ err: error }, 'worker'));
  const ticker = await startTicker({ schedule: recurring, everyMs: beatMs, log });
  const heart = await startHeart({ queues, names: [...atOnce.keys()], numbers, beatMs, log });
  log.info({ backend: queues.backend, jobs: jobs.size, concurrency }, 'worker started');

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    await Promise.all([ticker.stop(), relay.stop()]);
    const limit = setTimeout(() => stopping.abort(STOPPING), drainMs);
    await Promise.all(workers.map((worker) => worker.close()));
    clearTimeout(limit);
    await heart.stop();
    await queues.close();
    log.info('worker stopped');
  }
  return { stop: () => (stopped ??= stop()) };
}

function hear(worker: JobWorker, log: Logger): JobWorker {
  worker.on('error', (error) => log.warn({ err: error, queue: worker.name }, 'queue'));
  worker.on('failed', (queued) => {
    if (!queued?.deferredFailure) return;
    recordGivenUp(queued).catch((error) => log.error({ err: error }, 'failure not written'));
  });
  return worker;
}

async function depthOf(queues: Queues, names: readonly string[]): Promise<Depth> {
  const depth: Depth = { waiting: 0, active: 0, delayed: 0 };
  for (const name of names) {
    const counts = await queues.queue(name).getJobCounts('waiting', 'active', 'delayed');
    for (const state of Object.keys(depth) as (keyof Depth)[]) depth[state] += counts[state] ?? 0;
  }
  return depth;
}

interface HeartOptions {
  readonly queues: Queues;
  readonly names: readonly string[];
  readonly numbers: JobNumbers;
  readonly beatMs: number;
  readonly log: Logger;
}

async function startHeart({
  queues,
  names,
  numbers,
  beatMs,
  log,
}: HeartOptions): Promise<{ stop(): Promise<void> }> {
  const id = randomUUID();
  const startedAt = new Date();
  const beat = async () => {
    const counted = { jobs: numbers.read(), depth: await depthOf(queues, names) };
    const heartbeat = { id, backend: queues.backend, startedAt, beatAt: new Date(), numbers: counted };
    await outsideTenants((tx) => upsertHeartbeat(tx, heartbeat));
  };
  await outsideTenants((tx) => deleteHeartbeats(tx, { before: new Date(Date.now() - FORGET_WORKERS_MS) }));
  await beat();
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(beat).catch((error) => log.warn({ err: error }, 'heartbeat'));
  }, beatMs);
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      await outsideTenants((tx) => deleteHeartbeats(tx, { id }));
    },
  };
}
