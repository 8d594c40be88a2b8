import { followRefunds } from '~/domain/payments/expire-orders';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const followRefundsJob = defineJob({
  name: 'payments.follow-refunds',
  payload: recurringPayload,
  run: ({ actor, payload }) => followRefunds(actor, payload),
});
