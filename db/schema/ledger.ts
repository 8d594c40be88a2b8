import { bigint, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

/** Kinds of accounts, by which balances read: assets and expenses stand on the debit side (+), the others on the credit side (−). */
export const accountKinds = ['asset', 'liability', 'income', 'expense', 'equity'] as const;

const fen = (name: string) => bigint(name, { mode: 'bigint' });

export const ledgerAccounts = tenantTable('ledger_accounts', {
  id: uuid('id').notNull(),
  code: text('code').notNull(),
  kind: text('kind', { enum: accountKinds }).notNull(),
  name: text('name'),
  subjectType: text('subject_type'),
  subjectId: uuid('subject_id'),
});

export const ledgerEntries = tenantTable('ledger_entries', {
  id: uuid('id').notNull(),
  kind: text('kind').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  onDate: date('on_date').$type<PlainDate>().notNull(),
  memo: text('memo'),
  lines: integer('lines').notNull(),
  reversesId: uuid('reverses_id'),
  postedAt: instant('posted_at').notNull(),
});

export const ledgerPostings = tenantTable('ledger_postings', {
  entryId: uuid('entry_id').notNull(),
  line: integer('line').notNull(),
  lines: integer('lines').notNull(),
  onDate: date('on_date').$type<PlainDate>().notNull(),
  accountId: uuid('account_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
});

export const ledgerBalances = tenantTable('ledger_balances', {
  accountId: uuid('account_id').notNull(),
  balanceFen: fen('balance_fen').notNull(),
});

export const ledgerPeriods = tenantTable('ledger_periods', {
  month: text('month').notNull(),
  closedAt: instant('closed_at').notNull(),
  closedByName: text('closed_by_name').notNull(),
  entries: integer('entries').notNull(),
  turnoverFen: fen('turnover_fen').notNull(),
});

export const bankBatches = tenantTable('bank_batches', {
  id: uuid('id').notNull(),
  fileName: text('file_name').notNull(),
  linesRead: integer('lines_read').notNull(),
  linesAdded: integer('lines_added').notNull(),
  importedAt: instant('imported_at').notNull(),
  importedBy: uuid('imported_by'),
});

export const bankLines = tenantTable('bank_lines', {
  id: uuid('id').notNull(),
  batchId: uuid('batch_id').notNull(),
  businessKey: text('business_key').notNull(),
  bookedOn: date('booked_on').$type<PlainDate>().notNull(),
  amountFen: fen('amount_fen').notNull(),
  counterpartyName: text('counterparty_name').notNull(),
  counterpartyAccountSealed: sealed('counterparty_account_sealed'),
  summary: text('summary').notNull(),
  remark: text('remark').notNull(),
  bankNumber: text('bank_number').notNull(),
  claimType: text('claim_type'),
  claimId: uuid('claim_id'),
  claimedAt: instant('claimed_at'),
});
