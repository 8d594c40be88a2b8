import { bigint, boolean, date, integer, text, uuid } from 'drizzle-orm/pg-core';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { sealed } from '../columns';
import { instant, tenantTable } from '../tenant-table';

const fen = (name: string) => bigint(name, { mode: 'bigint' });
const day = (name: string) => date(name).$type<PlainDate>();

/** By what right an organisation receives gifts: 财综〔2024〕1号 Art. 7. */
export const qualificationKinds = ['bureau', 'public_institution', 'charity', 'public_fundraising'] as const;
export const donorKinds = ['person', 'organisation'] as const;
export const giftKinds = ['money', 'goods'] as const;
export const giftStatuses = [
  'pledged',
  'received',
  'inspected',
  'stocked',
  'refused',
  'withdrawn',
  'returned',
] as const;
export const giftSources = ['public', 'donor', 'finance', 'import', 'bank'] as const;
/** How money came. */
export const giftMeans = ['transfer', 'cash', 'alipay', 'wechatpay'] as const;
/** What goods are valued by: 山东省慈善条例 Art. 31. */
export const valuationBases = ['invoice', 'customs_form', 'agreement', 'appraisal'] as const;
export const allocationStatuses = ['allocated', 'handed_over', 'withdrawn'] as const;

export const receivingEntities = tenantTable('receiving_entities', {
  organisationId: uuid('organisation_id').notNull(),
  accountHolder: text('account_holder').notNull(),
  accountBank: text('account_bank').notNull(),
  accountNumber: text('account_number').notNull(),
  receiptPrefix: text('receipt_prefix').notNull(),
  handler: text('handler').notNull(),
});

export const receivingQualifications = tenantTable('receiving_qualifications', {
  id: uuid('id').notNull(),
  organisationId: uuid('organisation_id').notNull(),
  kind: text('kind', { enum: qualificationKinds }).notNull(),
  number: text('number').notNull(),
  validFrom: day('valid_from').notNull(),
  validUntil: day('valid_until'),
});

export const giftPurposes = tenantTable('gift_purposes', {
  id: uuid('id').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  forBeds: boolean('for_beds').notNull(),
  forHomes: boolean('for_homes').notNull(),
  position: integer('position').notNull(),
});

export const donors = tenantTable('donors', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: donorKinds }).notNull(),
  name: text('name').notNull(),
  creditCode: text('credit_code'),
  phoneSealed: sealed('phone_sealed'),
  phoneIndex: text('phone_index'),
  mailSealed: sealed('mail_sealed'),
  anonymous: boolean('anonymous').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const gifts = tenantTable('gifts', {
  id: uuid('id').notNull(),
  reference: text('reference').notNull(),
  kind: text('kind', { enum: giftKinds }).notNull(),
  status: text('status', { enum: giftStatuses }).notNull(),
  donorId: uuid('donor_id'),
  payerName: text('payer_name'),
  mailSealed: sealed('mail_sealed'),
  entityId: uuid('entity_id').notNull(),
  purposeId: uuid('purpose_id').notNull(),
  anonymous: boolean('anonymous').notNull(),
  source: text('source', { enum: giftSources }).notNull(),
  externalKey: text('external_key'),
  pledgedOn: day('pledged_on').notNull(),
  pledgedFen: fen('pledged_fen'),
  receivedOn: day('received_on'),
  receivedFen: fen('received_fen'),
  handler: text('handler'),
  means: text('means', { enum: giftMeans }),
  bankLineId: uuid('bank_line_id'),
  orderId: uuid('order_id'),
  reviewId: uuid('review_id'),
  transactionId: text('transaction_id'),
  appealId: uuid('appeal_id'),
  entryId: uuid('entry_id'),
  withdrawnReason: text('withdrawn_reason'),
  createdAt: instant('created_at').notNull(),
});

export const giftItems = tenantTable('gift_items', {
  id: uuid('id').notNull(),
  giftId: uuid('gift_id').notNull(),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  spec: text('spec').notNull(),
  unit: text('unit').notNull(),
  pledged: integer('pledged').notNull(),
  received: integer('received'),
  accepted: integer('accepted'),
  refusalReason: text('refusal_reason'),
  valueFen: fen('value_fen'),
});

