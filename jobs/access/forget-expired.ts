import { forgetExpired } from '~/domain/access/forget-expired';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const forgetExpiredJob = defineJob({
  name: 'access.forget-expired',
  payload: recurringPayload,
  run: ({ actor }) => forgetExpired(actor, {}),
});
