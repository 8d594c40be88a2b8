import { z } from 'zod';
import { lockAssignment, selectAssignmentsAhead, updateAssignment } from '#db/queries/visit-assignments';
import { lockVisit, selectOffer, selectOffersTo, updateOffers } from '#db/queries/visit-offers';
import { useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { startOf } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { findStanding } from '../volunteers/find-standing';
import { seekSubstitute } from './substitute-offers';
import { assignmentDeclined, offerDeclined } from './visit.events';

/** Visits that one run gives back; a volunteer has never more ahead of them. */
const MOST = 500;

/**
 * Gives back the visits ahead of a volunteer who has paused or left: nobody is sent against their will (山东省志愿服务条例
 * 第十一条). Each stands and lacks somebody, as if it had been declined, and what they were asked to
 * step in for, or stand by for, is declined too. Visits after a pause that has an end stay.
 */
export const freeVolunteer = useCase({
  permission: 'jobs.run',
  input: z.object({ volunteerId: z.uuid() }),
  async run(scope, { volunteerId }) {
    const standing = await findStanding.within(scope, { volunteerId });
    if (!standing || standing.status === 'active') return accept({ freed: 0 });
    const until = standing.pausedUntil ? startOf(standing.pausedUntil) : undefined;
    const ahead = await selectAssignmentsAhead(scope.tx, {
      volunteerId,
      from: scope.now,
      until,
      limit: MOST,
    });
    let freed = 0;
    for (const { id, visitId } of ahead) {
      await lockVisit(scope.tx, visitId);
      const assignment = await lockAssignment(scope.tx, id);
      if (assignment?.status !== 'published' && assignment?.status !== 'accepted') continue;
      const reason = standing.reason ?? madeReasons.notServing;
      await updateAssignment(scope.tx, id, {
        status: 'declined',
        declineReason: reason,
        answeredAt: scope.now,
      });
      scope.audit(assignmentDeclined(id, reason));
      await seekSubstitute(scope, { visitId, assignmentId: id, reason });
      freed += 1;
    }
    for (const { id, visitId } of await selectOffersTo(scope.tx, volunteerId, scope.now, until)) {
      await lockVisit(scope.tx, visitId);
      const offer = await selectOffer(scope.tx, id);
      if (offer?.status !== 'open' && offer?.status !== 'standby') continue;
      await updateOffers(scope.tx, [id], { status: 'declined', answeredAt: scope.now });
      scope.audit(offerDeclined(visitId, { volunteerId }));
    }
    return accept({ freed });
  },
});
