import { z } from 'zod';
import { endOccupancy } from '#db/queries/beds';
import { insertCleaning, selectBedSettings } from '#db/queries/cleanings';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';

/**
 * Frees the bed of a person: `on` is the first day on which it is free again, so the next may come that same day; where
 * the tenant asks for it, once the bed has been made ready. Part of a discharge or a transfer. Refuses BED.NOT_OCCUPIED;
 * the database refuses BED.LEAVES_BEFORE_ARRIVAL.
 */
export const vacateBed = useCase({
  permission: 'beds.occupy',
  input: z.object({ personId: z.uuid(), on: civilDate() }),
  constraints: bedConstraints,
  async run(scope, { personId, on }) {
    const ended = await endOccupancy(scope.tx, { personId, on });
    if (!ended) return refuse(refusal('BED.NOT_OCCUPIED', { field: 'personId' }));
    const { bedId } = ended;
    if ((await selectBedSettings(scope.tx)).cleaningRequired) {
      await insertCleaning(scope.tx, { bedId, vacatedOn: on, since: scope.now });
    }
    scope.audit(bedEvent('bed.vacated', bedId, { personId, on }));
    return accept({ bedId, heldFrom: ended.fromOn });
  },
});
