import { bigint, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });

/** 财政资金, or donated money of one purpose 捐赠资金. */
export const fundSources = ['fiscal', 'donated'] as const;
/** 拨入, 支出, a resident's share 承担, 结转. */
export const fundMovementKinds = ['received', 'spending', 'share', 'transfer'] as const;

const decision = {
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
};

export const funds = tenantTable('funds', {
  id: uuid('id').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  source: text('source', { enum: fundSources }).notNull(),
  purposeId: uuid('purpose_id'),
  restriction: text('restriction').notNull(),
  document: text('document').notNull(),
  payers: text('payers', { enum: ['insurance', 'public-support', 'subsidy', 'donated-relief'] })
    .array()
    .notNull(),
  openedAt: instant('opened_at').notNull(),
  openedByName: text('opened_by_name').notNull(),
});

export const fundBudgets = tenantTable('fund_budgets', {
  id: uuid('id').notNull(),
  fundId: uuid('fund_id').notNull(),
  year: integer('year').notNull(),
  line: text('line').notNull(),
  amountFen: fen('amount_fen').notNull(),
  reason: text('reason').notNull(),
  status: text('status', { enum: ['proposed', 'approved', 'declined', 'withdrawn'] }).notNull(),
  ...decision,
});

export const fundMovements = tenantTable('fund_movements', {
  id: uuid('id').notNull(),
  fundId: uuid('fund_id').notNull(),
  kind: text('kind', { enum: fundMovementKinds }).notNull(),
  amountFen: fen('amount_fen').notNull(),
  onDate: date('on_date').$type<PlainDate>().notNull(),
  what: text('what').notNull(),
  document: text('document').notNull(),
  year: integer('year'),
  line: text('line'),
  toFundId: uuid('to_fund_id'),
  ground: text('ground', { enum: ['plan', 'donors', 'filed', 'similar'] }),
  personId: uuid('person_id'),
  payer: text('payer', { enum: ['insurance', 'public-support', 'subsidy', 'donated-relief'] }),
  status: text('status', { enum: ['proposed', 'done', 'declined', 'reversed', 'withdrawn'] }).notNull(),
  entryId: uuid('entry_id'),
  ...decision,
});

/** 冲销: undoes a movement that was booked. */
export const fundReversals = tenantTable('fund_reversals', {
  id: uuid('id').notNull(),
  movementId: uuid('movement_id').notNull(),
  reason: text('reason').notNull(),
  status: text('status', { enum: ['proposed', 'done', 'declined', 'withdrawn'] }).notNull(),
  entryId: uuid('entry_id'),
  ...decision,
});
