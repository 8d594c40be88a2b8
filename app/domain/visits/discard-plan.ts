import { z } from 'zod';
import { deleteProposals, isBaseOfRequested, lockPlan, updatePlan } from '#db/queries/visit-plans';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { planDiscarded } from './visit.events';

/**
 * Gives up a plan that waits to be published: what it proposed is gone, what was promised before stays as it is, and its
 * needs are as open as they were. Refuses PLAN.UNKNOWN, and PLAN.NOT_TO_DISCARD when it is still being made, was published
 * or was discarded before, PLAN.BASE_OF_ANOTHER while another plan is being made from it.
 */
export const discardPlan = useCase({
  permission: 'visits.plan',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  async run(scope, { planId }) {
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'proposed') return refuse(refusal('PLAN.NOT_TO_DISCARD'));
    // What was fixed in it is read when that one is made, and would be missing in silence.
    if (await isBaseOfRequested(scope.tx, planId)) return refuse(refusal('PLAN.BASE_OF_ANOTHER'));
    const visits = await deleteProposals(scope.tx, planId);
    await updatePlan(scope.tx, planId, { status: 'discarded' });
    scope.audit(planDiscarded(planId, { visits }));
    return accept({ planId });
  },
});
