import { z } from 'zod';
import { updateNeedStatus } from '#db/queries/visit-needs';
import {
  countNeedsChanged,
  lockPlan,
  lockReplaced,
  publishProposals,
  selectProposedTasks,
  selectSettledOtherwise,
  updatePlan,
} from '#db/queries/visit-plans';
import { useCase } from '../audit/use-case';
import { addDays, dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { holdVolunteers, listUnfit, type UnfitVolunteer } from '../volunteers/check-dispatch';
import { endOffers } from './substitute-offers';
import { farParams, tooFarBetween } from './travel-between';
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
 * Promises the visits of a proposed plan: the needs are met, and each volunteer sees what they are asked to do. Visits
 * promised before that the plan moves are moved, those it does not make any more are taken back; whoever was asked to step in at
 * one of them, stands by for it, or for one that the plan gives to somebody else, is told that it is settled.
 * Refuses PLAN.UNKNOWN, PLAN.NOT_PROPOSED, PLAN.CHANGED_SINCE (a visit that the plan would move has begun, was taken
 * back, or was declined by somebody whom the plan would send), PLAN.NEEDS_CHANGED (needs were taken back or changed since), and
 * when another plan was published in between PLAN.VOLUNTEER_TAKEN (a volunteer would be in two places), PLAN.TOO_FAR (and could
 * not get from one to the other in time) or PLAN.NEED_MET (a need would be met twice): plan again then. Whoever may not be sent any more is named:
 * PLAN.NOT_SERVING, .SKILL_GONE, .LICENCE_EXPIRED, .MINOR, .NOT_INSURED.
 */
export const publishPlan = useCase({
  permission: 'visits.publish',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  constraints: {
    visit_assignments_one_place: refusal('PLAN.VOLUNTEER_TAKEN'),
    visits_need_published: refusal('PLAN.NEED_MET'),
  },
  async run(scope, { planId }) {
    const { tx, now } = scope;
    const plan = await lockPlan(tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status !== 'proposed')
      return refuse(refusal('PLAN.NOT_PROPOSED', { params: { status: plan.status } }));
    const leftOut = (plan.unmet as { visitId?: string }[]).flatMap((one) => one.visitId ?? []);
    const replaced = await lockReplaced(tx, planId, leftOut);
    const gone = replaced.filter(
      (one) => one.status !== 'published' || one.begun || one.declined || one.startsAt <= now,
    );
    if (gone.length > 0) return refuse(refusal('PLAN.CHANGED_SINCE', { params: { count: gone.length } }));
    const changed = await countNeedsChanged(tx, planId);
    if (changed > 0) return refuse(refusal('PLAN.NEEDS_CHANGED', { params: { count: changed } }));

    const tasks = (await selectProposedTasks(tx, planId)).map(({ startsAt, ...task }) => ({
      ...task,
      date: dateOf(startsAt),
    }));
    // Whoever pauses meanwhile waits, and is freed of what is promised here; whoever has paused is seen.
    await holdVolunteers(
      scope,
      tasks.map(({ volunteerId }) => volunteerId),
    );
    const unfit = await listUnfit.within(scope, { tasks });
    if (unfit.length > 0)
      return refuse(
        ...unfit
          .slice(0, NAMED)
          .map(({ rule, name, date }) => refusal(unfitCodes[rule], { params: { name, date } })),
      );
    // Before anything moves: whoever was asked or stands by is told of the time that they were to keep free.
    await endOffers(scope, [...leftOut, ...(await selectSettledOtherwise(tx, planId))]);
    const done = await publishProposals(tx, planId, leftOut);
    const dates = tasks.map(({ date }) => date).sort();
    const [first, last] = [dates[0], dates.at(-1)];
    const far =
      first && last
        ? await tooFarBetween(scope, {
            volunteerIds: tasks.map(({ volunteerId }) => volunteerId),
            from: first,
            until: addDays(last, 1),
          })
        : [];
    const ours = far.filter(({ first: one, second }) => one.planId === planId || second.planId === planId);
    if (ours.length > 0)
      return refuse(
        ...ours.slice(0, NAMED).map((one) => refusal('PLAN.TOO_FAR', { params: farParams(one) })),
      );
    if (done.met.length > 0) await updateNeedStatus(tx, done.met, 'planned');
    if (done.reopened.length > 0) await updateNeedStatus(tx, done.reopened, 'open');
    await updatePlan(tx, planId, { status: 'published', publishedAt: now });
    const { visits, asked, moved, released, cancelled } = done;
    await tellVolunteers(scope, 'visit-asked', asked);
    await tellVolunteers(scope, 'visit-moved', moved);
    await tellVolunteers(scope, 'visit-released', released);
    await tellVolunteers(scope, 'visit-cancelled', cancelled);
    scope.audit(
      planPublished(planId, {
        visits,
        asked: asked.length,
        moved: moved.length,
        released: released.length + cancelled.length,
      }),
    );
    return accept({ planId, visits });
  },
});
