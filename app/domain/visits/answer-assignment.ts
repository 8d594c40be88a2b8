import { z } from 'zod';
import {
  releaseAssignments,
  updateAssignment,
  updateNeedStatus,
  updateVisitStatus,
} from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { ownAssignment } from './own-assignment';
import { assignmentAccepted, assignmentDeclined } from './visit.events';

const assignmentId = z.uuid('ASSIGNMENT.UNKNOWN');

/** Accepts what one is asked to do. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE. Accepting twice is accepting once. */
export const acceptAssignment = useCase({
  permission: 'visits.answer',
  input: z.object({ assignmentId }),
  async run(scope, input) {
    const own = await ownAssignment(scope, input.assignmentId, ['published', 'accepted']);
    if (!own.ok) return own;
    if (own.value.status === 'published') {
      await updateAssignment(scope.tx, input.assignmentId, { status: 'accepted', answeredAt: scope.now });
      scope.audit(assignmentAccepted(input.assignmentId));
    }
    return accept({ assignmentId: input.assignmentId });
  },
});

/**
 * Declines, before the visit begins and for a reason that the coordinator sees; nobody is sent against their will
 * (山东省志愿服务条例 第十一条). The visit is taken back, with it who else was to come, and its need is open again.
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
    const own = await ownAssignment(scope, input.assignmentId, ['published', 'accepted']);
    if (!own.ok) return own;
    const { startsAt, visitId, needId } = own.value;
    if (scope.now >= startsAt) return refuse(refusal('ASSIGNMENT.BEGUN'));
    await updateAssignment(scope.tx, input.assignmentId, {
      status: 'declined',
      declineReason: input.reason,
      answeredAt: scope.now,
    });
    await updateVisitStatus(scope.tx, [visitId], 'cancelled');
    await releaseAssignments(scope.tx, visitId);
    await updateNeedStatus(scope.tx, [needId], 'open');
    scope.audit(assignmentDeclined(input.assignmentId, input.reason));
    return accept({ assignmentId: input.assignmentId });
  },
});
