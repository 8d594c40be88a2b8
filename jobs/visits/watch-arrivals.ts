import { watchArrivals } from '~/domain/visits/watch-arrivals';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const watchArrivalsJob = defineJob({
  name: 'visits.watch-arrivals',
  payload: recurringPayload,
  run: ({ actor }) => watchArrivals(actor, {}),
});
