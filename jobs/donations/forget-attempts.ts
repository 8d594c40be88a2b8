import { forgetAttempts } from '~/domain/donations/giving-guard';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const forgetAttemptsJob = defineJob({
  name: 'donations.forget-attempts',
  payload: recurringPayload,
  run: ({ actor, payload }) => forgetAttempts(actor, payload),
});
