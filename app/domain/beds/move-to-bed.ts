import { z } from 'zod';
import { lockBeds } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { occupyBed } from './occupy-bed';
import { vacateBed } from './vacate-bed';

/**
 * Moves a person from one bed to another on a day: the old bed is free on that day, the new one is theirs. Part of a
 * transfer. Refuses what `vacateBed` and `occupyBed` refuse; then neither bed changes.
 */
export const moveToBed = useCase({
  permission: 'beds.occupy',
  input: z.object({
    fromBedId: z.uuid(),
    toBedId: z.uuid(),
    personId: z.uuid(),
    stayId: z.uuid(),
    on: civilDate(),
  }),
  constraints: bedConstraints,
  async run(scope, { fromBedId, toBedId, personId, stayId, on }) {
    await lockBeds(scope.tx, [fromBedId, toBedId]);
    const vacated = await vacateBed.within(scope, { personId, on });
    if (!vacated.ok) return vacated;
    const occupied = await occupyBed.within(scope, { bedId: toBedId, personId, stayId, from: on });
    return occupied.ok ? accept(vacated.value) : occupied;
  },
});
