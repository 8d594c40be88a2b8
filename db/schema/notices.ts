import { boolean, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

export const notices = tenantTable('notices', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id'),
  userId: uuid('user_id'),
  invitationId: uuid('invitation_id'),
  applicationId: uuid('application_id'),
  kind: text('kind').notNull(),
  key: text('key').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  params: jsonb('params').$type<Record<string, string>>().notNull(),
  createdAt: instant('created_at').notNull(),
  readAt: instant('read_at'),
});

export const noticeDeliveries = tenantTable('notice_deliveries', {
  id: uuid('id').notNull(),
  noticeId: uuid('notice_id').notNull(),
  channel: text('channel', { enum: ['mail', 'sms'] }).notNull(),
  status: text('status', {
    enum: ['queued', 'sent', 'failed', 'given_up', 'no_address', 'unwanted', 'not_configured'],
  }).notNull(),
  attempts: integer('attempts').notNull(),
  round: integer('round').notNull(),
  reason: text('reason'),
  reference: text('reference'),
  queuedAt: instant('queued_at').notNull(),
  attemptedAt: instant('attempted_at'),
  sentAt: instant('sent_at'),
});

export const noticeContacts = tenantTable('notice_contacts', {
  id: uuid('id').notNull(),
  volunteerId: uuid('volunteer_id'),
  userId: uuid('user_id'),
  mailSealed: sealed('mail_sealed'),
  wantsMail: boolean('wants_mail').notNull(),
  wantsSms: boolean('wants_sms').notNull(),
  changedAt: instant('changed_at').notNull(),
});
