import { z } from 'zod';
import { insertPlan } from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, daysBetween } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { planRequested } from './visit.events';

/** The most days one plan covers. */
const MOST_DAYS = 31;

/**
 * Asks for a plan of the days from `fromDate` to `lastDate`, both included. It is made in the background and is then
 * a proposal that a coordinator publishes. Refuses PLAN.PAST, PLAN.RANGE.
 */
export const requestPlan = useCase({
  permission: 'visits.plan',
  input: z.object({ fromDate: civilDate(), lastDate: civilDate() }),
  async run(scope, { fromDate, lastDate }) {
    const days = daysBetween(fromDate, lastDate) + 1;
    if (days < 1 || days > MOST_DAYS)
      return refuse(refusal('PLAN.RANGE', { field: 'lastDate', params: { days: MOST_DAYS } }));
    if (fromDate < scope.today) return refuse(refusal('PLAN.PAST', { field: 'fromDate' }));
    const untilDate = addDays(lastDate, 1);
    const planId = await insertPlan(scope.tx, {
      fromDate,
      untilDate,
      requestedBy: scope.actor.name,
      requestedAt: scope.now,
    });
    scope.audit(planRequested(planId, { fromDate, untilDate }));
    scope.publish({ job: 'visits.make-plan', key: planId, payload: { planId } });
    return accept({ planId });
  },
});
