import { z } from 'zod';
import { countStanding, selectAssignment, updateAssignment } from '#db/queries/visit-assignments';
import { updateNeedStatus } from '#db/queries/visit-needs';
import { lockVisit } from '#db/queries/visit-offers';
import { updateVisitStatus } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findTenantName } from '../organisations/find-tenant-name';
import { recordHours } from '../volunteers/record-hours';
import { proofForm, prove } from './attendance';
import { isLeftAlone } from './company';
import { type Assignment, ownAssignment } from './own-assignment';
import { surveyForm } from './survey.rules';
import { keepSurvey } from './surveys';
import { checkedIn, checkedOut } from './visit.events';
import { checkInTiming, countedMinutes, EARLY_MINUTES } from './visit.rules';

const assignmentId = z.uuid('ASSIGNMENT.UNKNOWN');

/** Two lines of what was done. */
export const recordText = z
  .string({ error: 'ASSIGNMENT.RECORD_MISSING' })
  .trim()
  .min(1, 'ASSIGNMENT.RECORD_MISSING')
  .max(2_000);

/**
 * Says that one has arrived, shown by the code at the place or by being near it; the real time is kept. Refuses
 * ASSIGNMENT.UNKNOWN, .WRONG_STATE, .TOO_EARLY, .TOO_LATE, .ADULT_MISSING (under age, and no grown volunteer has accepted), and what `prove` refuses. Arriving twice is arriving once.
 */
export const checkIn = useCase({
  permission: 'visits.answer',
  input: proofForm.extend({ assignmentId }),
  async run(scope, { assignmentId, ...proof }) {
    const own = await ownAssignment(scope, assignmentId, ['accepted', 'checked_in']);
    if (!own.ok) return own;
    if (own.value.status === 'checked_in') return accept({ assignmentId });
    const timing = checkInTiming(own.value, scope.now);
    if (timing === 'too-early')
      return refuse(refusal('ASSIGNMENT.TOO_EARLY', { params: { minutes: EARLY_MINUTES } }));
    if (timing === 'too-late') return refuse(refusal('ASSIGNMENT.TOO_LATE'));
    const { visitId, volunteerId, startsAt } = own.value;
    if (await isLeftAlone(scope, { visitId, volunteerId, on: dateOf(startsAt), sure: true }))
      return refuse(refusal('ASSIGNMENT.ADULT_MISSING'));
    const proven = await prove(scope, own.value, proof);
    if (!proven.ok) return proven;
    const { by, metres } = proven.value;
    await updateAssignment(scope.tx, assignmentId, {
      status: 'checked_in',
      checkedInAt: scope.now,
      checkedInBy: by,
      checkInMetres: metres ?? null,
    });
    scope.audit(checkedIn(assignmentId, { by }));
    return accept({ assignmentId });
  },
});

/**
 * Says that one leaves, with two lines on the visit; the hours count by themselves, without the way there and back.
 * Shown in the same ways; who cannot show it leaves all the same, and the coordinator sees that. When all who came have
 * left, the visit is done. Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE, .RECORD_MISSING, and what `keepSurvey` refuses.
 */
export const checkOut = useCase({
  permission: 'visits.answer',
  input: proofForm.extend({ assignmentId, record: recordText, survey: surveyForm.optional() }),
  async run(scope, { assignmentId, record, survey, ...proof }) {
    const known = await selectAssignment(scope.tx, assignmentId);
    // The visit before its assignments, as everywhere, so that nobody waits for each other.
    if (known) await lockVisit(scope.tx, known.visitId);
    const own = await ownAssignment(scope, assignmentId, ['checked_in']);
    if (!own.ok) return own;
    const kept = await keepSurvey(scope, own.value, survey);
    if (!kept.ok) return kept;
    const proven = await prove(scope, own.value, proof);
    return leave(scope, own.value, {
      at: scope.now,
      record,
      by: proven.ok ? proven.value.by : 'unproven',
    });
  },
});

/** Ends a stay at a visit that is locked, and counts its hours. */
export async function leave(
  scope: Scope,
  assignment: Assignment,
  { at, record, by }: { at: Date; record: string; by: string },
) {
  const { assignmentId, visitId, needId, endsAt, volunteerId, serviceKind, place } = assignment;
  const checkedInAt = assignment.checkedInAt as Date;
  const { minutes, counted } = countedMinutes({ endsAt, checkedInAt, checkedOutAt: at });
  await updateAssignment(scope.tx, assignmentId, {
    status: 'done',
    checkedOutAt: at,
    checkedOutBy: by,
    record,
  });
  await recordHours(scope, {
    volunteerId,
    source: { type: 'visit-assignment', id: assignmentId },
    servedOn: dateOf(checkedInAt),
    minutes: counted,
    activity: serviceKind,
    place,
    organiser: await findTenantName.within(scope, {}),
    inCharge: assignment.requestedBy,
  });
  await settleVisit(scope, { visitId, needId });
  scope.audit(checkedOut(assignmentId, { minutes, counted, by }));
  return accept({ assignmentId, minutes, counted });
}

/** A visit is done when all who are expected have left, and came to nothing when nobody is: its need then is open again. */
export async function settleVisit(
  scope: Scope,
  { visitId, needId }: { visitId: string; needId: string },
): Promise<void> {
  // One after the other: two who leave at the same moment would each see the other still there.
  await lockVisit(scope.tx, visitId);
  const { standing, done } = await countStanding(scope.tx, visitId);
  if (standing > done) return;
  await updateVisitStatus(scope.tx, [visitId], done > 0 ? 'done' : 'cancelled');
  await updateNeedStatus(scope.tx, [needId], done > 0 ? 'done' : 'open');
}
