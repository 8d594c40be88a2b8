import { z } from 'zod';
import { undoReturn } from '~/domain/donations/return-gift';
import { defineJob } from '../define-job';

export const undoReturnJob = defineJob({
  name: 'donations.undo-return',
  payload: z.strictObject({ returnId: z.uuid() }),
  run: ({ actor, payload }) => undoReturn(actor, payload),
});
