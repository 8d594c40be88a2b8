import { z } from 'zod';
import { approveStandard } from '~/domain/standards/approve-standard';
import { declineStandard } from '~/domain/standards/decline-standard';
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
