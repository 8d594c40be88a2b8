import { z } from 'zod';
import { announceDays } from '~/domain/standards/announce-days';
import { approveStandard } from '~/domain/standards/approve-standard';
import { specialDayKinds } from '~/domain/standards/calendar.rules';
import { declineStandard } from '~/domain/standards/decline-standard';
import { listSpecialDays } from '~/domain/standards/list-special-days';
import { findStandard, listStandards } from '~/domain/standards/list-standards';
import { proposeStandard } from '~/domain/standards/propose-standard';
import { standardKinds } from '~/domain/standards/standard.rules';
import { m } from '~/words/generated/messages';
import { endpoint, fenShape, instantShape, listOf } from '../api/endpoint.server';

const standardShape = z.object({
  id: z.uuid(),
  kind: z.enum(standardKinds),
  registration: z.string().nullable(),
  support: z.string().nullable(),
  scaleCode: z.string().nullable(),
  grade: z.string().nullable(),
  amountFen: fenShape,
  effectiveFrom: z.string(),
  /** The day after the last one; open-ended when null. */
  effectiveUntil: z.string().nullable(),
  source: z.string(),
  status: z.enum(['proposed', 'approved', 'declined']),
  proposedByName: z.string(),
  proposedAt: instantShape,
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
});

const id = z.object({ id: z.uuid() });

export const standardEndpoints = [
  endpoint({
    method: 'GET',
    path: '/calendar-days',
    permission: listSpecialDays.permission,
    summary: m.standards_api_calendar,
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
    response: listOf(
      z.object({ day: z.string(), kind: z.enum(specialDayKinds), name: z.string(), source: z.string() }),
    ),
    handle: async ({ actor, query }) => ({ items: await listSpecialDays(actor, query), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/calendar-days',
    permission: announceDays.permission,
    summary: m.standards_api_announce_days,
    body: announceDays.input,
    status: 201,
    response: z.object({ days: z.int() }),
    handle: ({ actor, body }) => announceDays(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/standards',
    permission: listStandards.permission,
    summary: m.standards_api_list,
    query: z.object({
      kind: z.enum(standardKinds).optional(),
      status: z.enum(['proposed', 'approved', 'declined']).optional(),
    }),
    response: listOf(standardShape),
    handle: async ({ actor, query }) => ({ items: await listStandards(actor, query), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/standards/:id',
    permission: findStandard.permission,
    summary: m.standards_api_find,
    response: standardShape,
    handle: ({ actor, params }) => findStandard(actor, { id: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/standards',
    permission: proposeStandard.permission,
    summary: m.standards_api_propose,
    body: proposeStandard.input,
    status: 201,
    response: id,
    handle: ({ actor, body }) => proposeStandard(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/standards/:id/approval',
    permission: approveStandard.permission,
    summary: m.standards_api_approve,
    response: id,
    handle: ({ actor, params }) => approveStandard(actor, { standardId: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/standards/:id/refusal',
    permission: declineStandard.permission,
    summary: m.standards_api_decline,
    body: declineStandard.input.omit({ standardId: true }),
    response: id,
    handle: ({ actor, params, body }) => declineStandard(actor, { standardId: params.id, ...body }),
  }),
];
