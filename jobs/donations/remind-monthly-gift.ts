import { z } from 'zod';
import { remindMonthlyGift } from '~/domain/donations/monthly-gifts';
import { defineJob } from '../define-job';

export const remindMonthlyGiftJob = defineJob({
  name: 'donations.remind-monthly-gift',
  payload: z.strictObject({ monthlyId: z.uuid(), month: z.string().regex(/^\d{4}-\d{2}$/) }),
  run: ({ actor, payload }) => remindMonthlyGift(actor, payload),
});
