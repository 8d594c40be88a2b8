import { endUnbrought } from '~/domain/donations/withdraw-pledge';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const endUnbroughtJob = defineJob({
  name: 'donations.end-unbrought',
  payload: recurringPayload,
  run: ({ actor, payload }) => endUnbrought(actor, payload),
});
