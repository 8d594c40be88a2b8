import { lapseOffers } from '~/domain/stays/lapse-offers';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const lapseOffersJob = defineJob({
  name: 'stays.lapse-offers',
  payload: recurringPayload,
  run: ({ actor }) => lapseOffers(actor, {}),
});
