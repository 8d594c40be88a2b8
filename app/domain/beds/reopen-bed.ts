import { z } from 'zod';
import { endClosure } from '#db/queries/beds';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedEvent } from './bed.events';

/** Puts a closed bed back into service from today; the closure stays in its history. Refuses BED.NOT_CLOSED. */
export const reopenBed = useCase({
  permission: 'beds.edit',
  input: z.object({ bedId: z.uuid('BED.UNKNOWN') }),
  async run(scope, { bedId }) {
    const on = scope.today;
    if (!(await endClosure(scope.tx, { bedId, on })))
      return refuse(refusal('BED.NOT_CLOSED', { field: 'bedId' }));
    scope.audit(bedEvent('bed.reopened', bedId, { on }));
    return accept({ bedId });
  },
});
