import { z } from 'zod';
import { insertFloor } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';
import { floorLevel } from './bed.rules';
import { levelShape, placeName } from './place.forms';

/** Adds a floor to a building; where it stands in the house follows from its name unless it is said. Refuses BED.PLACE_UNKNOWN, .PLACE_NAME_TAKEN. */
export const addFloor = useCase({
  permission: 'beds.edit',
  input: z.object({ buildingId: z.uuid('BED.PLACE_UNKNOWN'), name: placeName(), level: levelShape }),
  constraints: {
    ...placeConstraints,
    floors_building_fk: refusal('BED.PLACE_UNKNOWN', { field: 'buildingId' }),
  },
  async run(scope, { buildingId, name, level = floorLevel(name) ?? undefined }) {
    const floorId = await insertFloor(scope.tx, { buildingId, name, level: level ?? null });
    scope.audit(placeEvent('place.added', floorId, { level: 'floor', name }));
    return accept({ floorId });
  },
});
