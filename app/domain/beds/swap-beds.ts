import { z } from 'zod';
import { lockBeds } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { occupyBed } from './occupy-bed';
import { vacateBed } from './vacate-bed';

const lying = z.object({ bedId: z.uuid(), personId: z.uuid(), stayId: z.uuid() });

/**
 * Two people change beds with each other on a day. Both leave before either arrives, so that neither bed is ever held by two. Part
 * of a swap of residents. Refuses what `vacateBed` and `occupyBed` refuse; then nothing changes.
 */
export const swapBeds = useCase({
  permission: 'beds.occupy',
  input: z.object({ one: lying, other: lying, on: civilDate() }),
  constraints: bedConstraints,
  async run(scope, { one, other, on }) {
    await lockBeds(scope.tx, [one.bedId, other.bedId]);
    for (const { personId } of [one, other]) {
      const vacated = await vacateBed.within(scope, { personId, on });
      if (!vacated.ok) return vacated;
    }
    for (const [{ personId, stayId }, { bedId }] of [
      [one, other],
      [other, one],
    ] as const) {
      const occupied = await occupyBed.within(scope, { bedId, personId, stayId, from: on });
      if (!occupied.ok) return occupied;
    }
    return accept(undefined);
  },
});
