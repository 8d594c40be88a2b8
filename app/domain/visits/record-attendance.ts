import { z } from 'zod';
import { lockAssignment, selectAssignment, updateAssignment } from '#db/queries/visit-assignments';
import { lockVisit } from '#db/queries/visit-offers';
import { type Scope, useCase } from '../audit/use-case';
import { instantInput } from '../kernel/inputs';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { leave, recordText, settleVisit } from './check-in';
import type { Assignment } from './own-assignment';
import { attendanceRecorded, volunteerMissed } from './visit.events';
import { checkInOpens } from './visit.rules';

const assignmentId = z.uuid('ASSIGNMENT.UNKNOWN');
const reason = z.string({ error: 'VISIT.REASON_MISSING' }).trim().min(1, 'VISIT.REASON_MISSING').max(200);

async function lockedIn(scope: Scope, id: string, states: readonly string[]): Promise<Result<Assignment>> {
  const known = await selectAssignment(scope.tx, id);
  if (!known || known.status === 'proposed')
    return refuse(refusal('ASSIGNMENT.UNKNOWN', { field: 'assignmentId' }));
  await lockVisit(scope.tx, known.visitId);
  const assignment = await lockAssignment(scope.tx, id);
  return assignment && states.includes(assignment.status)
    ? accept(assignment)
    : refuse(refusal('ASSIGNMENT.WRONG_STATE', { params: { status: assignment?.status ?? '' } }));
}

/**
 * Writes down for a volunteer that they came, and if so when they left: no telephone, no signal, a forgotten check-out. By
 * name of who says so, with the reason. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, VISIT.REASON_MISSING, ATTENDANCE.ARRIVED_OUTSIDE (before
 * the check-in opens, or after the visit), .FUTURE, .ORDER, .ARRIVAL_STANDS (a check-in is there already), ASSIGNMENT.RECORD_MISSING.
 */
export const recordAttendance = useCase({
  permission: 'visits.confirm-hours',
  input: z.object({
    assignmentId,
    arrivedAt: instantInput().optional(),
    leftAt: instantInput().optional(),
    record: recordText.optional(),
    /** Looked at with all the rest, so that everything that is wrong is told at once. */
    reason: z.string().trim().max(200).default(''),
  }),
  async run(scope, { assignmentId, arrivedAt, leftAt, record, reason }) {
    const locked = await lockedIn(scope, assignmentId, ['published', 'accepted', 'checked_in', 'missed']);
    if (!locked.ok) return locked;
    const assignment = locked.value;
    const arrived = assignment.checkedInAt ?? arrivedAt;
    const problems: Refusal[] = [];
    if (assignment.checkedInAt && arrivedAt)
      problems.push(refusal('ATTENDANCE.ARRIVAL_STANDS', { field: 'arrivedAt' }));
    if (!arrived) problems.push(refusal('INPUT.MISSING', { field: 'arrivedAt' }));
    else if (!assignment.checkedInAt && (arrived < checkInOpens(assignment) || arrived >= assignment.endsAt))
      problems.push(refusal('ATTENDANCE.ARRIVED_OUTSIDE', { field: 'arrivedAt' }));
    if (arrived && arrived > scope.now) problems.push(refusal('ATTENDANCE.FUTURE', { field: 'arrivedAt' }));
    if (leftAt && leftAt > scope.now) problems.push(refusal('ATTENDANCE.FUTURE', { field: 'leftAt' }));
    if (leftAt && arrived && leftAt <= arrived)
      problems.push(refusal('ATTENDANCE.ORDER', { field: 'leftAt' }));
    if (leftAt && !record) problems.push(refusal('ASSIGNMENT.RECORD_MISSING', { field: 'record' }));
    if (reason === '') problems.push(refusal('VISIT.REASON_MISSING', { field: 'reason' }));
    if (problems.length > 0 || !arrived) return refuse(...problems);
    await updateAssignment(scope.tx, assignmentId, {
      attendanceReason: reason,
      attendanceRecordedBy: scope.actor.name,
      ...(assignment.checkedInAt
        ? {}
        : { status: 'checked_in', checkedInAt: arrived, checkedInBy: 'coordinator' }),
    });
    scope.audit(attendanceRecorded(assignmentId, { left: leftAt !== undefined }, reason));
    if (leftAt && record)
      await leave(scope, { ...assignment, checkedInAt: arrived }, { at: leftAt, record, by: 'coordinator' });
    return accept({ assignmentId });
  },
});

/**
 * Says that a volunteer did not come to a visit that is over. If nobody came its need is open again.
 * Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, ATTENDANCE.NOT_OVER, VISIT.REASON_MISSING.
 */
export const markMissed = useCase({
  permission: 'visits.confirm-hours',
  input: z.object({ assignmentId, reason }),
  async run(scope, { assignmentId, reason }) {
    const locked = await lockedIn(scope, assignmentId, ['published', 'accepted']);
    if (!locked.ok) return locked;
    const { endsAt, visitId, needId } = locked.value;
    if (endsAt > scope.now) return refuse(refusal('ATTENDANCE.NOT_OVER'));
    await updateAssignment(scope.tx, assignmentId, {
      status: 'missed',
      attendanceReason: reason,
      attendanceRecordedBy: scope.actor.name,
    });
    await settleVisit(scope, { visitId, needId });
    scope.audit(volunteerMissed(assignmentId, reason));
    return accept({ assignmentId });
  },
});
