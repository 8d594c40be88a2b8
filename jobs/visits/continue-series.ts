import { continueSeries } from '~/domain/visits/extend-series';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const continueSeriesJob = defineJob({
  name: 'visits.continue-series',
  payload: recurringPayload,
  run: ({ actor, payload }) => continueSeries(actor, payload),
});
