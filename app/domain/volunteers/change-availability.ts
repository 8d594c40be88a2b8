import { z } from 'zod';
import { replaceAvailability, selectAvailability, selectVolunteer } from '#db/queries/volunteers';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { ofOwn } from './own-volunteer';
import { availabilityChanged } from './volunteer.events';
import { slotForm, weekOf } from './volunteer.forms';
import { availabilityProblems, type WeeklySlot } from './volunteer.rules';

const slots = z.array(slotForm).max(42).default([]);

/** States when a volunteer has time each week, in place of what was stated before. Refuses VOLUNTEER.UNKNOWN, .AVAILABILITY_BACKWARD, .AVAILABILITY_OVERLAPS. */
export const changeAvailability = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN'), availability: slots }),
  run: (scope, { volunteerId, availability }) => change(scope, volunteerId, weekOf(availability)),
});

/** The same by the volunteer. Refuses VOLUNTEER.NOT_ONE besides. */
export const changeOwnAvailability = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ availability: slots }),
  run: (scope, { availability }) =>
    ofOwn(scope, (volunteerId) => change(scope, volunteerId, weekOf(availability))),
});

async function change(
  scope: Scope,
  volunteerId: string,
  availability: readonly WeeklySlot[],
): Promise<Result<{ volunteerId: string }>> {
  const problems = availabilityProblems(availability);
  if (!(await selectVolunteer(scope.tx, volunteerId)))
    problems.push(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));
  if (problems.length > 0) return refuse(...problems);
  const before = (await selectAvailability(scope.tx, [volunteerId])).map(
    ({ volunteerId: _, ...slot }) => slot,
  );
  await replaceAvailability(scope.tx, volunteerId, availability);
  scope.audit(availabilityChanged(volunteerId, { before, after: availability }));
  return accept({ volunteerId });
}
