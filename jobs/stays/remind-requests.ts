import { remindRequests } from '~/domain/stays/remind-requests';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const remindRequestsJob = defineJob({
  name: 'stays.remind-requests',
  payload: recurringPayload,
  run: ({ actor }) => remindRequests(actor, {}),
});
