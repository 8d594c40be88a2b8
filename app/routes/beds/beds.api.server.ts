import { z } from 'zod';
import { bedAttributes, bedKinds, closureCauses, sexRules } from '~/domain/beds/bed.rules';
import { bedStatuses } from '~/domain/beds/board.rules';
import { changeBed } from '~/domain/beds/change-bed';
import { closeBed } from '~/domain/beds/close-bed';
import { findBed } from '~/domain/beds/find-bed';
import { listBoard } from '~/domain/beds/list-board';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { civilDate } from '~/domain/kernel/inputs';
import { m } from '~/words/generated/messages';
import { endpoint, listOf } from '../api/endpoint.server';

const placeShape = z.object({
  id: z.uuid(),
  building: z.string(),
  floor: z.string(),
  room: z.string(),
  name: z.string(),
  kind: z.enum(bedKinds),
  sexRule: z.enum(sexRules),
  attributes: z.array(z.enum(bedAttributes)).readonly(),
});

const boardShape = placeShape.extend({
  status: z.enum(bedStatuses),
  personName: z.string().nullable(),
  stayId: z.uuid().nullable(),
});

const rangeShape = z.object({ fromOn: z.string(), untilOn: z.string().nullable() });

const whole = <Row>(items: readonly Row[]) => ({ items: [...items], next: null });
const done = z.object({ bedId: z.uuid() });

export const bedEndpoints = [
  endpoint({
    method: 'GET',
    path: '/beds',
    permission: listBoard.permission,
    summary: m.beds_api_board,
    query: z.object({
      on: civilDate().optional(),
      kind: z.enum(bedKinds).optional(),
      sex: z.enum(['male', 'female']).optional(),
      attribute: z.enum(bedAttributes).optional(),
    }),
    response: listOf(boardShape),
    handle: async ({ actor, query }) => {
      const { buildings } = await listBoard(actor, query);
      return whole(
        buildings.flatMap(({ floors }) => floors.flatMap(({ rooms }) => rooms.flatMap(({ beds }) => beds))),
      );
    },
  }),
  endpoint({
    method: 'GET',
    path: '/free-beds',
    permission: listFreeBeds.permission,
    summary: m.beds_api_free,
    query: z.object({ from: civilDate().optional() }),
    response: listOf(placeShape),
    handle: async ({ actor, query }) => whole(await listFreeBeds(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/beds/:bedId',
    permission: findBed.permission,
    summary: m.beds_api_find,
    response: placeShape.extend({
      status: z.enum(bedStatuses),
      occupancies: z.array(
        rangeShape.extend({ personId: z.uuid(), personName: z.string(), stayId: z.uuid().nullable() }),
      ),
      closures: z.array(rangeShape.extend({ cause: z.enum(closureCauses), reason: z.string() })),
    }),
    handle: ({ actor, params }) => findBed(actor, { id: params.bedId }),
  }),
  endpoint({
    method: 'PATCH',
    path: '/beds/:bedId',
    permission: changeBed.permission,
    summary: m.beds_api_change,
    body: changeBed.input.omit({ bedId: true }),
    response: done,
    handle: ({ actor, params, body }) => changeBed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/beds/:bedId/closure',
    permission: closeBed.permission,
    summary: m.beds_api_close,
    body: closeBed.input.omit({ bedId: true }),
    status: 201,
    response: done,
    handle: ({ actor, params, body }) => closeBed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/beds/:bedId/reopening',
    permission: reopenBed.permission,
    summary: m.beds_api_reopen,
    response: done,
    handle: ({ actor, params }) => reopenBed(actor, params),
  }),
];
