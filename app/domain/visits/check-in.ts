import { z } from 'zod';
import { countStanding, updateAssignment, updateNeedStatus, updateVisitStatus } from '#db/queries/visits';
import { useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findTenantName } from '../organisations/find-tenant-name';
import { recordHours } from '../volunteers/record-hours';
import { ownAssignment } from './own-assignment';
import { checkedIn, checkedOut } from './visit.events';
import { checkInTiming, countedMinutes, EARLY_MINUTES } from './visit.rules';

const assignmentId = z.uuid('ASSIGNMENT.UNKNOWN');

/** Says that one has arrived; the real time is kept. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, .TOO_EARLY, .TOO_LATE. Arriving twice is arriving once. */
export const checkIn = useCase({
  permission: 'visits.answer',
  input: z.object({ assignmentId }),
  async run(scope, input) {
    const own = await ownAssignment(scope, input.assignmentId, ['accepted', 'checked_in']);
    if (!own.ok) return own;
    if (own.value.status === 'checked_in') return accept({ assignmentId: input.assignmentId });
    const timing = checkInTiming(own.value, scope.now);
    if (timing === 'too-early')
      return refuse(refusal('ASSIGNMENT.TOO_EARLY', { params: { minutes: EARLY_MINUTES } }));
    if (timing === 'too-late') return refuse(refusal('ASSIGNMENT.TOO_LATE'));
    await updateAssignment(scope.tx, input.assignmentId, { status: 'checked_in', checkedInAt: scope.now });
    scope.audit(checkedIn(input.assignmentId));
    return accept({ assignmentId: input.assignmentId });
  },
});

/**
 * Says that one leaves, with two lines on the visit; the hours count by themselves, without the way there and back.
 * When all who came have left, the visit is done. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, .RECORD_MISSING.
 */
export const checkOut = useCase({
  permission: 'visits.answer',
  input: z.object({
    assignmentId,
    record: z
      .string({ error: 'ASSIGNMENT.RECORD_MISSING' })
      .trim()
      .min(1, 'ASSIGNMENT.RECORD_MISSING')
      .max(2_000),
  }),
  async run(scope, { assignmentId, record }) {
    const own = await ownAssignment(scope, assignmentId, ['checked_in']);
    if (!own.ok) return own;
    const { visitId, needId, endsAt, volunteerId, serviceKind, place } = own.value;
    const checkedInAt = own.value.checkedInAt as Date;
    const { minutes, counted } = countedMinutes({ endsAt, checkedInAt, checkedOutAt: scope.now });
    await updateAssignment(scope.tx, assignmentId, { status: 'done', checkedOutAt: scope.now, record });
    await recordHours(scope, {
      volunteerId,
      source: { type: 'visit-assignment', id: assignmentId },
      servedOn: dateOf(checkedInAt),
      minutes: counted,
      activity: serviceKind,
      place,
      organiser: await findTenantName.within(scope, {}),
      inCharge: own.value.requestedBy,
    });
    const { standing, done } = await countStanding(scope.tx, visitId);
    if (standing === done) {
      await updateVisitStatus(scope.tx, [visitId], 'done');
      await updateNeedStatus(scope.tx, [needId], 'done');
    }
    scope.audit(checkedOut(assignmentId, { minutes, counted }));
    return accept({ assignmentId, minutes, counted });
  },
});
