import { z } from 'zod';
import {
  approveStockChange,
  declineStockChange,
  findLot,
  findStockChange,
  listCountSheet,
  listLots,
  listStockChanges,
  proposeCount,
  proposeSale,
  proposeWriteOff,
} from '~/domain/donations/stock-changes';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { labelsPaper } from './labels-paper.server';

const changeId = z.object({ changeId: z.uuid() });

const lotShape = z.object({
  id: z.uuid(),
  goodsId: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  quantity: z.int(),
  remaining: z.int(),
  setAside: z.int(),
  /** What should lie in the store. */
  onShelf: z.int(),
  remainingFen: fenShape.nullable(),
  expiresOn: z.string().nullable(),
  usable: z.boolean(),
  waits: z.boolean(),
  store: z.string(),
  stockedOn: z.string(),
  giftReference: z.string(),
  purposeName: z.string(),
});

const changeShape = z.object({
  id: z.uuid(),
  kind: z.enum(['count', 'write_off', 'sale']),
  status: z.enum(['proposed', 'done', 'declined']),
  reason: z.string(),
  buyer: z.string().nullable(),
  proceedsFen: fenShape.nullable(),
  costsFen: fenShape.nullable(),
  means: z.enum(['transfer', 'cash']).nullable(),
  document: z.string().nullable(),
  proposedByName: z.string(),
  proposedAt: instantShape,
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
  doneOn: z.string().nullable(),
  entryId: z.uuid().nullable(),
  lines: z.array(
    z.object({
      lotId: z.uuid(),
      name: z.string(),
      spec: z.string(),
      unit: z.string(),
      expected: z.int(),
      counted: z.int(),
      reason: z.string().nullable(),
      /** Whether the lot has a value by proof. */
      proven: z.boolean(),
      /** Leaves the lot, or would by now; negative when pieces were found. */
      valueFen: fenShape.nullable(),
    }),
  ),
  totalFen: fenShape.nullable(),
});

export const stockChangeEndpoints = [
  endpoint({
    method: 'GET',
    path: '/goods/count-sheet',
    permission: listCountSheet.permission,
    summary: m.donations_api_count_sheet,
    query: z.object({ store: z.string().max(60).optional(), after: pagingQuery.shape.after }),
    response: z.object({
      lots: z.array(lotShape),
      more: z.boolean(),
      /** Of the next sheet, to ask for as `after`. */
      next: z.string().nullable(),
      stores: z.array(z.string()),
    }),
    handle: async ({ actor, query }) => {
      const { next, ...sheet } = await listCountSheet(actor, query);
      return { ...sheet, more: next !== undefined, next: next ?? null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/goods/lots/:lotId',
    permission: findLot.permission,
    summary: m.donations_api_lot,
    response: lotShape.extend({
      /** Pieces that counts and write-offs took; a count brings back what is found of them. */
      lost: z.int(),
      movements: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(['allocated', 'handed_over', 'withdrawn', 'count', 'write_off', 'sale']),
          status: changeShape.shape.status.nullable(),
          on: z.string(),
          pieces: z.int(),
        }),
      ),
    }),
    handle: ({ actor, params }) => findLot(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/lots/:lotId/label',
    permission: listLots.permission,
    summary: m.donations_api_label,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const lots = await listLots(actor, { lotIds: [params.lotId] });
      if (lots.length === 0) return undefined;
      const pdf = await labelsPaper({ lots, more: false }, await getTenant(actor, {}));
      return new Response(new Uint8Array(pdf), { headers: { 'Content-Type': 'application/pdf' } });
    },
  }),
  endpoint({
    method: 'POST',
    path: '/goods/lots/:lotId/write-off',
    permission: proposeWriteOff.permission,
    summary: m.donations_api_write_off,
    body: proposeWriteOff.input.omit({ lotId: true }),
    status: 201,
    response: changeId,
    handle: ({ actor, params, body }) => proposeWriteOff(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/lots/:lotId/sale',
    permission: proposeSale.permission,
    summary: m.donations_api_sale,
    body: proposeSale.input.omit({ lotId: true }),
    status: 201,
    response: changeId,
    handle: ({ actor, params, body }) => proposeSale(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/counts',
    permission: proposeCount.permission,
    summary: m.donations_api_count,
    body: proposeCount.input,
    status: 201,
    response: changeId,
    handle: ({ actor, body }) => proposeCount(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/changes',
    permission: listStockChanges.permission,
    summary: m.donations_api_changes,
    query: pagingQuery.extend({ status: changeShape.shape.status.optional() }),
    response: listOf(changeShape),
    handle: async ({ actor, query }) => asList(await listStockChanges(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/changes/:changeId',
    permission: findStockChange.permission,
    summary: m.donations_api_change,
    response: changeShape,
    handle: ({ actor, params }) => findStockChange(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/changes/:changeId/approval',
    permission: approveStockChange.permission,
    summary: m.donations_api_approve_change,
    body: z.object({}),
    response: changeId.extend({ entryId: z.uuid().nullable() }),
    handle: ({ actor, params }) => approveStockChange(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/changes/:changeId/decline',
    permission: declineStockChange.permission,
    summary: m.donations_api_decline_change,
    body: declineStockChange.input.omit({ changeId: true }),
    response: changeId,
    handle: ({ actor, params, body }) => declineStockChange(actor, { ...body, ...params }),
  }),
];
