import { z } from 'zod';
import { freeVolunteer } from '~/domain/visits/free-volunteer';
import { defineJob } from '../define-job';

export const freeVolunteerJob = defineJob({
  name: 'visits.free-volunteer',
  payload: z.object({ volunteerId: z.uuid() }),
  run: ({ actor, payload }) => freeVolunteer(actor, payload),
});
