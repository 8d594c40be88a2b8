import { z } from 'zod';
import { arrangedPayers } from '~/domain/fees/movement.rules';
import { transferGrounds } from '~/domain/funds/fund.rules';
import { findFund, listFunds } from '~/domain/funds/list-funds';
import {
  approveMovement,
  declineMovement,
  proposeShare,
  proposeSpending,
  proposeTransfer,
  receiveFiscal,
} from '~/domain/funds/move-money';
import { openFund } from '~/domain/funds/open-fund';
import { approveReversal, declineReversal, proposeReversal } from '~/domain/funds/reverse-movement';
import { approveBudget, declineBudget, proposeBudget } from '~/domain/funds/set-budget';
import { withdrawBudget, withdrawMovement, withdrawReversal } from '~/domain/funds/withdraw-proposal';
import { m } from '~/words/generated/messages';
import { endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const fundShape = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  source: z.enum(['fiscal', 'donated']),
  purposeId: z.uuid().nullable(),
  restriction: z.string(),
  document: z.string(),
  payers: z.array(z.enum(arrangedPayers)),
  receivedFen: fenShape,
  carriedFen: fenShape,
  usedFen: fenShape,
  leftFen: fenShape,
  waitingFen: fenShape,
});

const decided = {
  proposedByName: z.string(),
  proposedAt: instantShape,
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
};

const movementShape = z.object({
  id: z.uuid(),
  fundId: z.uuid(),
  kind: z.enum(['received', 'spending', 'share', 'transfer']),
  amountFen: fenShape,
  onDate: z.string(),
  what: z.string(),
  document: z.string(),
  year: z.int().nullable(),
  line: z.string().nullable(),
  toFundId: z.uuid().nullable(),
  /** What lets donated money go to another purpose; `document` proves it. */
  ground: z.enum(transferGrounds).nullable(),
  personId: z.uuid().nullable(),
  payer: z.enum(arrangedPayers).nullable(),
  status: z.enum(['proposed', 'done', 'declined', 'reversed', 'withdrawn']),
  entryId: z.uuid().nullable(),
  /** Day on which the ledger has it; another than `onDate` where that month was closed. */
  bookedOn: z.string().nullable(),
  /** That it is undone: waits, or is done by an entry that mirrors its own. */
  reversal: z
    .object({
      id: z.uuid(),
      status: z.enum(['proposed', 'done', 'declined', 'withdrawn']),
      reason: z.string(),
      entryId: z.uuid().nullable(),
      proposedByName: z.string(),
      decidedByName: z.string().nullable(),
      decidedAt: instantShape.nullable(),
    })
    .nullable(),
  /** Why the last proposal to undo it was turned down, if one was. */
  keptReason: z.string().nullable(),
  ...decided,
});

const wholeShape = fundShape.extend({
  soldFen: fenShape,
  /** First day that the ledger still books; an earlier one is booked on it. */
  openFrom: z.string().nullable(),
  lines: z.array(z.object({ year: z.int(), line: z.string(), budgetFen: fenShape, usedFen: fenShape })),
  budgets: z.array(
    z.object({
      id: z.uuid(),
      year: z.int(),
      line: z.string(),
      amountFen: fenShape,
      reason: z.string(),
      status: z.enum(['proposed', 'approved', 'declined', 'withdrawn']),
      ...decided,
    }),
  ),
  /** All that waits for a second person, the oldest first. */
  waiting: z.array(movementShape),
  /** Reversals that wait, the oldest first. */
  reversals: z.array(
    z.object({
      id: z.uuid(),
      movementId: z.uuid(),
      kind: z.enum(['received', 'spending', 'share', 'transfer']),
      amountFen: fenShape,
      document: z.string(),
      reason: z.string(),
      proposedByName: z.string(),
      proposedAt: instantShape,
    }),
  ),
  /** A page of what was decided, the newest first; `next` leads on. */
  movements: z.array(movementShape),
  next: z.string().nullable(),
});

const movement = z.object({ movementId: z.uuid() });
const ofFund = z.object({ fundId: z.uuid() });

