import { z } from 'zod';
import { extendSeries } from '~/domain/visits/extend-series';
import { defineJob } from '../define-job';

export const extendSeriesJob = defineJob({
  name: 'visits.extend-series',
  payload: z.strictObject({ seriesId: z.uuid() }),
  run: ({ actor, payload }) => extendSeries(actor, payload),
});
