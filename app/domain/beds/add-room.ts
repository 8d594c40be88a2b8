import { z } from 'zod';
import { insertRoom, selectBuildingOfFloor } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';
import { placeName, roomRulesShape } from './place.forms';

/** Adds a room with its rules to a floor. Refuses BED.PLACE_UNKNOWN, .PLACE_NAME_TAKEN (a room is named once in its building). */
export const addRoom = useCase({
  permission: 'beds.edit',
  input: z.object({ floorId: z.uuid('BED.PLACE_UNKNOWN'), name: placeName(), ...roomRulesShape }),
  constraints: placeConstraints,
  async run(scope, { floorId, name, maxPeople = null, ...rules }) {
    const buildingId = await selectBuildingOfFloor(scope.tx, floorId);
    if (!buildingId) return refuse(refusal('BED.PLACE_UNKNOWN', { field: 'floorId' }));
    const roomId = await insertRoom(scope.tx, { floorId, buildingId, name, maxPeople, ...rules });
    scope.audit(placeEvent('place.added', roomId, { level: 'room', name }));
    return accept({ roomId });
  },
});
