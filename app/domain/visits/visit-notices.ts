import { selectAssignmentsToTell } from '#db/queries/visit-assignments';
import type { Scope } from '../audit/use-case';
import type { NoticeKind } from '../notices/notice.rules';
import { notify, notifyHolders } from '../notices/notify';

type Told = Awaited<ReturnType<typeof selectAssignmentsToTell>>[number];

/** What a notice says of a visit: its time, and its place in words; nobody's name, no address. */
export const paramsOf = ({ startsAt, endsAt, place }: Pick<Told, 'startsAt' | 'endsAt' | 'place'>) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  place,
});

/** Tells the volunteers of assignments what has become of them, each change of an assignment once. */
export async function tellVolunteers(
  scope: Scope,
  kind: NoticeKind,
  assignmentIds: readonly string[],
): Promise<void> {
  const told = await selectAssignmentsToTell(scope.tx, assignmentIds);
  await notify(
    scope,
    told.map((one) => ({
      to: { volunteerId: one.volunteerId },
      kind,
      key: `${kind}/${one.assignmentId}/${one.sequence}`,
      subject: { type: 'visit-assignment', id: one.assignmentId },
      params: paramsOf(one),
    })),
  );
}

/** Tells the coordinators which volunteers will not come, or have not come; each change of an assignment once. */
export async function tellCoordinators(
  scope: Scope,
  kind: 'visit-vacant' | 'visit-late' | 'visit-missed',
  assignmentIds: readonly string[],
  reason = '',
): Promise<void> {
  const told = await selectAssignmentsToTell(scope.tx, assignmentIds);
  await notifyHolders(
    scope,
    'visits.publish',
    told.map((one) => ({
      kind,
      key: `${kind}/${one.assignmentId}/${one.sequence}`,
      subject: { type: 'visit', id: one.visitId },
      params: { ...paramsOf(one), name: one.volunteerName, reason },
    })),
  );
}
