import { z } from 'zod';
import { lockPlan, publishProposals, updateNeedStatus, updatePlan } from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { planPublished } from './visit.events';

/**
 * Promises the visits of a proposed plan: the needs are met, and each volunteer sees what they are asked to do.
 * Refuses PLAN.UNKNOWN, PLAN.NOT_PROPOSED, and when another plan was published in between PLAN.VOLUNTEER_TAKEN
 * (a volunteer would be in two places) or PLAN.NEED_MET (a need would be met twice): plan again then.
 */
export const publishPlan = useCase({
  permission: 'visits.publish',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  constraints: {
    visit_assignments_one_place: refusal('PLAN.VOLUNTEER_TAKEN'),
    visits_need_published: refusal('PLAN.NEED_MET'),
  },
  async run(scope, { planId }) {
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'proposed')
      return refuse(refusal('PLAN.NOT_PROPOSED', { params: { status: plan.status } }));
    const { visitIds, needIds } = await publishProposals(scope.tx, planId);
    if (needIds.length > 0) await updateNeedStatus(scope.tx, needIds, 'planned');
    await updatePlan(scope.tx, planId, { status: 'published', publishedAt: scope.now });
    scope.audit(planPublished(planId, { visits: visitIds.length }));
    return accept({ planId, visits: visitIds.length });
  },
});
