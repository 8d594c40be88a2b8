import { remindArrears } from '~/domain/fees/remind-arrears';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const remindArrearsJob = defineJob({
  name: 'fees.remind-arrears',
  payload: recurringPayload,
  run: ({ actor }) => remindArrears(actor, {}),
});
