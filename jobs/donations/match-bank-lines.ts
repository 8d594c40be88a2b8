import { z } from 'zod';
import { matchBankLines } from '~/domain/donations/match-bank-lines';
import { defineJob } from '../define-job';

export const matchGiftLinesJob = defineJob({
  name: 'donations.match-bank-lines',
  payload: z.strictObject({ batchId: z.uuid() }),
  run: ({ actor, payload }) => matchBankLines(actor, payload),
});
