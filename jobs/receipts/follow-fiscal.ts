import { followFiscal } from '~/domain/receipts/ask-fiscal';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const followFiscalJob = defineJob({
  name: 'receipts.follow-fiscal',
  payload: recurringPayload,
  run: ({ actor, payload }) => followFiscal(actor, payload),
});
