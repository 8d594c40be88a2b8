import { createHash } from 'node:crypto';
import { createPostgresBackend, type Processor, Queue, Worker, withBackend } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { QUEUE_ROLE, urlAs } from '#db/connections';
import { selectDatabaseIdentity } from '#db/queries/workers';
import { QUEUE_SCHEMA } from '#db/queue-schema';
import { outsideTenants } from '#db/transaction';
import type { Job } from './define-job';

/** What lies in the queue for each job. */
export interface JobData {
  readonly tenantId: string;
  readonly key: string;
  readonly payload: unknown;
  /** Request that published it. */
  readonly requestId: string;
}

export type JobQueue = Queue<JobData, void>;
export type JobWorker = Worker<JobData, void>;

/** Where the queue lives. */
export interface QueueSettings {
  /** Of the owner or of any role of the product; the queue connects as its own. */
  readonly databaseUrl: string;
  readonly sessionSecret: string;
  readonly redisUrl?: string | undefined;
}

/** How a worker takes jobs. */
export interface TakeOptions {
  readonly concurrency: number;
  /** Milliseconds after which the jobs of a killed process are taken up again. */
  readonly lockMs: number;
}

/** The queues of one process, all on one backend. */
export interface Queues {
  readonly backend: 'postgres' | 'redis';
  /** The queue of that name; the same one each time. */
  queue(name: string): JobQueue;
  /** A worker that does nothing until its `run()`. */
  worker(name: string, processor: Processor<JobData, void>, options: TakeOptions): JobWorker;
  /** Closes the queues; workers are closed by whoever made them, before. */
  close(): Promise<void>;
}

/** Queue of the jobs that need none of their own. */
export const COMMON_QUEUE = 'jobs';

/** Name of the queue that a job goes through. */
export const queueOf = (job: Job | undefined): string => (job?.concurrency ? job.name : COMMON_QUEUE);

/**
 * Id of a message in the queue: the same for the same message, so that one handed over twice is one.
 * `round` counts how often a person had it done again.
 */
export function queueId(message: { tenantId: string; job: string; key: string; round: number }): string {
  const { tenantId, job, key, round } = message;
  const digest = createHash('sha256')
    .update(JSON.stringify([tenantId, job, key, round]))
    .digest('hex');
  // The library reserves colons and plain numbers for itself.
  return `${job}-${digest.slice(0, 40)}`;
}

/** A killed worker's job is given back this often before it counts as failed; effects happen once all the same. */
const MAX_STALLED = 5;

/**
 * Opens the queues: on Redis when one is set, else in a schema of the database itself. The processors, the
 * ids and the options are the same on both.
 */
export async function openQueues(settings: QueueSettings, log: Logger): Promise<Queues> {
  return settings.redisUrl ? onRedis(settings.redisUrl, log) : onPostgres(settings, log);
}

const takeOptions = ({ concurrency, lockMs }: TakeOptions) => ({
  autorun: false,
  concurrency,
  lockDuration: lockMs,
  stalledInterval: lockMs / 2,
  maxStalledCount: MAX_STALLED,
});

function keepEach(log: Logger, open: (name: string) => JobQueue): Pick<Queues, 'queue' | 'close'> {
  const opened = new Map<string, JobQueue>();
  return {
    queue(name) {
      let queue = opened.get(name);
      if (!queue) {
        queue = open(name);
        // Whoever waits for the queue hears of it too; unheard, it would end the process.
        queue.on('error', (error) => log.warn({ err: error, queue: name }, 'queue'));
        opened.set(name, queue);
      }
      return queue;
    },
    async close() {
      await Promise.all([...opened.values()].map((queue) => queue.close()));
    },
  };
}

function onPostgres({ databaseUrl, sessionSecret }: QueueSettings, log: Logger): Queues {
  const backed = withBackend(createPostgresBackend);
  const connection = (max: number) => ({
    connectionString: urlAs(databaseUrl, QUEUE_ROLE, sessionSecret),
    schema: QUEUE_SCHEMA,
    max,
    // A crash of the server may forget the last moments of the queue. A message that was handed over then is still
    // in the outbox, because its mark is written after and waits for the disk; a job that was done is done
    // again and finds its effect there. So nothing waits for the disk twice.
    options: '-c synchronous_commit=off',
  });
  // The library's types name the backend, what is used here is the same on each.
  return {
    backend: 'postgres',
    ...keepEach(log, (name) => new backed.Queue(name, { connection: connection(2) }) as unknown as JobQueue),
    worker: (name, processor, options) =>
      new backed.Worker(name, processor, {
        ...takeOptions(options),
        connection: connection(Math.min(options.concurrency, 4) + 1),
      }) as unknown as JobWorker,
  };
}

async function onRedis(redisUrl: string, log: Logger): Promise<Queues> {
  const identity = await outsideTenants(selectDatabaseIdentity);
  // In braces, so that a cluster keeps the keys of one database together.
  const prefix = `{wellspring-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}}`;
  const open = (options: RedisOptions) =>
    new Redis(redisUrl, options).on('error', (error) => log.warn({ err: error }, 'redis'));
  // A relay without Redis has to let go of its transaction, a worker waits for Redis to come back.
  const handing = open({ maxRetriesPerRequest: 0, enableOfflineQueue: false });
  const taking = open({ maxRetriesPerRequest: null, lazyConnect: true });
  const queues = keepEach(log, (name) => new Queue(name, { connection: handing, prefix }));
  return {
    backend: 'redis',
    queue: queues.queue,
    worker: (name, processor, options) =>
      new Worker(name, processor, { ...takeOptions(options), connection: taking, prefix }),
    async close() {
      await queues.close();
      handing.disconnect();
      taking.disconnect();
    },
  };
}
