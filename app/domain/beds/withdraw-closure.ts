import { z } from 'zod';
import { endClosure, insertClosureChange, lockClosure } from '#db/queries/closures';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureReason } from './close-bed';

/**
 * Takes back a closure that was planned and has not begun; it stays in the history as one of no day.
 * Refuses BED.CLOSURE_UNKNOWN and, once it has begun or was taken back already, BED.CLOSURE_BEGAN.
 */
export const withdrawClosure = useCase({
  permission: 'beds.edit',
  input: z.object({ closureId: z.uuid('BED.CLOSURE_UNKNOWN'), reason: closureReason() }),
  constraints: bedConstraints,
  async run(scope, { closureId, reason }) {
    const closure = await lockClosure(scope.tx, closureId);
    if (!closure) return refuse(refusal('BED.CLOSURE_UNKNOWN'));
    const { bedId, fromOn } = closure;
    if (fromOn <= scope.today || closure.untilOn === fromOn) return refuse(refusal('BED.CLOSURE_BEGAN'));
    await endClosure(scope.tx, closureId, fromOn);
    const change = 'withdrawn';
    const byName = scope.actor.name;
    await insertClosureChange(scope.tx, {
      closureId,
      change,
      untilOn: fromOn,
      reason,
      at: scope.now,
      byName,
    });
    scope.audit(bedEvent('bed.closure-withdrawn', bedId, { closureId, until: fromOn }, reason));
    return accept({ bedId, closureId });
  },
});
