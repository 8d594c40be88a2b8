import { z } from 'zod';
import { civilDate } from '~/domain/kernel/inputs';
import { getIndicators, listTrend } from '~/domain/reports/indicators';
import { m } from '~/words/generated/messages';
import { endpoint, listOf } from '../api/endpoint.server';

export const reportEndpoints = [
  endpoint({
    method: 'GET',
    path: '/indicators',
    permission: getIndicators.permission,
    summary: m.reports_api_indicators,
    query: z.object({ on: civilDate() }),
    response: z.object({
      on: z.string(),
      beds: z.int(),
      nursing: z.int(),
      closed: z.int(),
      nursingClosed: z.int(),
      occupied: z.int(),
      occupancy: z.number().nullable(),
      nursingShare: z.number().nullable(),
      denominator: z.enum(['all', 'in_service']),
      dependent: z.int(),
      housed: z.int(),
      supportRate: z.number().nullable(),
      admitted: z.int(),
      daysWaited: z.number().nullable(),
      grades: z.array(z.object({ grade: z.string().nullable(), residents: z.int() })).readonly(),
      owing: z.int(),
      owedFen: z.bigint(),
      giftsReceivedFen: z.bigint(),
      giftsUsedFen: z.bigint(),
    }),
    handle: ({ actor, query }) => getIndicators(actor, query),
  }),
  endpoint({
    method: 'GET',
    path: '/indicators/trend',
    permission: listTrend.permission,
    summary: m.reports_api_trend,
    query: z.object({ on: civilDate() }),
    response: listOf(
      z.object({
        on: z.string(),
        occupancy: z.number().nullable(),
        nursingShare: z.number().nullable(),
        supportRate: z.number().nullable(),
        owedFen: z.bigint(),
      }),
    ),
    handle: async ({ actor, query }) => ({ items: await listTrend(actor, query), next: null }),
  }),
];
