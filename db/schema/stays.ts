import { date, integer, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { Criterion } from '~/domain/stays/waiting-order.rules';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

const day = (name: string) => date(name, { mode: 'string' }).$type<PlainDate>();

export const applications = tenantTable('applications', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  appliedOn: day('applied_on').notNull(),
  householdSize: smallint('household_size'),
  category: text('category', {
    enum: ['tekun', 'dibao', 'dibao_marginal', 'expense', 'special_hardship'],
  }).notNull(),
  guardianName: text('guardian_name'),
  guardianPhoneSealed: sealed('guardian_phone_sealed'),
  statedSealed: sealed('stated_sealed'),
  noteSealed: sealed('note_sealed'),
  detailsSealed: sealed('details_sealed'),
  status: text('status', {
    enum: ['received', 'eligible', 'ineligible', 'waiting', 'offered', 'admitted', 'declined', 'withdrawn'],
  }).notNull(),
  waitingFrom: day('waiting_from'),
  passes: smallint('passes').notNull().default(0),
  origin: text('origin', { enum: ['page', 'import', 'api'] }).notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const eligibilityDecisions = tenantTable('eligibility_decisions', {
  id: uuid('id').notNull(),
  applicationId: uuid('application_id').notNull(),
  outcome: text('outcome', { enum: ['eligible', 'ineligible'] }).notNull(),
  proposed: text('proposed', { enum: ['eligible', 'check', 'ineligible'] }).notNull(),
  findingsSealed: sealed('findings_sealed').notNull(),
  reasonSealed: sealed('reason_sealed').notNull(),
  decidedAt: instant('decided_at').notNull(),
  decidedBy: text('decided_by').notNull(),
});

export const waitingRules = tenantTable('waiting_rules', {
  id: uuid('id').notNull(),
  version: integer('version').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  criteria: jsonb('criteria').$type<readonly Criterion[]>().notNull(),
  source: text('source').notNull(),
  sourceEn: text('source_en').notNull(),
  confidence: text('confidence', { enum: ['confirmed', 'unconfirmed'] }).notNull(),
  publishedAt: instant('published_at').notNull(),
  publishedBy: text('published_by').notNull(),
});

export const offers = tenantTable('offers', {
  id: uuid('id').notNull(),
  applicationId: uuid('application_id').notNull(),
  bedId: uuid('bed_id').notNull(),
  reservationId: uuid('reservation_id').notNull(),
  fromOn: day('from_on').notNull(),
  offeredAt: instant('offered_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  status: text('status', {
    enum: ['open', 'accepted', 'declined', 'lapsed', 'withdrawn', 'used'],
  }).notNull(),
  answeredAt: instant('answered_at'),
  answeredBy: text('answered_by'),
});

export const stays = tenantTable('stays', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  applicationId: uuid('application_id').notNull(),
  contractNumber: text('contract_number').notNull(),
  admittedOn: day('admitted_on').notNull(),
  dischargedOn: day('discharged_on'),
  dischargeCause: text('discharge_cause', { enum: ['home', 'hospital', 'other_home', 'death', 'other'] }),
  dischargeReasonSealed: sealed('discharge_reason_sealed'),
});

export const contractNumbers = tenantTable('contract_numbers', {
  year: smallint('year').notNull(),
  last: integer('last').notNull(),
});

export const stayLeaves = tenantTable('stay_leaves', {
  id: uuid('id').notNull(),
  stayId: uuid('stay_id').notNull(),
  kind: text('kind', { enum: ['home', 'hospital'] }).notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  expectedOn: day('expected_on'),
  noteSealed: sealed('note_sealed'),
  notifiedName: text('notified_name'),
  notifiedAt: instant('notified_at'),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  correctsId: uuid('corrects_id'),
  annulledAt: instant('annulled_at'),
  annulledByName: text('annulled_by_name'),
  annulledReason: text('annulled_reason'),
});

export const stayCorrections = tenantTable('stay_corrections', {
  id: uuid('id').notNull(),
  stayId: uuid('stay_id').notNull(),
  what: text('what', { enum: ['admission', 'transfer', 'discharge'] }).notNull(),
  beforeOn: day('before_on').notNull(),
  afterOn: day('after_on'),
  reason: text('reason').notNull(),
  correctedAt: instant('corrected_at').notNull(),
  correctedByName: text('corrected_by_name').notNull(),
});
