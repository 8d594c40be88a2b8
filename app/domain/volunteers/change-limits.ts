import { z } from 'zod';
import { selectVolunteer, updateLimits } from '#db/queries/volunteers';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { ofOwn } from './own-volunteer';
import { limitsChanged } from './volunteer.events';
import { limitFields } from './volunteer.forms';

type Limits = { readonly dailyLimitMinutes: number; readonly weeklyLimitMinutes: number };

/** Says how many minutes a volunteer serves at most on a day and in a week. Refuses VOLUNTEER.UNKNOWN, .WEEKLY_LIMIT_SMALL. */
export const changeLimits = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN'), ...limitFields }),
  run: (scope, { volunteerId, ...limits }) => change(scope, volunteerId, limits),
});

/** The same by the volunteer. Refuses VOLUNTEER.NOT_ONE besides. */
export const changeOwnLimits = useCase({
  permission: 'volunteers.edit-own',
  input: z.object(limitFields),
  run: (scope, limits) => ofOwn(scope, (volunteerId) => change(scope, volunteerId, limits)),
});

async function change(
  scope: Scope,
  volunteerId: string,
  limits: Limits,
): Promise<Result<{ volunteerId: string }>> {
  const volunteer = await selectVolunteer(scope.tx, volunteerId);
  if (!volunteer) return refuse(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));
  if (limits.weeklyLimitMinutes < limits.dailyLimitMinutes)
    return refuse(refusal('VOLUNTEER.WEEKLY_LIMIT_SMALL', { field: 'weeklyLimitMinutes' }));
  const { dailyLimitMinutes, weeklyLimitMinutes } = volunteer;
  await updateLimits(scope.tx, volunteerId, limits);
  scope.audit(
    limitsChanged(volunteerId, { before: { dailyLimitMinutes, weeklyLimitMinutes }, after: limits }),
  );
  return accept({ volunteerId });
}