export const giftValuations = tenantTable('gift_valuations', {
  giftId: uuid('gift_id').notNull(),
  basis: text('basis', { enum: valuationBases }).notNull(),
  documentNumber: text('document_number').notNull(),
  documentOn: day('document_on').notNull(),
  fileKey: text('file_key').notNull(),
  fileName: text('file_name').notNull(),
  fileType: text('file_type').notNull(),
  fileBytes: integer('file_bytes').notNull(),
  valuedOn: day('valued_on').notNull(),
  valuedBy: text('valued_by').notNull(),
});

export const receptionHours = tenantTable('reception_hours', {
  id: uuid('id').notNull(),
  weekday: integer('weekday').notNull(),
  fromMinute: integer('from_minute').notNull(),
  untilMinute: integer('until_minute').notNull(),
  capacity: integer('capacity').notNull(),
  setBy: text('set_by').notNull(),
  withdrawnOn: day('withdrawn_on'),
});

export const receptionPlaces = tenantTable('reception_places', {
  address: text('address').notNull(),
  phone: text('phone').notNull(),
  contact: text('contact'),
  setBy: text('set_by').notNull(),
});

export const giftAppointments = tenantTable('gift_appointments', {
  giftId: uuid('gift_id').notNull(),
  hoursId: uuid('hours_id').notNull(),
  onDate: day('on_date').notNull(),
  bookedBy: text('booked_by').notNull(),
  bookedAt: instant('booked_at').notNull(),
});

export const goods = tenantTable('goods', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  spec: text('spec').notNull(),
  unit: text('unit').notNull(),
});

export const goodsLots = tenantTable('goods_lots', {
  id: uuid('id').notNull(),
  goodsId: uuid('goods_id').notNull(),
  giftId: uuid('gift_id').notNull(),
  itemId: uuid('item_id').notNull(),
  purposeId: uuid('purpose_id').notNull(),
  quantity: integer('quantity').notNull(),
  remaining: integer('remaining').notNull(),
  valueFen: fen('value_fen'),
  remainingFen: fen('remaining_fen'),
  expiresOn: day('expires_on'),
  store: text('store').notNull(),
  stockedOn: day('stocked_on').notNull(),
});

export const goodsAllocations = tenantTable('goods_allocations', {
  id: uuid('id').notNull(),
  bedId: uuid('bed_id'),
  personId: uuid('person_id'),
  householdId: uuid('household_id'),
  visitId: uuid('visit_id'),
  status: text('status', { enum: allocationStatuses }).notNull(),
  allocatedOn: day('allocated_on').notNull(),
  allocatedBy: text('allocated_by').notNull(),
  allocatedById: text('allocated_by_id'),
  handedOverOn: day('handed_over_on'),
  handedOverBy: text('handed_over_by'),
  handedTo: text('handed_to'),
  signed: text('signed', { enum: ['drawn', 'paper'] }),
  signatureSealed: sealed('signature_sealed'),
  withdrawnReason: text('withdrawn_reason'),
  entryId: uuid('entry_id'),
  createdAt: instant('created_at').notNull(),
});

export const goodsAllocationLines = tenantTable('goods_allocation_lines', {
  allocationId: uuid('allocation_id').notNull(),
  lotId: uuid('lot_id').notNull(),
  quantity: integer('quantity').notNull(),
  valueFen: fen('value_fen'),
});

/** 盘点、报废、变卖 */
export const stockChangeKinds = ['count', 'write_off', 'sale'] as const;

export const stockChanges = tenantTable('stock_changes', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: stockChangeKinds }).notNull(),
  reason: text('reason').notNull(),
  status: text('status', { enum: ['proposed', 'done', 'declined'] }).notNull(),
  buyer: text('buyer'),
  proceedsFen: fen('proceeds_fen'),
  costsFen: fen('costs_fen'),
  means: text('means', { enum: ['transfer', 'cash'] }),
  document: text('document'),
  purposeId: uuid('purpose_id'),
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
  doneOn: day('done_on'),
  entryId: uuid('entry_id'),
});

