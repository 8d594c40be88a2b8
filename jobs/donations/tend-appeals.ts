import { tendAppeals } from '~/domain/donations/appeals';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const tendAppealsJob = defineJob({
  name: 'donations.tend-appeals',
  payload: recurringPayload,
  run: ({ actor, payload }) => tendAppeals(actor, payload),
});
