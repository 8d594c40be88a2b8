import { z } from 'zod';
import { lockPlan, updatePlan } from '#db/queries/visit-plans';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { planStopped } from './visit.events';

/**
 * Ends the making of a plan with the best that was found so far. Asking twice is asking once. Refuses PLAN.UNKNOWN, and
 * PLAN.MADE_ALREADY when there is nothing to be stopped any more.
 */
export const stopPlan = useCase({
  permission: 'visits.plan',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  async run(scope, { planId }) {
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'requested') return refuse(refusal('PLAN.MADE_ALREADY'));
    if (!plan.stopRequestedAt) {
      await updatePlan(scope.tx, planId, { stopRequestedAt: scope.now, stopRequestedBy: scope.actor.name });
      scope.audit(planStopped(planId));
    }
    return accept({ planId });
  },
});
