import { z } from 'zod';
import { endOccupancy } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';

/**
 * Frees the bed of a person: `on` is the first day on which it is free again, so the next may come that same day.
 * Part of a discharge or a transfer. Refuses BED.NOT_OCCUPIED; the database refuses BED.LEAVES_BEFORE_ARRIVAL.
 */
export const vacateBed = useCase({
  permission: 'beds.occupy',
  input: z.object({ personId: z.uuid(), on: civilDate() }),
  constraints: bedConstraints,
  async run(scope, { personId, on }) {
    const ended = await endOccupancy(scope.tx, { personId, on });
    if (!ended) return refuse(refusal('BED.NOT_OCCUPIED', { field: 'personId' }));
    scope.audit(bedEvent('bed.vacated', ended.bedId, { personId, on }));
    return accept({ bedId: ended.bedId, heldFrom: ended.fromOn });
  },
});
