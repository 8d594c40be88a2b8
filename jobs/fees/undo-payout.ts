import { z } from 'zod';
import { undoPayout } from '~/domain/fees/undo-payout';
import { defineJob } from '../define-job';

export const undoPayoutJob = defineJob({
  name: 'fees.undo-payout',
  payload: z.strictObject({ movementId: z.uuid() }),
  run: ({ actor, payload }) => undoPayout(actor, payload),
});
