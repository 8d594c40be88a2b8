import { z } from 'zod';
import { selectAssignmentIdsBetween } from '#db/queries/visit-assignments';
import { useCase } from '../audit/use-case';
import { addDays, startOf } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { tellVolunteers } from './visit-notices';

/** The most visits of one day. */
const MOST = 10_000;

/** Reminds everybody of the visits of the next day, once each; who has not answered yet is asked at the same time. */
export const remindVisits = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const tomorrow = addDays(scope.today, 1);
    const ids = await selectAssignmentIdsBetween(scope.tx, {
      from: startOf(tomorrow),
      until: startOf(addDays(tomorrow, 1)),
      statuses: ['published', 'accepted'],
      limit: MOST,
    });
    await tellVolunteers(scope, 'visit-reminder', ids);
    return accept({ reminded: ids.length });
  },
});
