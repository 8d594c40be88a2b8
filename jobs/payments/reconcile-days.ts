import { reconcile } from '~/domain/payments/compare-bill';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const reconcileDaysJob = defineJob({
  name: 'payments.reconcile-days',
  payload: recurringPayload,
  run: ({ actor, payload }) => reconcile(actor, { day: payload.period }),
});
