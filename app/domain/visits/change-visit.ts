import { z } from 'zod';
import {
  lockAssignment,
  releaseAssignments,
  selectAssignment,
  selectAssignmentsOfVisit,
  updateAssignment,
} from '#db/queries/visit-assignments';
import { updateNeedStatus } from '#db/queries/visit-needs';
import { moveVisitTo, selectPairStarts } from '#db/queries/visit-offers';
import { updateVisitStatus } from '#db/queries/visits';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { standing } from './find-substitutes';
import { endOffers, seekSubstitute, visitAhead } from './substitute-offers';
import { farParams, tooFarOn } from './travel-between';
import { visitGivenBack, visitMoved, volunteerReleased } from './visit.events';
import { instantOf } from './visit.rules';
import { tellVolunteers } from './visit-notices';

const visitId = z.uuid('VISITS.UNKNOWN');
const reason = z.string({ error: 'VISIT.REASON_MISSING' }).trim().min(1, 'VISIT.REASON_MISSING').max(200);

/**
 * Lets a volunteer off a visit, such as one who is ill: who stands by is asked.
 * Refuses ASSIGNMENT.UNKNOWN, .WRONG_STATE (not expected, or there already), VISITS.NOT_AHEAD, VISIT.REASON_MISSING.
 */
export const releaseVolunteer = useCase({
  permission: 'visits.publish',
  input: z.object({ assignmentId: z.uuid('ASSIGNMENT.UNKNOWN'), reason }),
  async run(scope, { assignmentId, reason }) {
    const known = await selectAssignment(scope.tx, assignmentId);
    if (!known || known.status === 'proposed')
      return refuse(refusal('ASSIGNMENT.UNKNOWN', { field: 'assignmentId' }));
    const ahead = await visitAhead(scope, known.visitId);
    if (!ahead.ok) return ahead;
    const assignment = await lockAssignment(scope.tx, assignmentId);
    if (assignment?.status !== 'published' && assignment?.status !== 'accepted')
      return refuse(refusal('ASSIGNMENT.WRONG_STATE', { params: { status: assignment?.status ?? '' } }));
    // With the reason, so that no plan asks them for it again.
    await updateAssignment(scope.tx, assignmentId, { status: 'cancelled', declineReason: reason });
    scope.audit(volunteerReleased(assignmentId, reason));
    await tellVolunteers(scope, 'visit-released', [assignmentId]);
    await seekSubstitute(scope, { visitId: known.visitId, assignmentId, reason });
    return accept({ assignmentId });
  },
});

/**
 * Moves a visit to another time; whoever was to come is asked anew, and whoever was asked to step in is told that it is settled.
 * The windows of its need do not bind the coordinator, who has spoken with the people. Refuses VISITS.UNKNOWN, .NOT_AHEAD,
 * .BEGUN, .PAST, .PAIR (the other visit of its pair would be too near or too far), .VOLUNTEER_ELSEWHERE, .TOO_FAR (somebody
 * could not get there in time from what they are promised before, or from there to what comes after).
 */
export const moveVisit = useCase({
  permission: 'visits.publish',
  input: z.object({ visitId, date: civilDate(), from: timeOfDay() }),
  constraints: { visit_assignments_one_place: refusal('VISITS.VOLUNTEER_ELSEWHERE', { field: 'from' }) },
  async run(scope, { visitId, date, from }) {
    const ahead = await visitAhead(scope, visitId);
    if (!ahead.ok) return ahead;
    const visit = ahead.value;
    const assignments = await selectAssignmentsOfVisit(scope.tx, visitId);
    if (assignments.some((one) => one.checkedInAt !== null)) return refuse(refusal('VISITS.BEGUN'));
    const startsAt = instantOf(date, minutesOf(from));
    const endsAt = new Date(startsAt.getTime() + visit.endsAt.getTime() - visit.startsAt.getTime());
    if (startsAt <= scope.now) return refuse(refusal('VISITS.PAST', { field: 'date' }));
    if (!(await keepsPair(scope, visit, startsAt))) return refuse(refusal('VISITS.PAIR', { field: 'from' }));
    const before = visit.startsAt.toISOString();
    if (startsAt.getTime() === visit.startsAt.getTime()) return accept({ visitId });
    // Before it moves: whoever was asked or stands by is told of the time that they were to keep free.
    await endOffers(scope, [visitId]);
    const moved = await moveVisitTo(scope.tx, visitId, { startsAt, endsAt });
    const far = await tooFarOn(scope, date, {
      visitId,
      volunteerIds: assignments
        .filter(({ status }) => standing.has(status))
        .map(({ volunteerId }) => volunteerId),
    });
    if (far.length > 0)
      return refuse(
        ...far.map((one) => refusal('VISITS.TOO_FAR', { field: 'from', params: farParams(one) })),
      );
    scope.audit(visitMoved(visitId, { before, after: startsAt.toISOString() }));
    await tellVolunteers(scope, 'visit-moved', moved);
    return accept({ visitId });
  },
});

type Visit = Extract<Awaited<ReturnType<typeof visitAhead>>, { ok: true }>['value'];

async function keepsPair(scope: Scope, visit: Visit, startsAt: Date): Promise<boolean> {
  const others = await selectPairStarts(scope.tx, visit);
  return others.every((other) => {
    const follows = other.afterNeedId === visit.needId;
    const { afterMinMinutes, afterMaxMinutes } = follows ? other : visit;
    const [first, second] = follows ? [startsAt, other.startsAt] : [other.startsAt, startsAt];
    const gap = (second.getTime() - first.getTime()) / 60_000;
    return gap >= (afterMinMinutes ?? 0) && gap <= (afterMaxMinutes ?? gap);
  });
}

/**
 * Takes a visit back so that its need is open again and can be planned anew; whoever was to come is told.
 * Refuses VISITS.UNKNOWN, .NOT_AHEAD, .BEGUN, VISIT.REASON_MISSING.
 */
export const giveBackVisit = useCase({
  permission: 'visits.publish',
  input: z.object({ visitId, reason }),
  async run(scope, { visitId, reason }) {
    const ahead = await visitAhead(scope, visitId);
    if (!ahead.ok) return ahead;
    const { released, begun } = await releaseAssignments(scope.tx, [visitId]);
    if (begun) return refuse(refusal('VISITS.BEGUN'));
    await updateVisitStatus(scope.tx, [visitId], 'cancelled');
    await updateNeedStatus(scope.tx, [ahead.value.needId], 'open');
    await endOffers(scope, [visitId]);
    scope.audit(visitGivenBack(visitId, reason));
    await tellVolunteers(
      scope,
      'visit-cancelled',
      released.map((one) => one.id),
    );
    return accept({ visitId, needId: ahead.value.needId });
  },
});
