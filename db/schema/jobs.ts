import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantTable } from '../tenant-table';

/** What a worker has counted of one job since its start. */
export interface JobCount {
  /** By outcome, such as `done` or `refused`. */
  readonly outcomes: Record<string, number>;
  /** Seconds of all attempts together. */
  readonly seconds: number;
}

/** Jobs in the queues of a worker's backend, by state. */
export type Depth = Record<'waiting' | 'active' | 'delayed', number>;

/** Content of a heartbeat. */
export interface WorkerNumbers {
  readonly jobs: Record<string, JobCount>;
  readonly depth: Depth;
}

export const jobFailures = tenantTable('job_failures', {
  job: text('job').notNull(),
  jobKey: text('job_key').notNull(),
  payload: jsonb('payload').notNull(),
  requestId: text('request_id').notNull(),
  code: text('code').notNull(),
  params: jsonb('params').$type<Record<string, string | number>>().notNull().default({}),
  detail: text('detail').notNull(),
  attempts: integer('attempts').notNull(),
  failedAt: instant('failed_at').notNull(),
});

export const workerHeartbeats = pgTable('worker_heartbeats', {
  id: uuid('id').primaryKey(),
  backend: text('backend').notNull(),
  startedAt: instant('started_at').notNull(),
  beatAt: instant('beat_at').notNull(),
  numbers: jsonb('numbers').$type<WorkerNumbers>().notNull(),
});
