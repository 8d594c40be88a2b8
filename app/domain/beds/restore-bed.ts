import { z } from 'zod';
import { selectPlace } from '#db/queries/beds';
import { updateBed } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureReason } from './close-bed';

/**
 * Takes back that a bed was retired, as if it never had been. Refuses BED.UNKNOWN, .NOT_RETIRED and, when another bed has
 * its name by now, .PLACE_NAME_TAKEN.
 */
export const restoreBed = useCase({
  permission: 'beds.edit',
  input: z.object({ bedId: z.uuid('BED.UNKNOWN'), reason: closureReason() }),
  constraints: placeConstraints,
  async run(scope, { bedId, reason }) {
    const bed = await selectPlace(scope.tx, bedId);
    if (!bed) return refuse(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (bed.retiredOn === null) return refuse(refusal('BED.NOT_RETIRED', { field: 'bedId' }));
    await updateBed(scope.tx, bedId, { retiredOn: null });
    scope.audit(bedEvent('bed.restored', bedId, { retiredOn: bed.retiredOn }, reason));
    return accept({ bedId });
  },
});