export const stockChangeLines = tenantTable('stock_change_lines', {
  changeId: uuid('change_id').notNull(),
  lotId: uuid('lot_id').notNull(),
  expected: integer('expected').notNull(),
  counted: integer('counted').notNull(),
  reason: text('reason'),
  valueFen: fen('value_fen'),
});

export const giftSpendings = tenantTable('gift_spendings', {
  id: uuid('id').notNull(),
  purposeId: uuid('purpose_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  spentOn: day('spent_on').notNull(),
  what: text('what').notNull(),
  voucherNumber: text('voucher_number').notNull(),
  recordedBy: text('recorded_by').notNull(),
  entryId: uuid('entry_id').notNull(),
  reversalEntryId: uuid('reversal_entry_id'),
  createdAt: instant('created_at').notNull(),
});

/** Gifts promised at the public page, and from where. */
export const givingAttempts = tenantTable('giving_attempts', {
  id: uuid('id').notNull(),
  giftId: uuid('gift_id'),
  at: instant('at').notNull(),
  addressIndex: text('address_index').notNull(),
  token: text('token').notNull(),
  proven: boolean('proven').notNull(),
});

export const giftReturns = tenantTable('gift_returns', {
  id: uuid('id').notNull(),
  giftId: uuid('gift_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  reason: text('reason').notNull(),
  sentBackNumber: text('sent_back_number'),
  status: text('status', { enum: ['proposed', 'done', 'declined', 'failed'] }).notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedByName: text('proposed_by_name').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: text('decided_by'),
  decidedByName: text('decided_by_name'),
  decidedAt: instant('decided_at'),
  decisionReason: text('decision_reason'),
  entryId: uuid('entry_id'),
  reversalEntryId: uuid('reversal_entry_id'),
});

export const appeals = tenantTable('appeals', {
  id: uuid('id').notNull(),
  kind: text('kind', { enum: ['open', 'directed'] }).notNull(),
  urgent: boolean('urgent').notNull(),
  entityId: uuid('entity_id').notNull(),
  purposeId: uuid('purpose_id').notNull(),
  title: text('title').notNull(),
  titleEn: text('title_en').notNull(),
  about: text('about').notNull(),
  aboutEn: text('about_en'),
  goalFen: fen('goal_fen'),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on').notNull(),
  planNumber: text('plan_number'),
  planFiledOn: day('plan_filed_on'),
  /** Day on which the draft was changed in what the filed plan says. */
  planChangedOn: day('plan_changed_on'),
  rightNumber: text('right_number'),
  status: text('status', { enum: ['draft', 'published', 'ended', 'reported'] }).notNull(),
  draftedBy: text('drafted_by').notNull(),
  draftedAt: instant('drafted_at').notNull(),
  publishedBy: text('published_by'),
  publishedOn: day('published_on'),
  endedOn: day('ended_on'),
  report: text('report'),
  reportedOn: day('reported_on'),
  reportDueOn: day('report_due_on'),
});

export const appealNeeds = tenantTable('appeal_needs', {
  id: uuid('id').notNull(),
  appealId: uuid('appeal_id'),
  name: text('name').notNull(),
  spec: text('spec').notNull(),
  /** Empty when money is needed. */
  unit: text('unit').notNull(),
  /** Absent when money is needed. */
  quantity: integer('quantity'),
  /** What is needed when it is money. */
  amountFen: fen('amount_fen'),
  origin: text('origin', { enum: ['centre', 'household', 'visit'] }).notNull(),
  note: text('note').notNull(),
  namedBy: text('named_by').notNull(),
  /** The account that named it; null of what was named before this was kept. */
  namedById: text('named_by_id'),
  /** The town whose people named it, if theirs is one town. */
  townCode: text('town_code'),
  namedAt: instant('named_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
  withdrawnReason: text('withdrawn_reason'),
});

export const appealUpdates = tenantTable('appeal_updates', {
  id: uuid('id').notNull(),
  appealId: uuid('appeal_id').notNull(),
  onDate: day('on_date').notNull(),
  text: text('text').notNull(),
  writtenBy: text('written_by').notNull(),
});
