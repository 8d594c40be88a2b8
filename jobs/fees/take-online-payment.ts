import { z } from 'zod';
import { takeOnlinePayment } from '~/domain/fees/take-online-payment';
import { defineJob } from '../define-job';

export const takeOnlinePaymentJob = defineJob({
  name: 'fees.take-online-payment',
  payload: z.strictObject({ orderId: z.uuid() }),
  run: ({ actor, payload }) => takeOnlinePayment(actor, payload),
});
