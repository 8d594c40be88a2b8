import { z } from 'zod';
import { offerNext } from '~/domain/stays/offer-next';
import { defineJob } from '../define-job';

export const offerNextJob = defineJob({
  name: 'stays.offer-next',
  payload: z.strictObject({ offerId: z.uuid() }),
  run: ({ actor, payload }) => offerNext(actor, payload),
});
