import { date, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

const day = (name: string) => date(name).$type<PlainDate>();

export const healthEntries = tenantTable('health_entries', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  kind: text('kind', { enum: ['allergy', 'diagnosis', 'medicine', 'diet', 'doctor', 'note'] }).notNull(),
  contentSealed: sealed('content_sealed').notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  correctsId: uuid('corrects_id'),
  endedAt: instant('ended_at'),
  endedByName: text('ended_by_name'),
  endReasonSealed: sealed('end_reason_sealed'),
});

export const riskAssessments = tenantTable('risk_assessments', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  risk: text('risk', {
    enum: [
      'choking',
      'ingestion',
      'pressure-sore',
      'scald',
      'bed-fall',
      'fall',
      'harm',
      'wandering',
      'activity',
    ],
  }).notNull(),
  level: text('level', { enum: ['none', 'low', 'medium', 'high'] }).notNull(),
  measuresSealed: sealed('measures_sealed'),
  assessedOn: day('assessed_on').notNull(),
  nextOn: day('next_on').notNull(),
  assessorName: text('assessor_name').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
});
