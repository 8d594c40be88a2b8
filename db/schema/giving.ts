import { bigint, boolean, integer, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });

/** Which public figure was wrong. */
export const correctedFigures = [
  'money-received',
  'goods-received',
  'money-used',
  'goods-used',
  'goods-lost',
] as const;

export const disclosureCorrections = tenantTable('disclosure_corrections', {
  id: uuid('id').notNull(),
  figure: text('figure', { enum: correctedFigures }).notNull(),
  purposeId: uuid('purpose_id'),
  month: text('month'),
  oldFen: fen('old_fen').notNull(),
  newFen: fen('new_fen').notNull(),
  reason: text('reason').notNull(),
  status: text('status', { enum: ['proposed', 'published', 'declined'] }).notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
});

export const reportLinks = tenantTable('report_links', {
  id: uuid('id').notNull(),
  fromMonth: text('from_month').notNull(),
  untilMonth: text('until_month').notNull(),
  reader: text('reader').notNull(),
  secretDigest: text('secret_digest').notNull(),
  madeByName: text('made_by_name').notNull(),
  madeAt: instant('made_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  revokedByName: text('revoked_by_name'),
});

export const giftHouseholds = tenantTable('gift_households', {
  giftId: uuid('gift_id').notNull(),
  householdId: uuid('household_id').notNull(),
  declared: text('declared', { enum: ['none', 'unknown'] }).notNull(),
  doubts: text('doubts', {
    enum: ['same-phone', 'receiver-itself', 'same-name', 'donor-unknown', 'staff-name', 'not-declared'],
  })
    .array()
    .notNull(),
  status: text('status', { enum: ['tied', 'review', 'declined'] }).notNull(),
  tiedBy: text('tied_by').notNull(),
  tiedByName: text('tied_by_name').notNull(),
  tiedAt: instant('tied_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
});

/** 物资与家庭的利害关系审核 */
export const goodsInterests = tenantTable('goods_interests', {
  allocationId: uuid('allocation_id').notNull(),
  giftId: uuid('gift_id').notNull(),
  householdId: uuid('household_id'),
  personId: uuid('person_id'),
  finding: text('finding', { enum: ['same-phone', 'same-name'] }).notNull(),
  status: text('status', { enum: ['review', 'cleared', 'declined', 'found'] }).notNull(),
  askedBy: text('asked_by').notNull(),
  askedByName: text('asked_by_name').notNull(),
  askedAt: instant('asked_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  reason: text('reason'),
});

export const monthlyGifts = tenantTable('monthly_gifts', {
  id: uuid('id').notNull(),
  donorId: uuid('donor_id').notNull(),
  userId: uuid('user_id').notNull(),
  entityId: uuid('entity_id').notNull(),
  purposeId: uuid('purpose_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  anonymous: boolean('anonymous').notNull(),
  day: integer('day').notNull(),
  nextMonth: text('next_month').notNull(),
  link: uuid('link').notNull(),
  status: text('status', { enum: ['active', 'stopped'] }).notNull(),
  startedAt: instant('started_at').notNull(),
  stoppedAt: instant('stopped_at'),
});

export const monthlyGiftMonths = tenantTable('monthly_gift_months', {
  monthlyId: uuid('monthly_id').notNull(),
  month: text('month').notNull(),
  giftId: uuid('gift_id').notNull(),
});
