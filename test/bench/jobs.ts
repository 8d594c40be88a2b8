import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { z } from 'zod';
import { QUEUE_ROLE, urlAs } from '#db/connections';
import { QUEUE_SCHEMA } from '#db/queue-schema';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { defineJob, type Job } from '#jobs/define-job';
import { startRelay } from '#jobs/outbox';
import { openQueues } from '#jobs/queue';
import { startWorker } from '#jobs/worker';
import type { Bench, Report } from '~/commands/bench';
import { systemActor } from '~/domain/access/system-actor';
import { publishMessage } from '~/domain/audit/publish-message';
import { useCase } from '~/domain/audit/use-case';
import { accept } from '~/domain/kernel/refusals';
import { env } from '~/platform/env';
import { startRedis } from '../redis';

const JOBS = 4_000;
const CONCURRENCY = 8;
/** Changes that are made at the same time. */
const PUBLISHERS = 6;

const log = pino({ level: 'silent' });
const [tenant] = demoTenants;
const actor = systemActor(tenant.id, 'bench', 'bench');

/** A use case whose only write is the claim of its job, so that the way there is what is measured. */
const claimOnly = useCase({
  permission: 'jobs.run',
  input: z.strictObject({}),
  run: async () => accept(undefined),
});

/** Resolves once `count` has been called `JOBS` times. */
function finishLine(): { count(): void; reached: Promise<void> } {
  let left = JOBS;
  let reach = () => {};
  const reached = new Promise<void>((resolve) => (reach = resolve));
  return { count: () => void (--left === 0 && reach()), reached };
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return JOBS / ((performance.now() - began) / 1_000);
}

/** One change per message, as users make them. */
async function publishAll(job: Job, round: string): Promise<void> {
  let next = 0;
  const publisher = async () => {
    for (let n = next++; n < JOBS; n = next++) {
      await publishMessage(actor, { job: job.name, key: `${round}/${n}`, payload: {} });
    }
  };
  await Promise.all(Array.from({ length: PUBLISHERS }, publisher));
}

/** The library as it comes: jobs added in bulk to a queue, a processor that does nothing. */
async function bare(databaseUrl: string, redisUrl: string | undefined): Promise<number> {
  const line = finishLine();
  const jobs = Array.from({ length: JOBS }, () => ({
    name: 'bare',
    data: {},
    opts: { removeOnComplete: true },
  }));
  const process = async () => line.count();
  const redis = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: null }) : undefined;
  const connectionString = urlAs(databaseUrl, QUEUE_ROLE, env().sessionSecret);
  const postgres = { connection: { connectionString, schema: QUEUE_SCHEMA, max: 5 } };
  const backed = withBackend(createPostgresBackend);
  const queue = redis ? new Queue('bare', { connection: redis }) : new backed.Queue('bare', postgres);
  const worker = redis
    ? new Worker('bare', process, { connection: redis, concurrency: CONCURRENCY })
    : new backed.Worker('bare', process, { ...postgres, concurrency: CONCURRENCY });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const rate = await perSecond(async () => {
    await queue.addBulk(jobs);
    await line.reached;
  });
  await worker.close();
  await queue.close();
  redis?.disconnect();
  return rate;
}

interface Where {
  readonly ownerUrl: string;
  readonly redisUrl: string | undefined;
}

/** From the first change published until the effect of the last job has been committed. */
async function throughOutbox({ ownerUrl, redisUrl }: Where): Promise<number> {
  const line = finishLine();
  const job = defineJob({
    name: 'bench.claim',
    payload: z.strictObject({}),
    run: async (run) => {
      const result = await claimOnly(run.actor, {});
      line.count();
      return result;
    },
  });
  const { sessionSecret } = env();
  const settings = { databaseUrl: ownerUrl, sessionSecret, redisUrl, jobs: [job], schedule: [], log };
  const worker = await startWorker({ ...settings, concurrency: CONCURRENCY });
  const rate = await perSecond(async () => {
    await publishAll(job, redisUrl ? 'redis' : 'postgres');
    await line.reached;
  });
  await worker.stop();
  return rate;
}

/** Publishing while nobody hands over, then handing over while nobody takes jobs. */
async function stepByStep({ ownerUrl, redisUrl }: Where): Promise<{ publish: number; handOver: number }> {
  const job = defineJob({
    name: 'bench.hand-over',
    payload: z.strictObject({}),
    run: async () => accept(undefined),
  });
  const publish = await perSecond(() => publishAll(job, redisUrl ? 'redis' : 'postgres'));
  const queues = await openQueues(
    { databaseUrl: ownerUrl, sessionSecret: env().sessionSecret, redisUrl },
    log,
  );
  const queue = queues.queue('jobs');
  await queue.waitUntilReady();
  const handOver = await perSecond(async () => {
    const relay = await startRelay({ queues, jobs: new Map([[job.name, job]]), log, pollMs: 1_000 });
    while ((await queue.getJobCountByTypes('waiting')) < JOBS)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await relay.stop();
  });
  await queue.obliterate({ force: true });
  await queues.close();
  return { publish, handOver };
}

/** Jobs per second through the outbox, beside the bare library in the same run, on both backends. */
export default async function bench(report: Report, { database }: Bench): Promise<void> {
  const { ownerUrl } = await database();
  await insertTenants(ownerUrl, [tenant]);
  const redis = await startRedis().catch(() => undefined);
  const places = [undefined, ...(redis ? [redis.url] : [])];
  for (const redisUrl of places) {
    const backend = redisUrl ? 'redis' : 'postgres';
    report(`${backend}: bare BullMQ`, await bare(ownerUrl, redisUrl), 'jobs/s', JOBS);
    const { publish, handOver } = await stepByStep({ ownerUrl, redisUrl });
    report(`${backend}: publish`, publish, 'changes/s', JOBS);
    report(`${backend}: outbox to queue`, handOver, 'messages/s', JOBS);
    report(`${backend}: publish to effect`, await throughOutbox({ ownerUrl, redisUrl }), 'jobs/s', JOBS);
  }
  await redis?.stop();
}
