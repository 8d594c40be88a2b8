import { selectVolunteer } from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { standingOn } from './volunteer.rules';

/** Whether a volunteer serves today, until when a pause lasts, and why; undefined when there is none. */
export const findStanding = read(
  'volunteers.view',
  async ({ tx, today }, { volunteerId }: { volunteerId: string }) => {
    const volunteer = await selectVolunteer(tx, volunteerId);
    return (
      volunteer && {
        status: standingOn(volunteer, today),
        pausedUntil: volunteer.pausedUntil as PlainDate | null,
        reason: volunteer.statusReason,
      }
    );
  },
);
