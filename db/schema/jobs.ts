import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantTable } from '../tenant-table';

export const jobFailures = tenantTable('job_failures', {
  job: text('job').notNull(),
  jobKey: text('job_key').notNull(),
  payload: jsonb('payload').notNull(),
  requestId: text('request_id').notNull(),
  code: text('code').notNull(),
  detail: text('detail').notNull(),
  attempts: integer('attempts').notNull(),
  failedAt: instant('failed_at').notNull(),
});

export const workerHeartbeats = pgTable('worker_heartbeats', {
  id: uuid('id').primaryKey(),
  backend: text('backend').notNull(),
  startedAt: instant('started_at').notNull(),
  beatAt: instant('beat_at').notNull(),
  numbers: jsonb('numbers').notNull(),
});
