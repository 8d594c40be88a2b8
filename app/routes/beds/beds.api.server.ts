import { z } from 'zod';
import { bedAttributes, bedKinds, closureCauses, sexRules, shareDenominators } from '~/domain/beds/bed.rules';
import { mismatchKinds } from '~/domain/beds/bed-match.rules';
import { bedStatuses } from '~/domain/beds/board.rules';
import { changeBed } from '~/domain/beds/change-bed';
import { changeClosure } from '~/domain/beds/change-closure';
import { closeBed } from '~/domain/beds/close-bed';
import { endIsolation } from '~/domain/beds/end-isolation';
import { findBed } from '~/domain/beds/find-bed';
import { finishCleaning } from '~/domain/beds/finish-cleaning';
import { isolatePerson } from '~/domain/beds/isolate-person';
import { listBedTimeline } from '~/domain/beds/list-bed-timeline';
import { listBedsFor } from '~/domain/beds/list-beds-for';
import { listBoard } from '~/domain/beds/list-board';
import { listCleanings } from '~/domain/beds/list-cleanings';
import { listClosedDays, listClosures } from '~/domain/beds/list-closures';
import { listFreeBeds } from '~/domain/beds/list-free-beds';
import { listIsolations } from '~/domain/beds/list-isolations';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { getBedRules, settleBedRules } from '~/domain/beds/settle-bed-rules';
import { previewShare } from '~/domain/beds/share-guard';
import { spanKinds } from '~/domain/beds/timeline.rules';
import { withdrawClosure } from '~/domain/beds/withdraw-closure';
import { civilDate } from '~/domain/kernel/inputs';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { whole } from './places.api.server';

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
const dateRangeShape = z.object({ from: z.string(), until: z.string().nullable() });
const closureShape = rangeShape.extend({
  id: z.uuid(),
  cause: z.enum(closureCauses),
  reason: z.string(),
  changes: z.array(
    z.object({
      change: z.string(),
      untilOn: z.string().nullable(),
      reason: z.string().nullable(),
      at: instantShape,
      byName: z.string(),
    }),
  ),
});
const shareShape = z.object({
  nursing: z.int(),
  all: z.int(),
  percent: z.number().optional(),
  goal: z.int(),
  met: z.boolean(),
});

