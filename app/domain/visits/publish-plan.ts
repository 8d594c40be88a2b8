import { z } from 'zod';
import {
  lockPlan,
  publishProposals,
  selectAssignmentIdsOf,
  selectProposedTasks,
  updateNeedStatus,
  updatePlan,
} from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { listUnfit, type UnfitVolunteer } from '../volunteers/check-dispatch';
import { planPublished } from './visit.events';
import { tellVolunteers } from './visit-notices';

/** Volunteers who may not be sent that one answer names. */
const NAMED = 10;

/** Each rule that forbids to send somebody, as a refusal of its own words. */
const unfitCodes: Record<UnfitVolunteer['rule'], string> = {
  'not-serving': 'PLAN.NOT_SERVING',
  skill: 'PLAN.SKILL_GONE',
  'licence-expired': 'PLAN.LICENCE_EXPIRED',
  minor: 'PLAN.MINOR',
  insurance: 'PLAN.NOT_INSURED',
};

/**
 * Promises the visits of a proposed plan: the needs are met, and each volunteer sees what they are asked to do.
 * Refuses PLAN.UNKNOWN, PLAN.NOT_PROPOSED, and when another plan was published in between PLAN.VOLUNTEER_TAKEN
 * (a volunteer would be in two places) or PLAN.NEED_MET (a need would be met twice): plan again then. Whoever may not be sent
 * any more is named: PLAN.NOT_SERVING, .SKILL_GONE, .LICENCE_EXPIRED, .MINOR, .NOT_INSURED.
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
    const tasks = (await selectProposedTasks(scope.tx, planId)).map(({ startsAt, ...task }) => ({
      ...task,
      date: dateOf(startsAt),
    }));
    const unfit = await listUnfit.within(scope, { tasks });
    if (unfit.length > 0)
      return refuse(
        ...unfit
          .slice(0, NAMED)
          .map(({ rule, name, date }) => refusal(unfitCodes[rule], { params: { name, date } })),
      );
    const { visitIds, needIds } = await publishProposals(scope.tx, planId);
    if (needIds.length > 0) await updateNeedStatus(scope.tx, needIds, 'planned');
    await updatePlan(scope.tx, planId, { status: 'published', publishedAt: scope.now });
    await tellVolunteers(
      scope,
      'visit-asked',
      await selectAssignmentIdsOf(scope.tx, visitIds, ['published']),
    );
    scope.audit(planPublished(planId, { visits: visitIds.length }));
    return accept({ planId, visits: visitIds.length });
  },
});
