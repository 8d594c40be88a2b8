import { remindVisits } from '~/domain/visits/remind-visits';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const remindVisitsJob = defineJob({
  name: 'visits.remind-visits',
  payload: recurringPayload,
  run: ({ actor }) => remindVisits(actor, {}),
});
