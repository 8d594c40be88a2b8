import { z } from 'zod';
import { selectAssignment, updateAssignment } from '#db/queries/visit-assignments';
import { lockVisit } from '#db/queries/visit-offers';
import { useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { isLeftAlone } from './company';
import { ownAssignment } from './own-assignment';
import { seekSubstitute } from './substitute-offers';
import { assignmentAccepted, assignmentDeclined } from './visit.events';

const assignmentId = z.uuid('ASSIGNMENT.UNKNOWN');

/**
 * Accepts what one is asked to do. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, .ADULT_MISSING (under age, and the grown volunteer who
 * was to come does not), VISITS.NOT_AHEAD (its time is over). Accepting twice is accepting once.
 */
export const acceptAssignment = useCase({
  permission: 'visits.answer',
  input: z.object({ assignmentId }),
  async run(scope, input) {
    const own = await ownAssignment(scope, input.assignmentId, ['published', 'accepted']);
    if (!own.ok) return own;
    if (own.value.status === 'published') {
      const { visitId, volunteerId, startsAt, endsAt } = own.value;
      if (scope.now >= endsAt) return refuse(refusal('VISITS.NOT_AHEAD'));
      if (await isLeftAlone(scope, { visitId, volunteerId, on: dateOf(startsAt) }))
        return refuse(refusal('ASSIGNMENT.ADULT_MISSING'));
      await updateAssignment(scope.tx, input.assignmentId, { status: 'accepted', answeredAt: scope.now });
      scope.audit(assignmentAccepted(input.assignmentId));
    }
    return accept({ assignmentId: input.assignmentId });
  },
});

/**
 * Declines, before the visit begins and for a reason that the coordinator sees; nobody is sent against their will
 * (山东省志愿服务条例 第十一条). The visit stands, and lacks somebody: who stands by is asked, and the coordinator told.
 * Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, .REASON_MISSING, .BEGUN.
 */
export const declineAssignment = useCase({
  permission: 'visits.answer',
  input: z.object({
    assignmentId,
    reason: z
      .string({ error: 'ASSIGNMENT.REASON_MISSING' })
      .trim()
      .min(1, 'ASSIGNMENT.REASON_MISSING')
      .max(200),
  }),
  async run(scope, input) {
    const known = await selectAssignment(scope.tx, input.assignmentId);
    // The visit before its assignments, as everywhere, so that nobody waits for each other.
    if (known) await lockVisit(scope.tx, known.visitId);
    const own = await ownAssignment(scope, input.assignmentId, ['published', 'accepted']);
    if (!own.ok) return own;
    const { startsAt, visitId } = own.value;
    if (scope.now >= startsAt) return refuse(refusal('ASSIGNMENT.BEGUN'));
    await updateAssignment(scope.tx, input.assignmentId, {
      status: 'declined',
      declineReason: input.reason,
      answeredAt: scope.now,
    });
    scope.audit(assignmentDeclined(input.assignmentId, input.reason));
    await seekSubstitute(scope, { visitId, assignmentId: input.assignmentId, reason: input.reason });
    return accept({ assignmentId: input.assignmentId });
  },
});
