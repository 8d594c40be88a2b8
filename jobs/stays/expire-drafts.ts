import { expireDrafts } from '~/domain/stays/discard-draft';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const expireDraftsJob = defineJob({
  name: 'stays.expire-drafts',
  payload: recurringPayload,
  run: ({ actor }) => expireDrafts(actor, {}),
});
