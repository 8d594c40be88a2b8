import { z } from 'zod';
import { updateRoom } from '#db/queries/places';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { placeConstraints } from './bed.constraints';
import { placeEvent } from './bed.events';
import { roomRulesShape } from './place.forms';

/**
 * Changes whom a room takes. Refuses BED.PLACE_UNKNOWN and, by the database, whatever does not fit those who are in the
 * room or awaited in it: BED.ROOM_SEX_OCCUPIED, .ROOM_ISOLATION_OCCUPIED, .ROOM_HOUSEHOLD_OCCUPIED, .ROOM_PEOPLE_OCCUPIED.
 */
export const changeRoom = useCase({
  permission: 'beds.edit',
  input: z.object({ roomId: z.uuid('BED.PLACE_UNKNOWN'), ...roomRulesShape }),
  constraints: placeConstraints,
  async run(scope, { roomId, maxPeople = null, ...rules }) {
    const room = { ...rules, maxPeople };
    if (!(await updateRoom(scope.tx, roomId, room)))
      return refuse(refusal('BED.PLACE_UNKNOWN', { field: 'roomId' }));
    scope.audit(placeEvent('place.room-changed', roomId, room));
    return accept({ roomId });
  },
});
