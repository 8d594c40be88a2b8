import { z } from 'zod';
import { deletePlace } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';

/**
 * Takes away a building, floor or room that was added by mistake and has nothing in it. A bed is never taken away but
 * retired, because people have lain in it. Refuses BED.PLACE_UNKNOWN and, by the foreign keys, BED.PLACE_NOT_EMPTY.
 */
export const removePlace = useCase({
  permission: 'beds.edit',
  input: z.object({
    level: z.enum(['building', 'floor', 'room']),
    placeId: z.uuid('BED.PLACE_UNKNOWN'),
  }),
  constraints: placeConstraints,
  async run(scope, { level, placeId }) {
    const name = await deletePlace(scope.tx, level, placeId);
    if (name === undefined) return refuse(refusal('BED.PLACE_UNKNOWN', { field: 'placeId' }));
    scope.audit(placeEvent('place.removed', placeId, { level, name }));
    return accept({ placeId });
  },
});
