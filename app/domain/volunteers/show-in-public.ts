import { z } from 'zod';
import { selectShown, selectStarHours, selectVolunteer, updateShown } from '#db/queries/volunteers';
import { read, useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { needsCompany } from './dispatch.rules';
import { ofOwn } from './own-volunteer';
import { shownChanged } from './volunteer.events';
import { starsOf } from './volunteer.rules';

/** Names that the public page shows. */
const MOST = 300;

/**
 * A volunteer agrees to be named in public with hours and stars, or takes that back; only they themself can (志愿服务条例
 * 第二十一条). Refuses VOLUNTEER.NOT_ONE, .UNKNOWN, .SHOWN_UNDER_AGE.
 */
export const agreeToBeShown = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ shown: z.stringbool().or(z.boolean()) }),
  run: (scope, { shown }) =>
    ofOwn(scope, async (volunteerId) => {
      const volunteer = await selectVolunteer(scope.tx, volunteerId);
      if (!volunteer) return refuse(refusal('VOLUNTEER.UNKNOWN'));
      if (shown && needsCompany(volunteer.birthDate, scope.today))
        return refuse(refusal('VOLUNTEER.SHOWN_UNDER_AGE'));
      await updateShown(scope.tx, volunteerId, shown ? scope.today : null);
      scope.audit(shownChanged(volunteerId, shown));
      return accept({ volunteerId });
    }),
});

/** Volunteers with a star who agreed to be named, those with most hours first; nobody else, and nothing but name, hours and stars. */
export const listShownVolunteers = read('public', async ({ tx, today }, _: Record<string, never> = {}) => {
  const asked = await selectStarHours(tx, today);
  return (await selectShown(tx, MOST))
    .map(({ name, minutes }) => ({ name, minutes, stars: starsOf(minutes, asked) }))
    .filter(({ stars }) => stars > 0);
});
