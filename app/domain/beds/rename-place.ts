import { z } from 'zod';
import { renamePlace as rename, updateFloorLevel } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';
import { levelShape, placeName } from './place.forms';

export const placeLevels = ['building', 'floor', 'room', 'bed'] as const;

/**
 * Gives a building, floor, room or bed another name, and a floor, if `standing` is said, another place in its house. What
 * was recorded of it stays with it. Refuses BED.PLACE_UNKNOWN, .PLACE_NAME_TAKEN.
 */
export const renamePlace = useCase({
  permission: 'beds.edit',
  input: z.object({
    level: z.enum(placeLevels),
    placeId: z.uuid('BED.PLACE_UNKNOWN'),
    name: placeName(),
    standing: levelShape,
  }),
  constraints: placeConstraints,
  async run(scope, { level, placeId, name, standing }) {
    if (!(await rename(scope.tx, level, placeId, name)))
      return refuse(refusal('BED.PLACE_UNKNOWN', { field: 'placeId' }));
    if (level === 'floor' && standing !== undefined) await updateFloorLevel(scope.tx, placeId, standing);
    scope.audit(placeEvent('place.renamed', placeId, { level, name }));
    return accept({ placeId });
  },
});
