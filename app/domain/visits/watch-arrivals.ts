import { z } from 'zod';
import { readVisitSettings, selectUnattended } from '#db/queries/visit-attendance';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { tellCoordinators } from './visit-notices';

const DAY_MS = 86_400_000;

/**
 * Tells the coordinators who has not checked in some minutes after the beginning, and who had not until the end; each
 * assignment once for each. How many minutes is a setting.
 */
export const watchArrivals = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const { lateMinutes } = await readVisitSettings(scope.tx);
    const now = scope.now;
    const late = await selectUnattended(scope.tx, {
      began: new Date(now.getTime() - lateMinutes * 60_000),
      endedFrom: now,
      endedUntil: new Date(now.getTime() + DAY_MS),
    });
    const missed = await selectUnattended(scope.tx, {
      began: now,
      endedFrom: new Date(now.getTime() - DAY_MS),
      endedUntil: now,
    });
    await tellCoordinators(scope, 'visit-late', late);
    await tellCoordinators(scope, 'visit-missed', missed);
    return accept({ late: late.length, missed: missed.length });
  },
});
