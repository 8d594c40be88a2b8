import { sql } from 'drizzle-orm';
import { bigint, date, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

export const standards = tenantTable('standards', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['dibao', 'tekun-basic', 'care-tier', 'market-reference'] }).notNull(),
  registration: text('registration', { enum: ['urban', 'rural'] }),
  support: text('support', { enum: ['centralised', 'scattered'] }),
  scaleCode: text('scale_code'),
  grade: text('grade'),
  key: text('key').notNull().generatedAlwaysAs(sql`made by the database`),
  amountFen: bigint('amount_fen', { mode: 'bigint' }).notNull(),
  effectiveFrom: date('effective_from').$type<PlainDate>().notNull(),
  effectiveUntil: date('effective_until').$type<PlainDate>(),
  source: text('source').notNull(),
  status: text('status', { enum: ['proposed', 'approved', 'declined'] }).notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
});

export const calendarDays = tenantTable('calendar_days', {
  day: date('day').$type<PlainDate>().notNull(),
  kind: text('kind', { enum: ['holiday', 'workday'] }).notNull(),
  name: text('name').notNull(),
  source: text('source').notNull(),
});
