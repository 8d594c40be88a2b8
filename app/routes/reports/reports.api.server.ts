import { z } from 'zod';
import { civilDate } from '~/domain/kernel/inputs';
import { getIndicators } from '~/domain/reports/indicators';
import { m } from '~/words/generated/messages';
import { endpoint } from '../api/endpoint.server';

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
      occupied: z.int(),
      occupancy: z.number().nullable(),
      nursingShare: z.number().nullable(),
      owing: z.int(),
      owedFen: z.bigint(),
      giftsReceivedFen: z.bigint(),
      giftsUsedFen: z.bigint(),
    }),
    handle: ({ actor, query }) => getIndicators(actor, query),
  }),
];