const done = z.object({ bedId: z.uuid() });
const closureDone = done.extend({ closureId: z.uuid() });
const rulesShape = z.object({
  cleaningRequired: z.boolean(),
  cleaningHours: z.int().nullable(),
  shareDenominator: z.enum(shareDenominators),
});
const period = z.object({ from: civilDate(), until: civilDate() });

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
      status: z.enum(bedStatuses).optional(),
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
    path: '/people/:personId/beds',
    permission: listBedsFor.permission,
    summary: m.beds_api_for_person,
    query: z.object({ from: civilDate().optional() }),
    response: z.object({
      from: z.string(),
      grade: z.string().nullable(),
      isolated: z.boolean(),
      free: z.array(placeShape),
      others: z.array(
        placeShape.extend({
          against: z.array(z.enum(mismatchKinds)).readonly(),
          occupied: dateRangeShape.optional(),
          closed: dateRangeShape.optional(),
        }),
      ),
    }),
    handle: async ({ actor, params, query }) => {
      const found = await listBedsFor(actor, { ...params, ...query });
      return (
        found && {
          ...found,
          free: found.free.map(({ bed }) => bed),
          others: found.others.map(({ bed, against }) => ({ ...bed, against })),
        }
      );
    },
  }),
  endpoint({
    method: 'GET',
    path: '/bed-timeline',
    permission: listBedTimeline.permission,
    summary: m.beds_api_timeline,
    query: z.object({ from: civilDate().optional(), after: z.string().max(20).optional() }),
    response: listOf(
      placeShape.omit({ attributes: true }).extend({
        bars: z.array(
          z.object({ kind: z.enum(spanKinds), range: dateRangeShape, stayId: z.uuid().optional() }),
        ),
      }),
    ),
    handle: async ({ actor, query }) => {
      const { beds, next } = await listBedTimeline(actor, query);
      return { items: beds, next: next ?? null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/nursing-share',
    permission: previewShare.permission,
    summary: m.beds_api_share,
    query: z.object({
      on: civilDate().optional(),
      /** Beds that would come, or go when below zero: of the nursing kind, and of all. */
      nursing: z.coerce.number().int().min(-5_000).max(5_000).default(0),
      all: z.coerce.number().int().min(-5_000).max(5_000).default(0),
    }),
    response: z.object({
      denominator: z.enum(shareDenominators),
      before: shareShape,
      after: shareShape,
      lowers: z.boolean(),
    }),
    handle: ({ actor, query: { on, nursing, all } }) => previewShare(actor, { on, change: { nursing, all } }),
  }),
  endpoint({
    method: 'GET',
    path: '/beds/:bedId',
    permission: findBed.permission,
    summary: m.beds_api_find,
    response: placeShape.extend({
      status: z.enum(bedStatuses),
      openedOn: z.string().nullable(),
      retiredOn: z.string().nullable(),
      occupancies: z.array(
        rangeShape.extend({ personId: z.uuid(), personName: z.string(), stayId: z.uuid().nullable() }),
      ),
      closures: z.array(closureShape),
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
    response: closureDone,
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
  endpoint({
    method: 'GET',
    path: '/bed-closures',
    permission: listClosures.permission,
    summary: m.beds_api_closures,
    query: pagingQuery.extend(period.shape),
    response: listOf(
      closureShape.extend({
        bedId: z.uuid(),
        building: z.string(),
        room: z.string(),
        name: z.string(),
        daysLost: z.int(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listClosures(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/bed-closures/days',
    permission: listClosedDays.permission,
    summary: m.beds_api_closed_days,
    query: period,
    response: listOf(
      z.object({ month: z.string(), cause: z.enum(closureCauses), days: z.int(), beds: z.int() }),
    ),
    handle: async ({ actor, query }) => whole(await listClosedDays(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/bed-closures/:closureId/end',
    permission: changeClosure.permission,
    summary: m.beds_api_change_closure,
    body: changeClosure.input.omit({ closureId: true }),
    response: closureDone,
    handle: ({ actor, params, body }) => changeClosure(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/bed-closures/:closureId/withdrawal',
    permission: withdrawClosure.permission,
    summary: m.beds_api_withdraw_closure,
    body: withdrawClosure.input.omit({ closureId: true }),
    response: closureDone,
    handle: ({ actor, params, body }) => withdrawClosure(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/bed-cleanings',
    permission: listCleanings.permission,
    summary: m.beds_api_cleanings,
    response: listOf(
      z.object({
        bedId: z.uuid(),
        building: z.string(),
        room: z.string(),
        name: z.string(),
        vacatedOn: z.string(),
        since: instantShape,
      }),
    ),
    handle: async ({ actor }) => whole(await listCleanings(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/beds/:bedId/cleaning',
    permission: finishCleaning.permission,
    summary: m.beds_api_clean,
    response: done,
    handle: ({ actor, params }) => finishCleaning(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/bed-rules',
    permission: getBedRules.permission,
    summary: m.beds_api_rules,
    response: rulesShape,
    handle: ({ actor }) => getBedRules(actor),
  }),
  endpoint({
    method: 'PUT',
    path: '/bed-rules',
    permission: settleBedRules.permission,
    summary: m.beds_api_settle_rules,
    body: settleBedRules.input,
    response: rulesShape,
    handle: ({ actor, body }) => settleBedRules(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/isolations',
    permission: listIsolations.permission,
    summary: m.beds_api_isolations,
    response: listOf(
      rangeShape.extend({
        id: z.uuid(),
        personId: z.uuid(),
        personName: z.string(),
        reason: z.string(),
        bedId: z.uuid().nullable(),
      }),
    ),
    handle: async ({ actor }) => whole(await listIsolations(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/isolations',
    permission: isolatePerson.permission,
    summary: m.beds_api_isolate,
    body: isolatePerson.input,
    status: 201,
    response: z.object({ isolationId: z.uuid() }),
    handle: ({ actor, body }) => isolatePerson(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/isolations/:isolationId/end',
    permission: endIsolation.permission,
    summary: m.beds_api_end_isolation,
    response: z.object({ isolationId: z.uuid() }),
    handle: ({ actor, params }) => endIsolation(actor, params),
  }),
];
