import { z } from 'zod';
import { countOpenNeedsBetween } from '#db/queries/visit-needs';
import { insertPlan, lockPlan } from '#db/queries/visit-plans';
import { countPublishedBetween } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, daysBetween, type PlainDate, startOf } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { MOST_NEEDS } from './plan-facts';
import { planRequested } from './visit.events';

/** The most days one plan covers. */
const MOST_DAYS = 31;

/**
 * Asks for a plan of the days from `fromDate` to `lastDate`, both included. It is made in the background and is then
 * a proposal that a coordinator publishes. With `movesPublished` the published visits of those days that have not begun
 * may be moved too, each for a price. Refuses PLAN.PAST, PLAN.RANGE and PLAN.TOO_MANY (fewer days are to be planned at once).
 */
export const requestPlan = useCase({
  permission: 'visits.plan',
  input: z.object({
    fromDate: civilDate(),
    lastDate: civilDate(),
    movesPublished: z.boolean().default(false),
  }),
  async run(scope, { fromDate, lastDate, movesPublished }) {
    const days = daysBetween(fromDate, lastDate) + 1;
    const problems = [
      ...(fromDate < scope.today ? [refusal('PLAN.PAST', { field: 'fromDate' })] : []),
      ...(days < 1 || days > MOST_DAYS
        ? [refusal('PLAN.RANGE', { field: 'lastDate', params: { days: MOST_DAYS } })]
        : []),
    ];
    if (problems.length > 0) return refuse(...problems);
    return request(scope, { fromDate, untilDate: addDays(lastDate, 1), movesPublished });
  },
});

/**
 * Asks for another plan of the same days, as far as they lie ahead, that keeps what was fixed by hand in this one. What
 * this one proposes or has promised is moved for a price, so that little is. Refuses PLAN.UNKNOWN, PLAN.NOT_MADE, PLAN.DISCARDED,
 * PLAN.PAST, PLAN.TOO_MANY.
 */
export const replan = useCase({
  permission: 'visits.plan',
  input: z.object({ planId: z.uuid('PLAN.UNKNOWN') }),
  async run(scope, { planId }) {
    // Locked, so that it is not discarded meanwhile.
    const plan = await lockPlan(scope.tx, planId);
    if (!plan) return refuse(refusal('PLAN.UNKNOWN', { field: 'planId' }));
    if (plan.status === 'requested') return refuse(refusal('PLAN.NOT_MADE'));
    if (plan.status === 'discarded') return refuse(refusal('PLAN.DISCARDED'));
    const untilDate = plan.untilDate as PlainDate;
    if (untilDate <= scope.today) return refuse(refusal('PLAN.PAST'));
    const fromDate = plan.fromDate > scope.today ? (plan.fromDate as PlainDate) : scope.today;
    const movesPublished = plan.movesPublished || plan.status === 'published';
    return request(scope, { fromDate, untilDate, movesPublished, basedOnId: planId });
  },
});

async function request(
  scope: Scope,
  asked: { fromDate: PlainDate; untilDate: PlainDate; movesPublished: boolean; basedOnId?: string },
): Promise<Result<{ planId: string }>> {
  const { fromDate, untilDate, movesPublished } = asked;
  const open = await countOpenNeedsBetween(scope.tx, fromDate, untilDate, scope.now);
  const promised = movesPublished
    ? await countPublishedBetween(scope.tx, startOf(fromDate), startOf(untilDate))
    : 0;
  if (open + promised > MOST_NEEDS)
    return refuse(
      refusal('PLAN.TOO_MANY', {
        field: 'lastDate',
        params: { count: open + promised, most: MOST_NEEDS },
      }),
    );
  const by = { requestedBy: scope.actor.name, requestedAt: scope.now };
  const planId = await insertPlan(scope.tx, { ...asked, ...by });
  scope.audit(planRequested(planId, { fromDate, untilDate }));
  scope.publish({ job: 'visits.make-plan', key: planId, payload: { planId } });
  return accept({ planId });
}