export const fundEndpoints = [
  endpoint({
    method: 'GET',
    path: '/funds',
    permission: listFunds.permission,
    summary: m.funds_api_list,
    response: listOf(fundShape.extend({ proposals: z.int() })),
    handle: async ({ actor }) => ({ items: await listFunds(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/funds',
    permission: openFund.permission,
    summary: m.funds_api_open,
    body: openFund.input,
    status: 201,
    response: ofFund,
    handle: ({ actor, body }) => openFund(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/funds/:fundId',
    permission: findFund.permission,
    summary: m.funds_api_find,
    query: pagingQuery,
    response: wholeShape,
    handle: async ({ actor, params, query }) => {
      const fund = await findFund(actor, { id: params.fundId, ...query });
      return fund && { ...fund, next: fund.next ?? null };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/funds/:fundId/receipts',
    permission: receiveFiscal.permission,
    summary: m.funds_api_receive,
    body: receiveFiscal.input.omit({ fundId: true }),
    status: 201,
    response: movement,
    handle: ({ actor, params, body }) => receiveFiscal(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/funds/:fundId/spendings',
    permission: proposeSpending.permission,
    summary: m.funds_api_spend,
    body: proposeSpending.input.omit({ fundId: true }),
    status: 201,
    response: movement,
    handle: ({ actor, params, body }) => proposeSpending(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/funds/:fundId/shares',
    permission: proposeShare.permission,
    summary: m.funds_api_share,
    body: proposeShare.input.omit({ fundId: true }),
    status: 201,
    response: movement,
    handle: ({ actor, params, body }) => proposeShare(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/funds/:fundId/transfers',
    permission: proposeTransfer.permission,
    summary: m.funds_api_transfer,
    body: proposeTransfer.input.omit({ fundId: true }),
    status: 201,
    response: movement,
    handle: ({ actor, params, body }) => proposeTransfer(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-movements/:proposalId/approval',
    permission: approveMovement.permission,
    summary: m.funds_api_approve,
    response: ofFund.extend({ entryId: z.uuid() }),
    handle: ({ actor, params }) => approveMovement(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-movements/:proposalId/refusal',
    permission: declineMovement.permission,
    summary: m.funds_api_decline,
    body: declineMovement.input.omit({ proposalId: true }),
    response: ofFund,
    handle: ({ actor, params, body }) => declineMovement(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-movements/:proposalId/withdrawal',
    permission: withdrawMovement.permission,
    summary: m.funds_api_withdraw,
    response: ofFund,
    handle: ({ actor, params }) => withdrawMovement(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-movements/:movementId/reversals',
    permission: proposeReversal.permission,
    summary: m.funds_api_reverse,
    body: proposeReversal.input.omit({ movementId: true }),
    status: 201,
    response: z.object({ proposalId: z.uuid() }),
    handle: ({ actor, params, body }) => proposeReversal(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-reversals/:proposalId/approval',
    permission: approveReversal.permission,
    summary: m.funds_api_reverse_approve,
    response: ofFund.extend({ entryId: z.uuid() }),
    handle: ({ actor, params }) => approveReversal(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-reversals/:proposalId/refusal',
    permission: declineReversal.permission,
    summary: m.funds_api_reverse_decline,
    body: declineReversal.input.omit({ proposalId: true }),
    response: ofFund,
    handle: ({ actor, params, body }) => declineReversal(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-reversals/:proposalId/withdrawal',
    permission: withdrawReversal.permission,
    summary: m.funds_api_reverse_withdraw,
    response: ofFund,
    handle: ({ actor, params }) => withdrawReversal(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/funds/:fundId/budgets',
    permission: proposeBudget.permission,
    summary: m.funds_api_budget,
    body: proposeBudget.input.omit({ fundId: true }),
    status: 201,
    response: z.object({ proposalId: z.uuid() }),
    handle: ({ actor, params, body }) => proposeBudget(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-budgets/:proposalId/approval',
    permission: approveBudget.permission,
    summary: m.funds_api_budget_approve,
    response: ofFund,
    handle: ({ actor, params }) => approveBudget(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-budgets/:proposalId/refusal',
    permission: declineBudget.permission,
    summary: m.funds_api_budget_decline,
    body: declineBudget.input.omit({ proposalId: true }),
    response: ofFund,
    handle: ({ actor, params, body }) => declineBudget(actor, { ...params, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/fund-budgets/:proposalId/withdrawal',
    permission: withdrawBudget.permission,
    summary: m.funds_api_budget_withdraw,
    response: ofFund,
    handle: ({ actor, params }) => withdrawBudget(actor, params),
  }),
];
