import { date, smallint, text, uuid } from 'drizzle-orm/pg-core';
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

export const incidents = tenantTable('incidents', {
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  kind: text('kind', {
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
      'transfer',
      'illness',
      'infection',
      'fire',
      'death',
      'other',
    ],
  }).notNull(),
  severity: text('severity', { enum: ['none', 'minor', 'serious', 'death'] }).notNull(),
  noticedAt: instant('noticed_at').notNull(),
  place: text('place').notNull(),
  accountSealed: sealed('account_sealed').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  closedAt: instant('closed_at'),
  closedByName: text('closed_by_name'),
  closingSealed: sealed('closing_sealed'),
});

export const incidentNotices = tenantTable('incident_notices', {
  id: uuid('id').notNull(),
  incidentId: uuid('incident_id').notNull(),
  whom: text('whom', { enum: ['family', 'manager', 'bureau'] }).notNull(),
  dueAt: instant('due_at'),
  warnedAt: instant('warned_at'),
  toldAt: instant('told_at'),
  toldHow: text('told_how', { enum: ['phone', 'message', 'in-person', 'written'] }),
  toldWhom: text('told_whom'),
  toldByName: text('told_by_name'),
  toldRecordedAt: instant('told_recorded_at'),
});

export const incidentEntries = tenantTable('incident_entries', {
  id: uuid('id').notNull(),
  incidentId: uuid('incident_id').notNull(),
  kind: text('kind', { enum: ['addition', 'direction'] }).notNull(),
  textSealed: sealed('text_sealed').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
});

export const careNotes = tenantTable('care_notes', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  onDate: day('on_date').notNull(),
  kind: text('kind', { enum: ['daily', 'health', 'meal', 'mood', 'night', 'family', 'other'] }).notNull(),
  textSealed: sealed('text_sealed').notNull(),
  byName: text('by_name').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
});

export const activities = tenantTable('activities', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  kind: text('kind', {
    enum: ['exercise', 'culture', 'craft', 'festival', 'outing', 'learning', 'other'],
  }).notNull(),
  place: text('place').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  capacity: smallint('capacity').notNull(),
  leaderName: text('leader_name').notNull(),
  note: text('note'),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  cancelledAt: instant('cancelled_at'),
  cancelledByName: text('cancelled_by_name'),
  cancelReason: text('cancel_reason'),
});

export const activityPeople = tenantTable('activity_people', {
  activityId: uuid('activity_id').notNull(),
  personId: uuid('person_id').notNull(),
  status: text('status', { enum: ['joined', 'withdrawn', 'present', 'absent'] }).notNull(),
  changedAt: instant('changed_at').notNull(),
  changedByName: text('changed_by_name').notNull(),
});
