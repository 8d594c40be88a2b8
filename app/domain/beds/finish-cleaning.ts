import { z } from 'zod';
import { endCleaning } from '#db/queries/cleanings';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedEvent } from './bed.events';

/** Says that a bed that was left has been made ready: from now on it may be given away, on the same day too. Refuses BED.NOT_AWAITING. */
export const finishCleaning = useCase({
  permission: 'beds.edit',
  input: z.object({ bedId: z.uuid('BED.UNKNOWN') }),
  async run(scope, { bedId }) {
    const by = scope.actor.name;
    if (!(await endCleaning(scope.tx, { bedId, at: scope.now, by })))
      return refuse(refusal('BED.NOT_AWAITING', { field: 'bedId' }));
    scope.audit(bedEvent('bed.cleaned', bedId, { how: 'person' }));
    return accept({ bedId });
  },
});
