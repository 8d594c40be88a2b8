import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { z } from 'zod';
import { defineJob, type Job } from '#jobs/define-job';
import type { QueueSettings } from '#jobs/queue';
import { type RunningWorker, startWorker, type WorkerSettings } from '#jobs/worker';
import { systemActor } from '~/domain/access/system-actor';
import { useCase } from '~/domain/audit/use-case';
import { accept, refusal, refuse } from '~/domain/kernel/refusals';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { useFreshDatabase } from '../database';
import { startRedis, type TestRedis } from '../redis';
import { silent, traceJob } from './trace-job';

export { leaveTrace, silent, traceJob } from './trace-job';

/** Both places where jobs can live. */
export const backends = ['postgres', 'redis'] as const;
export type Backend = (typeof backends)[number];

/** A job whose use case refuses. */
export const failingJob = defineJob({
  name: 'tests.refuse',
  payload: z.strictObject({ subject: z.string() }),
  attempts: 3,
  backoffMs: 20,
  run: ({ actor }) => publish(actor, { messages: [], thenRefuse: true }),
});

/** Publishes `tests.leave-trace` or another job, and refuses afterwards when told to. */
export const publish = useCase({
  permission: 'jobs.run',
  input: z.strictObject({
    messages: z.array(
      z.strictObject({ job: z.string(), key: z.string(), payload: z.record(z.string(), z.string()) }),
    ),
    thenRefuse: z.boolean().default(false),
  }),
  async run(scope, { messages, thenRefuse }) {
    for (const message of messages) scope.publish(message);
    return thenRefuse ? refuse(refusal('TEST.REFUSED')) : accept(undefined);
  },
});

export const trace = (subject: string, job = traceJob.name) => ({ job, key: subject, payload: { subject } });

/** Two tenants in a database of the file's own, on one backend, and workers that are stopped after each test. */
export function useBackend(backend: Backend) {
  const database = useFreshDatabase({ connections: 20 });
  const tenants: [string, string] = [randomUUID(), randomUUID()];
  const running: RunningWorker[] = [];
  let redis: TestRedis | undefined;
  let sql: postgres.Sql;

  beforeAll(async () => {
    if (backend === 'redis') redis = await startRedis();
    sql = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
    for (const [index, id] of tenants.entries()) {
      await sql`insert into tenants (id, slug, name, name_en, region_code)
        values (${id}, ${`tenant-${index}`}, '演示', 'Demo', '370304')`;
    }
  });
  const stopAll = async () => void (await Promise.all(running.splice(0).map((worker) => worker.stop())));
  afterEach(stopAll);
  afterAll(async () => {
    await sql.end();
    await redis?.stop();
  });

  const queue = (): QueueSettings => ({
    databaseUrl: database.appUrl,
    sessionSecret: DEMO_SESSION_SECRET,
    redisUrl: redis?.url,
  });
  return {
    tenants,
    actor: (tenant: 0 | 1 = 0) => systemActor(tenants[tenant], 'test', 'request-of-the-test'),
    queue,
    sql: () => sql,
    stopAll,
    async start(jobs: readonly Job[], settings: Partial<WorkerSettings> = {}): Promise<RunningWorker> {
      const worker = await startWorker({
        ...queue(),
        jobs,
        schedule: [],
        log: silent,
        pollMs: 500,
        ...settings,
      });
      running.push(worker);
      return worker;
    },
    /** Subjects of the traces of a tenant, in alphabetical order. */
    async traces(tenant: 0 | 1 = 0): Promise<string[]> {
      const rows = await sql<{ subject: string }[]>`select subject_id as subject from audit_events
        where kind = 'test.done' and tenant_id = ${tenants[tenant]} order by 1`;
      return rows.map((row) => row.subject);
    },
    async failures() {
      return sql<
        { job: string; key: string; code: string; detail: string; attempts: number; tenant: string }[]
      >`
        select job, job_key as key, code, detail, attempts, tenant_id as tenant from job_failures order by failed_at`;
    },
  };
}

/** Waits until `look` answers what `enough` wants; the last answer is returned in any case, for the assertion to show. */
export async function eventually<T>(
  look: () => Promise<T>,
  enough: (seen: T) => boolean,
  ms = 10_000,
): Promise<T> {
  for (const until = Date.now() + ms; ; ) {
    const seen = await look();
    if (enough(seen) || Date.now() > until) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
