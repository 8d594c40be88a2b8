import { bigint, boolean, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });
const day = (name: string) => date(name).$type<PlainDate>();

export const receiptKinds = ['donation_acknowledgement', 'fiscal_receipt'] as const;

export const receiptRegisters = tenantTable('receipt_registers', {
  entityId: uuid('entity_id').notNull(),
  kind: text('kind', { enum: receiptKinds }).notNull(),
  year: integer('year').notNull(),
  lastNumber: integer('last_number').notNull(),
});

export const receipts = tenantTable('receipts', {
  id: uuid('id').notNull(),
  giftId: uuid('gift_id').notNull(),
  entityId: uuid('entity_id').notNull(),
  kind: text('kind', { enum: receiptKinds }).notNull(),
  year: integer('year').notNull(),
  // The database gives the number; what an insert says here is replaced.
  number: integer('number').notNull(),
  prefix: text('prefix').notNull(),
  verificationCode: text('verification_code').notNull(),
  issuedOn: day('issued_on').notNull(),
  issuedAt: instant('issued_at').notNull(),
  receivedOn: day('received_on').notNull(),
  supervisionSeal: text('supervision_seal'),
  fiscalCode: text('fiscal_code'),
  fiscalNumber: text('fiscal_number'),
  fiscalCheckCode: text('fiscal_check_code'),
  payerName: text('payer_name'),
  payerCreditCode: text('payer_credit_code'),
  payeeName: text('payee_name').notNull(),
  payeeCreditCode: text('payee_credit_code'),
  giftKind: text('gift_kind', { enum: ['money', 'goods'] }).notNull(),
  purposeName: text('purpose_name').notNull(),
  amountFen: fen('amount_fen').notNull(),
  lines: integer('lines').notNull(),
  remarks: text('remarks').notNull().default(''),
  otherInformation: text('other_information').notNull().default(''),
  handler: text('handler').notNull(),
  reviewer: text('reviewer'),
  replacesId: uuid('replaces_id'),
  fiscalRequestId: uuid('fiscal_request_id'),
});

export const receiptLines = tenantTable('receipt_lines', {
  receiptId: uuid('receipt_id').notNull(),
  position: integer('position').notNull(),
  itemCode: text('item_code').notNull(),
  itemName: text('item_name').notNull(),
  unit: text('unit').notNull(),
  quantity: integer('quantity').notNull(),
  standardFen: fen('standard_fen'),
  amountFen: fen('amount_fen').notNull(),
});

export const receiptVoids = tenantTable('receipt_voids', {
  receiptId: uuid('receipt_id').notNull(),
  giftId: uuid('gift_id').notNull(),
  kind: text('kind', { enum: receiptKinds }).notNull(),
  reason: text('reason').notNull(),
  voidedOn: day('voided_on').notNull(),
  voidedAt: instant('voided_at').notNull(),
  voidedBy: text('voided_by').notNull(),
  fiscalRequestId: uuid('fiscal_request_id'),
});

/** What the fiscal system is asked for; `id` is the key under which it is asked. */
export const fiscalRequests = tenantTable('fiscal_requests', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['issue', 'reverse'] }).notNull(),
  giftId: uuid('gift_id').notNull(),
  receiptId: uuid('receipt_id'),
  replacesId: uuid('replaces_id'),
  reason: text('reason'),
  state: text('state', { enum: ['waiting', 'done', 'refused'] }).notNull(),
  requestedBy: text('requested_by').notNull(),
  requestedAt: instant('requested_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  askedAt: instant('asked_at'),
  problemCode: text('problem_code'),
  problemText: text('problem_text'),
  settledAt: instant('settled_at'),
  redCode: text('red_code'),
  redNumber: text('red_number'),
  redCheckCode: text('red_check_code'),
});

export const receiptBatches = tenantTable('receipt_batches', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['issue', 'send'] }).notNull(),
  fromOn: day('from_on').notNull(),
  lastOn: day('last_on').notNull(),
  requestedBy: text('requested_by').notNull(),
  requestedAt: instant('requested_at').notNull(),
  total: integer('total').notNull(),
  again: boolean('again').notNull().default(false),
  alreadySent: integer('already_sent').notNull().default(0),
  steps: integer('steps').notNull().default(0),
  afterId: uuid('after_id'),
  done: integer('done').notNull().default(0),
  leftOut: integer('left_out').notNull().default(0),
  stopRequestedAt: instant('stop_requested_at'),
  stopRequestedBy: text('stop_requested_by'),
  finishedAt: instant('finished_at'),
});

export const receiptDeliveries = tenantTable('receipt_deliveries', {
  id: uuid('id').notNull(),
  receiptId: uuid('receipt_id').notNull(),
  batchId: uuid('batch_id'),
  status: text('status', {
    enum: ['queued', 'failed', 'sent', 'given_up', 'no_address', 'not_configured', 'stopped'],
  }).notNull(),
  attempts: integer('attempts').notNull().default(0),
  reason: text('reason'),
  reference: text('reference'),
  queuedAt: instant('queued_at').notNull(),
  queuedBy: text('queued_by').notNull(),
  sentAt: instant('sent_at'),
});
