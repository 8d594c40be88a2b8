import { z } from 'zod';
import { matchBankLines } from '~/domain/fees/match-bank-lines';
import { defineJob } from '../define-job';

export const matchBillLinesJob = defineJob({
  name: 'fees.match-bank-lines',
  payload: z.strictObject({ batchId: z.uuid() }),
  run: ({ actor, payload }) => matchBankLines(actor, payload),
});
