import { releaseLostMessages } from '~/domain/audit/release-lost-messages';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const releaseLostMessagesJob = defineJob({
  name: 'audit.release-lost-messages',
  payload: recurringPayload,
  run: ({ actor }) => releaseLostMessages(actor, {}),
});
