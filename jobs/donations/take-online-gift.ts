import { z } from 'zod';
import { takeOnlineGift } from '~/domain/donations/take-online-gift';
import { defineJob } from '../define-job';

export const takeOnlineGiftJob = defineJob({
  name: 'donations.take-online-gift',
  payload: z.strictObject({ orderId: z.uuid() }),
  run: ({ actor, payload }) => takeOnlineGift(actor, payload),
});
