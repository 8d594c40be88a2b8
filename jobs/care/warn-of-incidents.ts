import { warnOfIncidents } from '~/domain/care/warn-of-incidents';
import { defineJob } from '../define-job';
import { recurringPayload } from '../recurring';

export const warnOfIncidentsJob = defineJob({
  name: 'care.warn-of-incidents',
  payload: recurringPayload,
  run: ({ actor }) => warnOfIncidents(actor, {}),
});
