import { z } from 'zod';
import { moveStayEdge, moveTransfer } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';

/**
 * Moves the day on which somebody came into the first bed of a stay, left the last one (`on` null: has not left), or changed
 * beds. Part of putting a stay right, which keeps what was there before. Refuses BED.NO_MOVE_THAT_DAY; the database refuses what
 * it refuses of any occupancy, above all a bed that somebody else has held since.
 */
export const correctOccupancy = useCase({
  permission: 'beds.occupy',
  input: z.union([
    z.object({ stayId: z.uuid(), edge: z.enum(['first', 'last']), on: civilDate().nullable() }),
    z.object({ stayId: z.uuid(), movedOn: civilDate(), on: civilDate() }),
  ]),
  constraints: bedConstraints,
  async run({ tx }, input) {
    const { stayId } = input;
    const moved =
      'edge' in input
        ? await moveStayEdge(tx, { stayId, edge: input.edge, on: input.on })
        : await moveTransfer(tx, { stayId, from: input.movedOn, to: input.on });
    return moved ? accept(undefined) : refuse(refusal('BED.NO_MOVE_THAT_DAY', { field: 'movedOn' }));
  },
});
