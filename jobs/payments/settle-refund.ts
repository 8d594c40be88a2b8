import { z } from 'zod';
import { settleRefund } from '~/domain/payments/settle-refund';
import { defineJob } from '../define-job';

export const settleRefundJob = defineJob({
  name: 'payments.settle-refund',
  payload: z.strictObject({ refundId: z.uuid() }),
  run: ({ actor, payload }) => settleRefund(actor, payload),
});
