import { z } from 'zod';
import { endClosure, insertClosureChange, lockClosureOn } from '#db/queries/closures';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';

/** Puts a closed bed back into service from today; the closure stays in its history. Refuses BED.NOT_CLOSED. */
export const reopenBed = useCase({
  permission: 'beds.edit',
  input: z.object({ bedId: z.uuid('BED.UNKNOWN') }),
  constraints: bedConstraints,
  async run(scope, { bedId }) {
    const on = scope.today;
    const closure = await lockClosureOn(scope.tx, { bedId, on });
    if (!closure) return refuse(refusal('BED.NOT_CLOSED', { field: 'bedId' }));
    await endClosure(scope.tx, closure.id, on);
    await insertClosureChange(scope.tx, {
      closureId: closure.id,
      change: 'reopened',
      untilOn: on,
      at: scope.now,
      byName: scope.actor.name,
    });
    scope.audit(bedEvent('bed.reopened', bedId, { on }));
    return accept({ bedId });
  },
});
