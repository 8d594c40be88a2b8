import { pruneOutbox } from '~/domain/audit/prune-outbox';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const pruneOutboxJob = defineJob({
  name: 'audit.prune-outbox',
  payload: recurringPayload,
  run: ({ actor }) => pruneOutbox(actor, {}),
});
