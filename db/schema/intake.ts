import { date, integer, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { RequiredOf } from '~/domain/stays/document-kinds.rules';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

const day = (name: string) => date(name, { mode: 'string' }).$type<PlainDate>();

export const applicationDrafts = tenantTable('application_drafts', {
  id: uuid('id').notNull(),
  personId: uuid('person_id'),
  townCode: text('town_code'),
  status: text('status', { enum: ['open', 'submitted', 'discarded', 'expired'] }).notNull(),
  saidSealed: sealed('said_sealed'),
  version: integer('version').notNull(),
  steps: jsonb('steps').$type<Readonly<Record<string, number>>>().notNull(),
  origin: text('origin', { enum: ['page', 'api'] }).notNull(),
  applicationId: uuid('application_id'),
  startedAt: instant('started_at').notNull(),
  startedByName: text('started_by_name').notNull(),
  savedAt: instant('saved_at').notNull(),
  savedByName: text('saved_by_name').notNull(),
  closedAt: instant('closed_at'),
});

export const documentKinds = tenantTable('document_kinds', {
  code: text('code').notNull(),
  position: smallint('position').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  hint: text('hint').notNull(),
  hintEn: text('hint_en').notNull(),
  requiredOf: jsonb('required_of').$type<RequiredOf>().notNull(),
  source: text('source').notNull(),
  confidence: text('confidence', { enum: ['confirmed', 'unconfirmed'] }).notNull(),
});

export const applicationRequests = tenantTable('application_requests', {
  id: uuid('id').notNull(),
  applicationId: uuid('application_id').notNull(),
  status: text('status', { enum: ['open', 'answered', 'withdrawn', 'lapsed'] }).notNull(),
  askedOn: day('asked_on').notNull(),
  dueOn: day('due_on').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedByName: text('asked_by_name').notNull(),
  againReason: text('again_reason'),
  closedOn: day('closed_on'),
  closedAt: instant('closed_at'),
  closedByName: text('closed_by_name'),
  closedReason: text('closed_reason'),
  remindedOn: day('reminded_on'),
  overdueOn: day('overdue_on'),
  seenAt: instant('seen_at'),
  seenByName: text('seen_by_name'),
});

export const applicationRequestItems = tenantTable('application_request_items', {
  id: uuid('id').notNull(),
  requestId: uuid('request_id').notNull(),
  position: smallint('position').notNull(),
  documentKind: text('document_kind'),
  textSealed: sealed('text_sealed').notNull(),
  answerSealed: sealed('answer_sealed'),
});

export const applicationDocuments = tenantTable('application_documents', {
  id: uuid('id').notNull(),
  draftId: uuid('draft_id'),
  applicationId: uuid('application_id'),
  requestId: uuid('request_id'),
  kind: text('kind').notNull(),
  nameSealed: sealed('name_sealed').notNull(),
  fileKey: text('file_key').notNull(),
  keySealed: sealed('key_sealed'),
  contentIndex: text('content_index').notNull(),
  fileType: text('file_type', {
    enum: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
  }).notNull(),
  fileBytes: integer('file_bytes').notNull(),
  addedAt: instant('added_at').notNull(),
  addedByName: text('added_by_name').notNull(),
  withdrawnAt: instant('withdrawn_at'),
  withdrawnByName: text('withdrawn_by_name'),
  withdrawnReason: text('withdrawn_reason'),
  destroyedAt: instant('destroyed_at'),
  erasedAt: instant('erased_at'),
});

export const intakeSettings = tenantTable('intake_settings', {
  draftKeepDays: smallint('draft_keep_days').notNull(),
  answerDays: smallint('answer_days').notNull(),
  decideDays: smallint('decide_days').notNull(),
  documentsLimit: smallint('documents_limit').notNull(),
});
