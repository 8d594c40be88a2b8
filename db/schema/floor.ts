import { bigint, boolean, customType, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantTable } from '../tenant-table';

/** Raw bytes, such as a hash. */
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  regionCode: text('region_code').notNull(),
  demo: boolean('demo').notNull().default(false),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const auditEvents = tenantTable('audit_events', {
  // The database numbers and chains; what an insert says here is replaced.
  seq: bigint('seq', { mode: 'bigint' }).notNull(),
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  actorId: uuid('actor_id'),
  actorName: text('actor_name').notNull(),
  requestId: text('request_id').notNull(),
  kind: text('kind').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: text('subject_id').notNull(),
  reason: text('reason'),
  data: jsonb('data').notNull().default({}),
  previousHash: bytes('previous_hash').notNull(),
  hash: bytes('hash').notNull(),
});

export const outbox = tenantTable('outbox', {
  id: uuid('id').notNull(),
  job: text('job').notNull(),
  jobKey: text('job_key').notNull(),
  payload: jsonb('payload').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  dispatchedAt: instant('dispatched_at'),
  requestId: text('request_id').notNull().default(''),
  round: integer('round').notNull().default(0),
});

export const jobEffects = tenantTable('job_effects', {
  effectKey: text('effect_key').notNull(),
  job: text('job').notNull(),
  happenedAt: instant('happened_at').notNull(),
});

export const verificationCodes = tenantTable('verification_codes', {
  code: text('code').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
});
