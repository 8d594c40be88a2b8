import { bigint, date, integer, jsonb, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });
const day = (name: string) => date(name).$type<PlainDate>();

/** What a proposal becomes, and by whom. */
const decision = () => ({
  status: text('status', { enum: ['proposed', 'approved', 'declined'] }).notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
});

export const tariffs = tenantTable('tariffs', {
  id: uuid('id').notNull(),
  scaleCode: text('scale_code').notNull(),
  grade: text('grade').notNull(),
  monthlyFeeFen: fen('monthly_fee_fen').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  effectiveUntil: day('effective_until'),
  note: text('note'),
  ...decision(),
});

export const priceRules = tenantTable('price_rules', {
  boundMonths: smallint('bound_months').notNull(),
  slightPercent: smallint('slight_percent').notNull(),
});

export const leaveRules = tenantTable('leave_rules', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['home', 'hospital'] }).notNull(),
  effectiveFrom: day('effective_from').notNull(),
  bands: jsonb('bands').$type<readonly { fromDay: number; permille: number }[]>().notNull(),
  source: text('source').notNull(),
  ...decision(),
});

export const payerArrangements = tenantTable('payer_arrangements', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  payer: text('payer', { enum: ['public-support', 'subsidy', 'insurance', 'donated-relief'] }).notNull(),
  monthlyFen: fen('monthly_fen'),
  permille: smallint('permille'),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on'),
  source: text('source').notNull(),
  ...decision(),
});

export const billRuns = tenantTable('bill_runs', {
  id: uuid('id').notNull(),
  month: text('month').notNull(),
  requestedByName: text('requested_by_name').notNull(),
  requestedAt: instant('requested_at').notNull(),
  afterPerson: uuid('after_person'),
  batches: integer('batches').notNull().default(0),
  billed: integer('billed').notNull().default(0),
  blocked: integer('blocked').notNull().default(0),
  billedFen: fen('billed_fen').notNull().default(0n),
  finishedAt: instant('finished_at'),
});

export const billGaps = tenantTable('bill_gaps', {
  month: text('month').notNull(),
  stayId: uuid('stay_id').notNull(),
  personId: uuid('person_id').notNull(),
  fromOn: day('from_on').notNull(),
  untilOn: day('until_on').notNull(),
  code: text('code', { enum: ['FEES.NO_GRADE', 'FEES.NO_TARIFF', 'FEES.NO_LEAVE_RULE'] }).notNull(),
  absence: text('absence', { enum: ['home', 'hospital'] }),
  scaleCode: text('scale_code'),
  grade: text('grade'),
});

export const invoiceRegisters = tenantTable('invoice_registers', {
  year: smallint('year').notNull(),
  lastSerial: integer('last_serial').notNull(),
});

export const invoices = tenantTable('invoices', {
  id: uuid('id').notNull(),
  year: smallint('year').notNull(),
  serial: integer('serial').notNull(),
  number: text('number').notNull(),
  reference: text('reference').notNull(),
  personId: uuid('person_id').notNull(),
  month: text('month').notNull(),
  amountFen: fen('amount_fen').notNull(),
  chargedFen: fen('charged_fen').notNull(),
  lines: integer('lines').notNull(),
  issuedOn: day('issued_on').notNull(),
  dueOn: day('due_on').notNull(),
  runId: uuid('run_id').notNull(),
  entryId: uuid('entry_id'),
});

export const invoiceShares = tenantTable('invoice_shares', {
  invoiceId: uuid('invoice_id').notNull(),
  payer: text('payer', {
    enum: ['resident', 'public-support', 'subsidy', 'insurance', 'donated-relief'],
  }).notNull(),
  amountFen: fen('amount_fen').notNull(),
  chargedFen: fen('charged_fen').notNull(),
  carriedFen: fen('carried_fen').notNull().default(0n),
});

export const invoiceShareMonths = tenantTable('invoice_share_months', {
  invoiceId: uuid('invoice_id').notNull(),
  payer: text('payer').notNull(),
  month: text('month').notNull(),
  chargedFen: fen('charged_fen').notNull(),
});

export const charges = tenantTable('charges', {
  invoiceId: uuid('invoice_id').notNull(),
  line: integer('line').notNull(),
  lines: integer('lines').notNull(),
  stayId: uuid('stay_id').notNull(),
  day: day('day').notNull(),
  sequence: smallint('sequence').notNull(),
  tariffId: uuid('tariff_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  absence: text('absence', { enum: ['home', 'hospital'] }),
  permille: smallint('permille').notNull().default(1000),
});

export const payments = tenantTable('payments', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  invoiceId: uuid('invoice_id'),
  method: text('method', { enum: ['cash', 'transfer', 'alipay', 'wechatpay'] }).notNull(),
  amountFen: fen('amount_fen').notNull(),
  receivedOn: day('received_on').notNull(),
  payerName: text('payer_name').notNull(),
  note: text('note'),
  bankLineId: uuid('bank_line_id'),
  entryId: uuid('entry_id').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  reversedAt: instant('reversed_at'),
  reversedByName: text('reversed_by_name'),
  reversalReason: text('reversal_reason'),
  orderId: uuid('order_id'),
  reviewId: uuid('review_id'),
  transactionId: text('transaction_id'),
});

export const accountMovements = tenantTable('account_movements', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  kind: text('kind', {
    enum: ['deposit', 'deposit-used', 'deposit-back', 'refund', 'payer-paid'],
  }).notNull(),
  payer: text('payer', { enum: ['insurance', 'public-support', 'subsidy', 'donated-relief'] }),
  method: text('method', { enum: ['cash', 'transfer', 'alipay', 'wechatpay', 'fund'] }),
  amountFen: fen('amount_fen').notNull(),
  onDate: day('on_date'),
  otherName: text('other_name'),
  reason: text('reason'),
  status: text('status', { enum: ['proposed', 'done', 'declined', 'failed'] }).notNull(),
  entryId: uuid('entry_id'),
  recordedBy: text('recorded_by').notNull(),
  recordedByName: text('recorded_by_name').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
  orderId: uuid('order_id'),
  reversalEntryId: uuid('reversal_entry_id'),
});

export const arrearsNotices = tenantTable('arrears_notices', {
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  step: smallint('step').notNull(),
  onDate: day('on_date').notNull(),
  overdueDays: integer('overdue_days').notNull(),
  owedFen: fen('owed_fen').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  toldAt: instant('told_at'),
  toldByName: text('told_by_name'),
  toldHow: text('told_how', { enum: ['phone', 'letter', 'visit', 'meeting'] }),
  toldNote: text('told_note'),
});
