import { forgetUnanswered } from '~/domain/volunteers/invite-people';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const forgetUnansweredJob = defineJob({
  name: 'volunteers.forget-unanswered',
  payload: recurringPayload,
  run: ({ actor }) => forgetUnanswered(actor, {}),
});
