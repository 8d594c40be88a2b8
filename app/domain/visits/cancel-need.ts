import { z } from 'zod';
import { releaseAssignments } from '#db/queries/visit-assignments';
import { cancelNeeds, lockLapsed, lockNeed, lockPromisedVisits } from '#db/queries/visit-needs';
import { lockSeries, selectNeedsOfSeries, updateSeries } from '#db/queries/visit-series';
import { updateVisitStatus } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { accept, refusal, refuse } from '../kernel/refusals';
import { endOffers } from './substitute-offers';
import { needCancelled, seriesEnded } from './visit.events';
import { tellVolunteers } from './visit-notices';

/** Why needs are taken back. */
export const reasonForm = z
  .string({ error: 'VISIT.REASON_MISSING' })
  .trim()
  .min(1, 'VISIT.REASON_MISSING')
  .max(200);

/**
 * Takes a need back, with the visit that was promised for it, if any: who was to come is free again.
 * Refuses VISIT.NEED_UNKNOWN, .REASON_MISSING, .OVER, .BEGUN.
 */
export const cancelNeed = useCase({
  permission: 'visits.request',
  input: z.object({ needId: z.uuid('VISIT.NEED_UNKNOWN'), reason: reasonForm }),
  async run(scope, { needId, reason }) {
    const need = await lockNeed(scope.tx, needId);
    const { townCode } = scope.actor;
    if (!need || (townCode && need.townCode !== townCode))
      return refuse(refusal('VISIT.NEED_UNKNOWN', { field: 'needId' }));
    if (need.status === 'cancelled') return accept({ needId });
    if (need.status === 'done') return refuse(refusal('VISIT.OVER'));
    if (!(await cancelAll(scope, [needId], reason))) return refuse(refusal('VISIT.BEGUN'));
    return accept({ needId });
  },
});

/**
 * Closes needs whose times are over without a visit, all of them for one reason or none: at most a page of the list at once.
 * Refuses VISIT.LAPSED_NONE, .LAPSED_MANY, .REASON_MISSING, and of each that it cannot close VISIT.NEED_UNKNOWN or .NOT_LAPSED
 * (it has new times, or somebody else has closed it).
 */
export const closeLapsed = useCase({
  permission: 'visits.request',
  input: z.object({
    needIds: z
      .array(z.uuid('VISIT.NEED_UNKNOWN'), 'VISIT.LAPSED_NONE')
      .min(1, 'VISIT.LAPSED_NONE')
      .max(PAGE_LIMIT, 'VISIT.LAPSED_MANY'),
    reason: reasonForm,
  }),
  async run(scope, { needIds, reason }) {
    const { townCode } = scope.actor;
    const ids = [...new Set(needIds)];
    const found = new Map((await lockLapsed(scope.tx, ids, scope.now)).map((need) => [need.id, need]));
    const problems = needIds.flatMap((id, index) => {
      const field = `needIds.${index}`;
      const need = found.get(id);
      if (!need || (townCode && need.townCode !== townCode))
        return [refusal('VISIT.NEED_UNKNOWN', { field })];
      return need.lapsed ? [] : [refusal('VISIT.NOT_LAPSED', { field, params: { outline: need.outline } })];
    });
    if (problems.length > 0) return refuse(...problems);
    await cancelAll(scope, ids, reason);
    return accept({ needs: ids.length });
  },
});

/**
 * Ends a series: nothing more is made of it, and what lies ahead is taken back.
 * Refuses VISIT.SERIES_UNKNOWN, .REASON_MISSING, .BEGUN.
 */
export const endSeries = useCase({
  permission: 'visits.request',
  input: z.object({ seriesId: z.uuid('VISIT.SERIES_UNKNOWN'), reason: reasonForm }),
  async run(scope, { seriesId, reason }) {
    const series = await lockSeries(scope.tx, seriesId);
    const { townCode } = scope.actor;
    if (!series || (townCode && series.townCode !== townCode))
      return refuse(refusal('VISIT.SERIES_UNKNOWN', { field: 'seriesId' }));
    if (series.status === 'ended') return accept({ seriesId, needs: 0 });
    await updateSeries(scope.tx, seriesId, { status: 'ended', endReason: reason });
    const ahead = await selectNeedsOfSeries(scope.tx, {
      seriesId,
      from: scope.today,
      statuses: ['open', 'planned'],
    });
    const ids = ahead.map((need) => need.id);
    if (!(await cancelAll(scope, ids, reason))) return refuse(refusal('VISIT.BEGUN'));
    scope.audit(seriesEnded(seriesId, { needs: ids.length }, reason));
    return accept({ seriesId, needs: ids.length });
  },
});

/**
 * Takes needs back with their visits; false, with nothing to be kept, when somebody is at one of the visits already.
 * `fellAway`: because the rule of their series was changed.
 */
export async function cancelAll(
  scope: Scope,
  needIds: readonly string[],
  reason: string,
  why: { fellAway?: boolean } = {},
): Promise<boolean> {
  if (needIds.length === 0) return true;
  const visitIds = await lockPromisedVisits(scope.tx, needIds);
  if (visitIds.length > 0) {
    const { released, begun } = await releaseAssignments(scope.tx, visitIds);
    if (begun) return false;
    await tellVolunteers(
      scope,
      'visit-cancelled',
      released.map((one) => one.id),
    );
    await updateVisitStatus(scope.tx, visitIds, 'cancelled');
    await endOffers(scope, visitIds);
  }
  await cancelNeeds(scope.tx, needIds, reason, why);
  for (const needId of needIds) scope.audit(needCancelled(needId, reason));
  return true;
}
