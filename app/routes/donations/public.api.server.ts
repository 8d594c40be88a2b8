import { z } from 'zod';
import {
  declineCorrection,
  listCorrections,
  proposeCorrection,
  publishCorrection,
} from '~/domain/donations/correct-disclosure';
import { findGiftReport, listReportLinks, revokeReportLink } from '~/domain/donations/share-report';
import { m } from '~/words/generated/messages';
import { endpoint, fenShape, instantShape } from '../api/endpoint.server';
import { purposeNamed, usedShape } from './gift-use.server';

const correctionId = z.object({ correctionId: z.uuid() });
const linkId = z.object({ linkId: z.uuid() });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const corrections = [
  endpoint({
    method: 'GET',
    path: '/disclosure-corrections',
    permission: listCorrections.permission,
    summary: m.donations_api_corrections,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          figure: z.string(),
          purposeCode: z.string().nullable(),
          month: z.string().nullable(),
          oldFen: fenShape,
          newFen: fenShape,
          reason: z.string(),
          status: z.enum(['proposed', 'published', 'declined']),
          decidedAt: instantShape.nullable(),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listCorrections(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections',
    permission: proposeCorrection.permission,
    summary: m.donations_api_propose_correction,
    body: proposeCorrection.input,
    status: 201,
    response: correctionId,
    handle: ({ actor, body }) => proposeCorrection(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections/:correctionId/publication',
    permission: publishCorrection.permission,
    summary: m.donations_api_publish_correction,
    body: z.object({}),
    response: correctionId,
    handle: ({ actor, params }) => publishCorrection(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections/:correctionId/decline',
    permission: declineCorrection.permission,
    summary: m.donations_api_decline_correction,
    body: declineCorrection.input.omit({ correctionId: true }),
    response: correctionId,
    handle: ({ actor, params, body }) => declineCorrection(actor, { ...body, ...params }),
  }),
];

/** Links are made and renewed at the page alone: an answer of the API is kept for its key, and a secret is kept nowhere. */
const reports = [
  endpoint({
    method: 'GET',
    path: '/gift-report',
    permission: findGiftReport.permission,
    summary: m.donations_api_report,
    query: z.object({ from: month, until: month }),
    response: z.object({
      asOf: instantShape,
      reconciled: z.boolean(),
      moneyReceivedFen: fenShape,
      goodsReceivedFen: fenShape,
      received: z.array(
        purposeNamed.extend({ month: z.string(), moneyReceivedFen: fenShape, goodsReceivedFen: fenShape }),
      ),
      moneyUsed: z.array(usedShape),
      goodsUsed: z.array(usedShape),
    }),
    handle: ({ actor, query }) => findGiftReport(actor, query),
  }),
  endpoint({
    method: 'GET',
    path: '/report-links',
    permission: listReportLinks.permission,
    summary: m.donations_api_report_links,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          fromMonth: z.string(),
          untilMonth: z.string(),
          reader: z.string(),
          madeAt: instantShape,
          expiresAt: instantShape,
          state: z.enum(['open', 'expired', 'revoked']),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listReportLinks(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/report-links/:linkId/revocation',
    permission: revokeReportLink.permission,
    summary: m.donations_api_revoke_link,
    body: z.object({}),
    response: linkId,
    handle: ({ actor, params }) => revokeReportLink(actor, params),
  }),
];

export const publicEndpoints = [...corrections, ...reports];
