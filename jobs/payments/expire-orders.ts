import { expireOrders } from '~/domain/payments/expire-orders';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const expireOrdersJob = defineJob({
  name: 'payments.expire-orders',
  payload: recurringPayload,
  run: ({ actor, payload }) => expireOrders(actor, payload),
});
