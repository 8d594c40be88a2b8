import { lockAssignment } from '#db/queries/visit-assignments';
import type { Scope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';

/** An assignment with its visit and need. */
export type Assignment = NonNullable<Awaited<ReturnType<typeof lockAssignment>>>;

/**
 * The acting volunteer's assignment, locked, if it is in one of `states`. Somebody else's is as unknown as none.
 * Refuses ASSIGNMENT.UNKNOWN, ASSIGNMENT.WRONG_STATE.
 */
export async function ownAssignment(
  scope: Scope,
  assignmentId: string,
  states: readonly string[],
): Promise<Result<Assignment>> {
  const assignment = await lockAssignment(scope.tx, assignmentId);
  if (!assignment || assignment.volunteerId !== scope.actor.volunteerId || assignment.status === 'proposed') {
    return refuse(refusal('ASSIGNMENT.UNKNOWN', { field: 'assignmentId' }));
  }
  if (!states.includes(assignment.status))
    return refuse(refusal('ASSIGNMENT.WRONG_STATE', { params: { status: assignment.status } }));
  return accept(assignment);
}
