import { z } from 'zod';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { askFiscalAgain, listFiscalRequests } from '~/domain/receipts/ask-fiscal';
import {
  batchKinds,
  findBatch,
  listBatches,
  resumeBatch,
  startBatch,
  stopBatch,
} from '~/domain/receipts/batches';
import { giveReceipt, replaceReceipt } from '~/domain/receipts/give-receipt';
import { issueReceipt } from '~/domain/receipts/issue-receipt';
import { getReceipt, listReceipts, listRegisters } from '~/domain/receipts/list-receipts';
import { resendReceipt } from '~/domain/receipts/send-receipt';
import { voidReceipt } from '~/domain/receipts/void-receipt';
import { listWithoutReceipt, withoutReasons } from '~/domain/receipts/without-receipt';
import { findYearStatement, listDonorYears } from '~/domain/receipts/year-statement';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { receiptPdf, yearStatementPdf } from './pdf-answer.server';

const receiptShape = z.object({
  id: z.uuid(),
  giftId: z.uuid(),
  entityId: z.uuid(),
  kind: z.enum(['donation_acknowledgement', 'fiscal_receipt']),
  prefix: z.string(),
  year: z.int(),
  number: z.int(),
  verificationCode: z.string(),
  issuedOn: z.string(),
  receivedOn: z.string(),
  payerName: z.string().nullable(),
  payerCreditCode: z.string().nullable(),
  payeeName: z.string(),
  payeeCreditCode: z.string().nullable(),
  giftKind: z.enum(['money', 'goods']),
  purposeName: z.string(),
  amountFen: fenShape,
  handler: z.string(),
  fiscalCode: z.string().nullable(),
  fiscalNumber: z.string().nullable(),
  fiscalCheckCode: z.string().nullable(),
  supervisionSeal: z.string().nullable(),
  reviewer: z.string().nullable(),
  remarks: z.string(),
  otherInformation: z.string(),
  reversalAskedAt: instantShape.nullable(),
  redCode: z.string().nullable(),
  redNumber: z.string().nullable(),
  voidedOn: z.string().nullable(),
  voidReason: z.string().nullable(),
  replacesId: z.uuid().nullable(),
  replacedById: z.uuid().nullable(),
});

const lineShape = z.object({
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.int(),
  standardFen: fenShape.nullable(),
  amountFen: fenShape,
});

const issued = z.object({ receiptId: z.uuid(), number: z.string() });

/** A receipt, or a request to the fiscal system. */
const given = z.object({
  state: z.enum(['issued', 'asked']),
  receiptId: z.uuid().optional(),
  number: z.string().optional(),
  requestId: z.uuid().optional(),
});

const requestShape = z.object({
  id: z.uuid(),
  kind: z.enum(['issue', 'reverse']),
  state: z.enum(['waiting', 'done', 'refused']),
  giftId: z.uuid(),
  reference: z.string(),
  receiptId: z.uuid().nullable(),
  issuedReceiptId: z.uuid().nullable(),
  reason: z.string().nullable(),
  requestedAt: instantShape,
  attempts: z.int(),
  askedAt: instantShape.nullable(),
  problemCode: z.string().nullable(),
  problemText: z.string().nullable(),
  settledAt: instantShape.nullable(),
  redCode: z.string().nullable(),
  redNumber: z.string().nullable(),
});

const batchShape = z.object({
  id: z.uuid(),
  kind: z.enum(batchKinds),
  fromOn: z.string(),
  lastOn: z.string(),
  requestedBy: z.string(),
  requestedAt: instantShape,
  total: z.int(),
  again: z.boolean(),
  alreadySent: z.int(),
  done: z.int(),
  leftOut: z.int(),
  stopRequestedAt: instantShape.nullable(),
  finishedAt: instantShape.nullable(),
});

const year = z.coerce.number().int().min(2000).max(2099);

const statementShape = z.object({
  donor: z.object({ id: z.uuid(), name: z.string(), creditCode: z.string().nullable() }),
  year: z.int(),
  count: z.int(),
  unvalued: z.int(),
  sumFen: fenShape,
  lines: z.array(
    z.object({
      giftId: z.uuid(),
      reference: z.string(),
      kind: z.enum(['money', 'goods']),
      receivedOn: z.string(),
      receivedFen: fenShape.nullable(),
      purposeName: z.string(),
      entityName: z.string(),
    }),
  ),
});

