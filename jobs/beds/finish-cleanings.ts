import { finishDueCleanings } from '~/domain/beds/finish-due-cleanings';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const finishCleaningsJob = defineJob({
  name: 'beds.finish-cleanings',
  payload: recurringPayload,
  run: ({ actor }) => finishDueCleanings(actor, {}),
});
