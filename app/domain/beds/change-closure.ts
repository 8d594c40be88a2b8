import { z } from 'zod';
import { endClosure, insertClosureChange, lockClosure } from '#db/queries/closures';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { bedConstraints } from './bed.constraints';
import { bedEvent } from './bed.events';
import { closureReason } from './close-bed';

/**
 * Extends or shortens a closure that has not ended: `until` is the first day back in service, absent when it is not known.
 * Refuses BED.CLOSURE_UNKNOWN, .CLOSURE_OVER, .CLOSURE_ORDER, .CLOSURE_SAME, .CLOSURE_PAST and, by the database,
 * BED.CLOSE_OCCUPIED, .CLOSE_RESERVED, .CLOSED_ALREADY.
 */
export const changeClosure = useCase({
  permission: 'beds.edit',
  input: z.object({
    closureId: z.uuid('BED.CLOSURE_UNKNOWN'),
    until: civilDate().optional(),
    reason: closureReason(),
  }),
  constraints: bedConstraints,
  async run(scope, { closureId, until, reason }) {
    const closure = await lockClosure(scope.tx, closureId);
    if (!closure) return refuse(refusal('BED.CLOSURE_UNKNOWN'));
    const untilOn = until ?? null;
    const { bedId } = closure;
    // One that was taken back has no day any more, also while its days are still to come.
    if (closure.untilOn !== null && (closure.untilOn <= scope.today || closure.untilOn === closure.fromOn))
      return refuse(refusal('BED.CLOSURE_OVER'));
    if (untilOn === closure.untilOn) return refuse(refusal('BED.CLOSURE_SAME', { field: 'until' }));
    if (untilOn !== null && untilOn <= closure.fromOn)
      return refuse(refusal('BED.CLOSURE_ORDER', { field: 'until' }));
    if (untilOn !== null && untilOn <= scope.today)
      return refuse(refusal('BED.CLOSURE_PAST', { field: 'until' }));
    const change =
      untilOn === null || (closure.untilOn !== null && untilOn > closure.untilOn) ? 'extended' : 'shortened';
    await endClosure(scope.tx, closureId, untilOn);
    const byName = scope.actor.name;
    await insertClosureChange(scope.tx, { closureId, change, untilOn, reason, at: scope.now, byName });
    scope.audit(bedEvent(`bed.closure-${change}`, bedId, { closureId, until: untilOn }, reason));
    return accept({ bedId, closureId });
  },
});