export const receiptEndpoints = [
  endpoint({
    method: 'GET',
    path: '/receipts',
    permission: listReceipts.permission,
    summary: m.receipts_api_list,
    query: pagingQuery.extend({
      state: z.enum(['valid', 'voided']).optional(),
      text: z.string().max(60).optional(),
    }),
    response: listOf(receiptShape),
    handle: async ({ actor, query }) => asList(await listReceipts(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/receipts/:receiptId',
    permission: getReceipt.permission,
    summary: m.receipts_api_find,
    response: receiptShape.extend({ lines: z.array(lineShape) }),
    handle: ({ actor, params }) => getReceipt(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/receipts/:receiptId/pdf',
    permission: getReceipt.permission,
    summary: m.receipts_api_pdf,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const receipt = await getReceipt(actor, params);
      return receipt && receiptPdf(receipt, await getTenant(actor, {}));
    },
  }),
  endpoint({
    method: 'GET',
    path: '/gifts-without-receipt',
    permission: listWithoutReceipt.permission,
    summary: m.receipts_api_without,
    query: pagingQuery.extend({ reason: z.enum(withoutReasons).optional() }),
    response: listOf(
      z.object({
        giftId: z.uuid(),
        reference: z.string(),
        kind: z.enum(['money', 'goods']),
        donorName: z.string().nullable(),
        receivedOn: z.string().nullable(),
        receivedFen: fenShape.nullable(),
        reason: z.enum(withoutReasons),
        takenBackId: z.uuid().nullable(),
        requestId: z.uuid().nullable(),
        problemCode: z.string().nullable(),
        problemText: z.string().nullable(),
        failureCode: z.string().nullable(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listWithoutReceipt(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/donor-statements',
    permission: listDonorYears.permission,
    summary: m.receipts_api_years,
    query: pagingQuery.extend({ year, text: z.string().max(60).optional() }),
    response: listOf(z.object({ donorId: z.uuid(), name: z.string(), count: z.int(), sumFen: fenShape })),
    handle: async ({ actor, query }) => asList(await listDonorYears(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/donors/:donorId/statement',
    permission: findYearStatement.permission,
    summary: m.receipts_api_year,
    query: z.object({ year }),
    response: statementShape,
    handle: ({ actor, params, query }) => findYearStatement(actor, { ...params, ...query }),
  }),
  endpoint({
    method: 'GET',
    path: '/donors/:donorId/statement/pdf',
    permission: findYearStatement.permission,
    summary: m.receipts_api_year_pdf,
    query: z.object({ year }),
    response: 'application/pdf',
    handle: async ({ actor, params, query }) => {
      const statement = await findYearStatement(actor, { ...params, ...query });
      return statement && yearStatementPdf(statement, await getTenant(actor, {}));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/receipts/:receiptId/send',
    permission: resendReceipt.permission,
    summary: m.receipts_api_send,
    response: z.object({ receiptId: z.uuid() }),
    handle: ({ actor, params }) => resendReceipt(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/receipt-batches',
    permission: listBatches.permission,
    summary: m.receipts_api_batches,
    response: z.object({ items: z.array(batchShape) }),
    handle: async ({ actor }) => ({ items: await listBatches(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/receipt-batches',
    permission: startBatch.permission,
    summary: m.receipts_api_batch_start,
    body: startBatch.input,
    status: 201,
    response: z.object({ batchId: z.uuid(), alreadySent: z.int() }),
    handle: ({ actor, body }) => startBatch(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/receipt-batches/:batchId',
    permission: findBatch.permission,
    summary: m.receipts_api_batch,
    response: batchShape.extend({
      running: z.boolean(),
      through: z.int(),
      sent: z
        .object({
          sent: z.int(),
          waiting: z.int(),
          noAddress: z.int(),
          givenUp: z.int(),
          stopped: z.int(),
        })
        .nullable(),
    }),
    handle: ({ actor, params }) => findBatch(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/receipt-batches/:batchId/stop',
    permission: stopBatch.permission,
    summary: m.receipts_api_batch_stop,
    response: z.object({ batchId: z.uuid() }),
    handle: ({ actor, params }) => stopBatch(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/receipt-batches/:batchId/resume',
    permission: resumeBatch.permission,
    summary: m.receipts_api_batch_resume,
    response: z.object({ batchId: z.uuid() }),
    handle: ({ actor, params }) => resumeBatch(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/receipt-registers',
    permission: listRegisters.permission,
    summary: m.receipts_api_registers,
    response: z.object({
      items: z.array(
        z.object({
          entityId: z.uuid(),
          kind: z.string(),
          year: z.int(),
          lastNumber: z.int(),
          issued: z.int(),
          voided: z.int(),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listRegisters(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/receipt',
    permission: giveReceipt.permission,
    summary: m.receipts_api_issue,
    status: 201,
    response: given,
    handle: ({ actor, params }) => giveReceipt(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/acknowledgement',
    permission: issueReceipt.permission,
    summary: m.receipts_api_acknowledge,
    status: 201,
    response: issued,
    handle: ({ actor, params }) => issueReceipt(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/fiscal-requests',
    permission: listFiscalRequests.permission,
    summary: m.receipts_api_fiscal,
    query: pagingQuery.extend({ state: z.enum(['open', 'done']).optional() }),
    response: listOf(requestShape),
    handle: async ({ actor, query }) => asList(await listFiscalRequests(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/fiscal-requests/:requestId/retry',
    permission: askFiscalAgain.permission,
    summary: m.receipts_api_fiscal_again,
    response: z.object({ requestId: z.uuid() }),
    handle: ({ actor, params }) => askFiscalAgain(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/receipts/:receiptId/void',
    permission: voidReceipt.permission,
    summary: m.receipts_api_void,
    body: voidReceipt.input.omit({ receiptId: true }),
    response: z.object({ receiptId: z.uuid(), giftId: z.uuid() }),
    handle: ({ actor, params, body }) => voidReceipt(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/receipts/:receiptId/reissue',
    permission: replaceReceipt.permission,
    summary: m.receipts_api_reissue,
    status: 201,
    response: given,
    handle: ({ actor, params }) => replaceReceipt(actor, params),
  }),
];
