import { bigint, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });
const provider = () => text('provider', { enum: ['alipay', 'wechatpay'] }).notNull();

export const paymentOrders = tenantTable('payment_orders', {
  id: uuid('id').notNull(),
  number: text('number').notNull(),
  provider: provider(),
  way: text('way', { enum: ['desk', 'phone', 'code'] }).notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  description: text('description').notNull(),
  amountFen: fen('amount_fen').notNull(),
  currency: text('currency').notNull(),
  status: text('status', { enum: ['created', 'paid', 'closed', 'refunded'] }).notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: uuid('created_by'),
  createdByName: text('created_by_name').notNull(),
  expiresAt: instant('expires_at').notNull(),
  forwardKind: text('forward_kind', { enum: ['link', 'code'] }),
  forward: text('forward'),
  closedAt: instant('closed_at'),
  paidAt: instant('paid_at'),
  transactionId: text('transaction_id'),
});

export const paymentNotices = tenantTable('payment_notices', {
  id: uuid('id').notNull(),
  provider: provider(),
  eventId: text('event_id').notNull(),
  source: text('source', { enum: ['hook', 'query', 'bill'] }).notNull(),
  kind: text('kind', { enum: ['paid', 'closed', 'refund', 'other'] }).notNull(),
  orderNumber: text('order_number').notNull(),
  orderId: uuid('order_id'),
  transactionId: text('transaction_id'),
  refundNumber: text('refund_number'),
  amountFen: fen('amount_fen'),
  currency: text('currency'),
  happenedAt: instant('happened_at'),
  receivedAt: instant('received_at').notNull(),
  outcome: text('outcome', { enum: ['taken', 'known', 'review', 'followed', 'ignored'] }).notNull(),
});

export const paymentRefunds = tenantTable('payment_refunds', {
  id: uuid('id').notNull(),
  orderId: uuid('order_id').notNull(),
  number: text('number').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  reason: text('reason').notNull(),
  status: text('status', { enum: ['asked', 'done', 'failed'] }).notNull(),
  askedAt: instant('asked_at').notNull(),
  settledAt: instant('settled_at'),
  failure: text('failure'),
});

export const paymentReviews = tenantTable('payment_reviews', {
  id: uuid('id').notNull(),
  key: text('key').notNull(),
  kind: text('kind', {
    enum: [
      'order-unknown',
      'amount-differs',
      'currency-differs',
      'paid-again',
      'not-in-bill',
      'refund-unknown',
      'refund-differs',
      'refund-failed',
      'not-receivable',
      'booked-otherwise',
      'put-aside-before',
    ],
  }).notNull(),
  provider: provider(),
  orderNumber: text('order_number').notNull(),
  orderId: uuid('order_id'),
  transactionId: text('transaction_id'),
  amountFen: fen('amount_fen'),
  expectedFen: fen('expected_fen'),
  currency: text('currency'),
  happenedOn: date('happened_on').$type<PlainDate>().notNull(),
  foundAt: instant('found_at').notNull(),
  moneyFen: fen('money_fen'),
  settledAs: text('settled_as', { enum: ['booked', 'put-aside'] }),
  settledAt: instant('settled_at'),
  settledByName: text('settled_by_name'),
  reason: text('reason'),
  claimId: uuid('claim_id'),
});

export const paymentBills = tenantTable('payment_bills', {
  provider: provider(),
  day: date('day').$type<PlainDate>().notNull(),
  payments: integer('payments').notNull(),
  paidFen: fen('paid_fen').notNull(),
  refunds: integer('refunds').notNull(),
  refundedFen: fen('refunded_fen').notNull(),
  found: integer('found').notNull(),
  differences: integer('differences').notNull(),
  comparedAt: instant('compared_at').notNull(),
});
