import { selectAssignment, selectAssignmentsOfVisit } from '#db/queries/visit-assignments';
import { type ReadScope, read } from '../audit/use-case';
import { dateOf, type PlainDate } from '../kernel/plain-date';
import { areUnderAge } from '../volunteers/check-dispatch';
import { standing } from './find-substitutes';

/**
 * Whether a volunteer is under age on the day of a visit and no grown volunteer is on it: whoever planned it sent them together, and
 * the other has gone since (山东省志愿服务条例 第十条). `sure`: a grown one who was asked and has not answered does not count.
 */
export async function isLeftAlone(
  scope: ReadScope,
  {
    visitId,
    volunteerId,
    on,
    sure = false,
  }: { visitId: string; volunteerId: string; on: PlainDate; sure?: boolean },
): Promise<boolean> {
  const team = (await selectAssignmentsOfVisit(scope.tx, visitId)).filter(
    ({ status }) => standing.has(status) && !(sure && status === 'published'),
  );
  const ids = [...new Set([volunteerId, ...team.map((one) => one.volunteerId)])];
  const young = await areUnderAge.within(scope, { volunteerIds: ids, on });
  return young.has(volunteerId) && ids.every((id) => young.has(id));
}

/** Whether the acting volunteer is under age and no grown volunteer comes to their visit ahead any more, so that they are not to go. */
export const lacksCompany = read(
  'visits.view-own',
  async (scope, { assignmentId }: { assignmentId: string }): Promise<boolean> => {
    const own = await selectAssignment(scope.tx, assignmentId);
    if (!own || own.volunteerId !== scope.actor.volunteerId) return false;
    if (own.status !== 'published' && own.status !== 'accepted') return false;
    const { visitId, volunteerId, startsAt } = own;
    return isLeftAlone(scope, { visitId, volunteerId, on: dateOf(startsAt) });
  },
);

/** Assignments of those under age who are expected at a visit to which no grown volunteer comes any more. */
export async function whoIsLeftAlone(scope: ReadScope, { visitId, on }: { visitId: string; on: PlainDate }) {
  const team = (await selectAssignmentsOfVisit(scope.tx, visitId)).filter(({ status }) =>
    standing.has(status),
  );
  const young = await areUnderAge.within(scope, { volunteerIds: team.map((one) => one.volunteerId), on });
  return team.every(({ volunteerId }) => young.has(volunteerId)) ? team : [];
}
