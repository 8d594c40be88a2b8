import { z } from 'zod';
import { allocateGoods, withdrawAllocation } from '~/domain/donations/allocate-goods';
import { disclose } from '~/domain/donations/disclose';
import { findGiftUse } from '~/domain/donations/gift-use';
import { handOverGoods } from '~/domain/donations/hand-over-goods';
import { inspectGoods } from '~/domain/donations/inspect-goods';
import { listSpendings } from '~/domain/donations/list-gifts';
import {
  listAllocations,
  listGoodsOfPerson,
  listGoodsOfResident,
  listGoodsOfVisit,
  listGoodsToTake,
  listStock,
} from '~/domain/donations/list-stock';
import { receiveGoods } from '~/domain/donations/receive-goods';
import { stockGoods } from '~/domain/donations/stock-goods';
import { valueGoods } from '~/domain/donations/value-goods';
import { transferGrounds } from '~/domain/funds/fund.rules';
import { findPersonName } from '~/domain/people/find-person';
import { findStay } from '~/domain/stays/find-stay';
import { findVisit } from '~/domain/visits/find-substitutes';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { purposeNamed, received, usedFen, usedShape, useShape } from './gift-use.server';

const giftId = z.object({ giftId: z.uuid() });
const allocationId = z.object({ allocationId: z.uuid() });

/** A scan as it travels in JSON. */
const proofForm = z.object({ name: z.string().trim().min(1).max(200), contentBase64: z.base64() });

