import { monthsBefore } from '~/domain/fees/charge.rules';
import { runMonth } from '~/domain/fees/run-month';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

/** On the first day of a month the one before is billed. */
export const runMonthJob = defineJob({
  name: 'fees.run-month',
  payload: recurringPayload,
  run: ({ actor, payload }) => runMonth(actor, { month: monthsBefore(payload.period, 1)[0] ?? '' }),
});
