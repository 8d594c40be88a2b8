import { warnOfEnds } from '~/domain/volunteers/warn-of-ends';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const warnOfEndsJob = defineJob({
  name: 'volunteers.warn-of-ends',
  payload: recurringPayload,
  run: ({ actor }) => warnOfEnds(actor, {}),
});
