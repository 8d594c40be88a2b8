import { z } from 'zod';
import { settleOrder } from '~/domain/payments/settle-order';
import { defineJob } from '../define-job';

/** The time of an order is over: the provider is asked, then it is closed. */
export const settleOrderJob = defineJob({
  name: 'payments.settle-order',
  payload: z.strictObject({ orderId: z.uuid() }),
  run: ({ actor, payload }) => settleOrder(actor, { ...payload, close: true }),
});
