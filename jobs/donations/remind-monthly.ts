import { remindMonthlyGifts } from '~/domain/donations/monthly-gifts';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const remindMonthlyJob = defineJob({
  name: 'donations.remind-monthly',
  payload: recurringPayload,
  run: ({ actor, payload }) => remindMonthlyGifts(actor, payload),
});
