import { z } from 'zod';
import { insertBuilding } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';
import { placeName } from './place.forms';

/** Adds a building to the centre. Refuses BED.PLACE_NAME_TAKEN. */
export const addBuilding = useCase({
  permission: 'beds.edit',
  input: z.object({ name: placeName() }),
  constraints: placeConstraints,
  async run(scope, { name }) {
    const buildingId = await insertBuilding(scope.tx, name);
    scope.audit(placeEvent('place.added', buildingId, { level: 'building', name }));
    return accept({ buildingId });
  },
});
