import { date, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { ScaleDefinition } from '~/domain/assessments/scale.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

export const scales = tenantTable('scales', {
  code: text('code').notNull(),
  version: smallint('version').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  definition: jsonb('definition').$type<ScaleDefinition>().notNull(),
  source: text('source').notNull(),
  sourceEn: text('source_en').notNull(),
  confidence: text('confidence', { enum: ['confirmed', 'unconfirmed'] }).notNull(),
  fromOn: date('from_on').$type<PlainDate>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const assessments = tenantTable('assessments', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  scaleCode: text('scale_code').notNull(),
  scaleVersion: smallint('scale_version').notNull(),
  reason: text('reason', { enum: ['first', 'regular', 'change', 'review', 'other'] }).notNull(),
  assessedOn: date('assessed_on').$type<PlainDate>().notNull(),
  firstAssessor: text('first_assessor'),
  firstAssessorId: uuid('first_assessor_id'),
  secondAssessor: text('second_assessor'),
  secondAssessorId: uuid('second_assessor_id'),
  recordedBy: uuid('recorded_by'),
  answersSealed: sealed('answers_sealed').notNull(),
  noteSealed: sealed('note_sealed'),
  grade: text('grade'),
  status: text('status', { enum: ['proposed', 'confirmed', 'rejected', 'annulled'] }).notNull(),
  decidedBy: uuid('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
  validFrom: date('valid_from').$type<PlainDate>(),
  validUntil: date('valid_until').$type<PlainDate>(),
  createdAt: instant('created_at').notNull().defaultNow(),
  draftId: uuid('draft_id'),
  recordedByName: text('recorded_by_name'),
  origin: text('origin', { enum: ['own', 'external'] })
    .notNull()
    .default('own'),
  issuerKind: text('issuer_kind', { enum: ['agency', 'civil-affairs', 'hospital', 'insurance', 'other'] }),
  issuer: text('issuer'),
  issuerNumber: text('issuer_number'),
  resultKey: text('result_key'),
  proofReference: text('proof_reference'),
  totalsSealed: sealed('totals_sealed'),
  statedUntil: date('stated_until').$type<PlainDate>(),
});

export const assessmentSignatures = tenantTable('assessment_signatures', {
  id: uuid('id').notNull(),
  assessmentId: uuid('assessment_id').notNull(),
  party: text('party', { enum: ['first', 'second', 'person', 'guardian'] }).notNull(),
  signer: text('signer').notNull(),
  means: text('means', { enum: ['account', 'drawn', 'paper', 'refused'] }).notNull(),
  signedOn: date('signed_on').$type<PlainDate>().notNull(),
  strokesSealed: sealed('strokes_sealed'),
  reasonSealed: sealed('reason_sealed'),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by'),
  recordedByName: text('recorded_by_name').notNull(),
});

export const reassessments = tenantTable('reassessments', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  cause: text('cause', { enum: ['change', 'objection', 'expiry'] }).notNull(),
  assessmentId: uuid('assessment_id'),
  askedOn: date('asked_on').$type<PlainDate>().notNull(),
  dueOn: date('due_on').$type<PlainDate>().notNull(),
  askedBy: text('asked_by').notNull(),
  statementSealed: sealed('statement_sealed'),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  closedAt: instant('closed_at'),
  closedByName: text('closed_by_name'),
  closingAssessmentId: uuid('closing_assessment_id'),
  closingReason: text('closing_reason'),
});
