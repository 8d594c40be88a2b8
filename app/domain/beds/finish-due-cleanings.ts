import { z } from 'zod';
import { endCleaningsSince, selectBedSettings } from '#db/queries/cleanings';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { bedEvent } from './bed.events';

/** Beds that one run takes; the next takes the others. */
const BATCH = 500;
const HOUR_MS = 3_600_000;

/** Where the tenant has settled after how many hours a bed counts as made ready: does so. Run every ten minutes. */
export const finishDueCleanings = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const { cleaningHours } = await selectBedSettings(scope.tx);
    if (cleaningHours === null) return accept({ finished: 0 });
    const since = new Date(scope.now.getTime() - cleaningHours * HOUR_MS);
    const done = await endCleaningsSince(scope.tx, { since, at: scope.now, how: 'hours', limit: BATCH });
    for (const bedId of done) scope.audit(bedEvent('bed.cleaned', bedId, { how: 'hours' }));
    return accept({ finished: done.length });
  },
});