const steps = [
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/reception',
    permission: receiveGoods.permission,
    summary: m.donations_api_receive,
    body: receiveGoods.input.omit({ giftId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => receiveGoods(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/inspection',
    permission: inspectGoods.permission,
    summary: m.donations_api_inspect,
    body: inspectGoods.input.omit({ giftId: true }),
    response: giftId.extend({ taken: z.boolean() }),
    handle: ({ actor, params, body }) => inspectGoods(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/valuation',
    permission: valueGoods.permission,
    summary: m.donations_api_value,
    body: valueGoods.input.omit({ giftId: true, proof: true }).extend({ proof: proofForm.optional() }),
    response: giftId.extend({ valueFen: fenShape }),
    handle: ({ actor, params, body: { proof, ...body } }) =>
      valueGoods(actor, {
        ...body,
        ...params,
        proof: proof && {
          name: proof.name,
          content: new Uint8Array(Buffer.from(proof.contentBase64, 'base64')),
        },
      }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/lots',
    permission: stockGoods.permission,
    summary: m.donations_api_stock,
    body: stockGoods.input.omit({ giftId: true }),
    status: 201,
    response: giftId.extend({ lots: z.int() }),
    handle: ({ actor, params, body }) => stockGoods(actor, { ...body, ...params }),
  }),
];

const lotShape = z.object({
  lotId: z.uuid(),
  goodsId: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  quantity: z.int(),
  remaining: z.int(),
  remainingFen: fenShape.nullable(),
  /** Lies there for somebody and is not handed over yet. */
  setAside: z.int(),
  expiresOn: z.string().nullable(),
  store: z.string(),
  stockedOn: z.string(),
  giftReference: z.string(),
  purposeName: z.string(),
  forBeds: z.boolean(),
  forHomes: z.boolean(),
  usable: z.boolean(),
});

/** Whom goods are for: one of these. */
const recipientShape = {
  bedId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  householdId: z.uuid().nullable(),
  visitId: z.uuid().nullable(),
};

/** Goods for a visit: no value, no donor. */
const takenShape = z.object({
  allocationId: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  quantity: z.int(),
  store: z.string(),
  expiresOn: z.string().nullable(),
  handedOverOn: z.string().nullable(),
  /** The lead has to say first that giver and household are not related. */
  waits: z.boolean(),
});

const allocationShape = z.object({
  id: z.uuid(),
  ...recipientShape,
  status: z.enum(['allocated', 'handed_over', 'withdrawn']),
  allocatedOn: z.string(),
  handedOverOn: z.string().nullable(),
  handedTo: z.string().nullable(),
  signed: z.enum(['drawn', 'paper']).nullable(),
  /** The lead has to say first that giver and recipient are not related. */
  waits: z.boolean(),
  lines: z.array(
    z.object({
      lotId: z.uuid(),
      name: z.string(),
      spec: z.string(),
      unit: z.string(),
      quantity: z.int(),
      expiresOn: z.string().nullable(),
      store: z.string(),
    }),
  ),
});

const store = [
  endpoint({
    method: 'GET',
    path: '/goods/stock',
    permission: listStock.permission,
    summary: m.donations_api_stock_list,
    response: z.object({ items: z.array(lotShape) }),
    handle: async ({ actor }) => ({ items: await listStock(actor, {}) }),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/allocations',
    permission: listAllocations.permission,
    summary: m.donations_api_allocations,
    query: pagingQuery.extend({
      status: allocationShape.shape.status.optional(),
      bedId: z.uuid().optional(),
      personId: z.uuid().optional(),
      householdId: z.uuid().optional(),
      visitId: z.uuid().optional(),
    }),
    response: listOf(allocationShape),
    handle: async ({ actor, query }) => asList(await listAllocations(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/stays/:stayId/goods',
    permission: listGoodsOfResident.permission,
    summary: m.donations_api_goods_of_stay,
    response: listOf(allocationShape),
    handle: async ({ actor, params }) => {
      const stay = await findStay(actor, { id: params.stayId });
      return stay && { items: await listGoodsOfResident(actor, stay), next: null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/goods',
    permission: listGoodsOfPerson.permission,
    summary: m.donations_api_goods_of_person,
    response: listOf(allocationShape),
    handle: async ({ actor, params }) =>
      (await findPersonName(actor, { id: params.personId })) === undefined
        ? undefined
        : { items: await listGoodsOfPerson(actor, params), next: null },
  }),
  endpoint({
    method: 'GET',
    path: '/visits/:visitId/goods',
    permission: listGoodsOfVisit.permission,
    summary: m.donations_api_goods_of_visit,
    response: z.object({ items: z.array(takenShape) }),
    handle: async ({ actor, params }) =>
      (await findVisit(actor, params)) && { items: await listGoodsOfVisit(actor, params) },
  }),
  endpoint({
    method: 'GET',
    path: '/own-visits/:assignmentId/goods',
    permission: listGoodsToTake.permission,
    summary: m.donations_api_goods_to_take,
    response: z.object({ items: z.array(takenShape) }),
    handle: async ({ actor, params }) => {
      const items = await listGoodsToTake(actor, params);
      return items && { items };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/goods/allocations',
    permission: allocateGoods.permission,
    summary: m.donations_api_allocate,
    body: allocateGoods.input,
    status: 201,
    response: allocationId.extend({
      lines: z.array(z.object({ lotId: z.uuid(), quantity: z.int(), valueFen: fenShape.nullable() })),
      /** Another person decides before the hand-over whether the giver is an interested person. */
      waits: z.boolean(),
    }),
    handle: ({ actor, body }) => allocateGoods(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/allocations/:allocationId/hand-over',
    permission: handOverGoods.permission,
    summary: m.donations_api_hand_over,
    body: handOverGoods.input.omit({ allocationId: true }),
    response: allocationId,
    handle: ({ actor, params, body }) => handOverGoods(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/allocations/:allocationId/withdrawal',
    permission: withdrawAllocation.permission,
    summary: m.donations_api_take_back,
    body: withdrawAllocation.input.omit({ allocationId: true }),
    response: allocationId,
    handle: ({ actor, params, body }) => withdrawAllocation(actor, { ...body, ...params }),
  }),
];

const figures = [
  endpoint({
    method: 'GET',
    path: '/gift-spendings',
    permission: listSpendings.permission,
    summary: m.donations_api_spendings,
    query: pagingQuery,
    response: listOf(
      z.object({
        id: z.uuid(),
        spentOn: z.string(),
        amountFen: fenShape,
        what: z.string(),
        voucherNumber: z.string(),
        purposeName: z.string(),
        entryId: z.uuid(),
        /** The entry that undid it. */
        reversalEntryId: z.uuid().nullable(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listSpendings(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/disclosure',
    permission: disclose.permission,
    summary: m.donations_api_disclosure,
    response: z.object({
      asOf: instantShape,
      reconciled: z.boolean(),
      smallestGroup: z.number().int(),
      total: usedFen.extend(received),
      byPurpose: z.array(purposeNamed.extend(received)),
      byMonth: z.array(z.object({ month: z.string(), ...received })),
      carriedOver: z.array(
        z.object({
          on: z.string(),
          from: purposeNamed,
          to: purposeNamed,
          /** What let it; none before one had to be named. */
          ground: z.enum(transferGrounds).nullable(),
          amountFen: fenShape,
          undoneOn: z.string().nullable(),
        }),
      ),
      moneyUsed: z.array(usedShape),
      goodsUsed: z.array(usedShape),
      notItemised: usedFen,
    }),
    handle: ({ actor }) => disclose(actor, {}),
  }),
  endpoint({
    method: 'GET',
    path: '/gifts/:giftId/use',
    permission: findGiftUse.permission,
    summary: m.donations_api_use,
    response: useShape,
    handle: ({ actor, params }) => findGiftUse(actor, params),
  }),
];

export const goodsEndpoints = [...steps, ...store, ...figures];
