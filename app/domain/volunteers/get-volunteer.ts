import {
  selectAvailability,
  selectCertificates,
  selectExceptions,
  selectHours,
  selectSkills,
  selectVolunteer,
} from '#db/queries/volunteers';
import { type ReadScope, read } from '../audit/use-case';
import { starsOf } from './volunteer.rules';

/** Rows of the hours ledger and certificates that a page shows. */
const SHOWN = 100;

/** A volunteer with skills, week, hours and certificates; undefined when there is none. */
export const findVolunteer = read('volunteers.view', (scope, { volunteerId }: { volunteerId: string }) =>
  load(scope, volunteerId),
);

/** What a volunteer sees of their own; undefined for an account that is no volunteer's. */
export const findOwnVolunteer = read('volunteers.view-own', async (scope, _: Record<string, never> = {}) =>
  scope.actor.volunteerId ? load(scope, scope.actor.volunteerId) : undefined,
);

async function load({ tx, today }: ReadScope, volunteerId: string) {
  const volunteer = await selectVolunteer(tx, volunteerId);
  if (!volunteer) return undefined;
  const [skills, availability, exceptions, hours, certificates] = await Promise.all([
    selectSkills(tx, [volunteerId]),
    selectAvailability(tx, [volunteerId]),
    selectExceptions(tx, [volunteerId], { from: today }),
    selectHours(tx, volunteerId, SHOWN),
    selectCertificates(tx, volunteerId, SHOWN),
  ]);
  return {
    ...volunteer,
    stars: starsOf(volunteer.minutes),
    skills,
    availability,
    exceptions,
    hours,
    certificates,
  };
}
