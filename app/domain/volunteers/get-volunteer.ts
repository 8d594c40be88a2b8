import {
  selectAvailability,
  selectCertificates,
  selectCovers,
  selectExceptions,
  selectHours,
  selectSkills,
  selectStarHours,
  selectVolunteer,
} from '#db/queries/volunteers';
import { type ReadScope, read } from '../audit/use-case';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { getPerson } from '../people/find-person';
import { needsCompany } from './dispatch.rules';
import { endsToWarnOf } from './record.rules';
import { standingOn, starsOf } from './volunteer.rules';

/** Rows of the hours ledger and certificates that a page shows. */
const SHOWN = 100;

const END_OF_TIME = '9999-12-31';

/**
 * A volunteer with skills, week, hours and certificates, the telephone number masked; undefined when there is none. Village and
 * point of the home are shown to who may change them, and who the person is to who may see people.
 */
export const findVolunteer = read(
  'volunteers.view',
  async (scope, { volunteerId }: { volunteerId: string }) => {
    const { permissions } = scope.actor;
    const volunteer = await load(scope, volunteerId);
    return (
      volunteer && {
        ...volunteer,
        personId: permissions.has('people.view') ? volunteer.personId : null,
        home: permissions.has('volunteers.edit') ? volunteer.home : null,
      }
    );
  },
);

/** What a volunteer sees of their own; undefined for an account that is no volunteer's. */
export const findOwnVolunteer = read('volunteers.view-own', async (scope, _: Record<string, never> = {}) => {
  return scope.actor.volunteerId ? load(scope, scope.actor.volunteerId) : undefined;
});

/** A licence or an insurance that ends within sixty days, or has ended (`over`). */
export interface End {
  /** Null: the accident insurance. */
  readonly skill: string | null;
  readonly lastDay: PlainDate;
  readonly over: boolean;
}

/** Licences that end within sixty days or ended, and the insurance where that lies as near and nothing follows it. */
async function endsOf(
  { tx, today }: ReadScope,
  { id, skills }: { id: string; skills: readonly { skill: string; validUntil: string | null }[] },
): Promise<End[]> {
  const { since, by } = endsToWarnOf(today);
  const covers = await selectCovers(tx, [id], { from: since, until: END_OF_TIME });
  const last = covers
    .map((cover) => cover.until)
    .sort()
    .at(-1);
  const end = (skill: string | null, lastDay: PlainDate) => ({ skill, lastDay, over: lastDay < today });
  return [
    ...skills.flatMap(({ skill, validUntil }) =>
      validUntil !== null && validUntil < by ? [end(skill, validUntil as PlainDate)] : [],
    ),
    ...(last && last <= by ? [end(null, addDays(last, -1))] : []),
  ];
}

async function load(scope: ReadScope, volunteerId: string) {
  const { tx, today } = scope;
  const found = await selectVolunteer(tx, volunteerId);
  if (!found) return undefined;
  const { village, homeLatitude: latitude, homeLongitude: longitude, ...volunteer } = found;
  const [skills, availability, exceptions, hours, certificates] = await Promise.all([
    selectSkills(tx, [volunteerId]),
    selectAvailability(tx, [volunteerId]),
    selectExceptions(tx, [volunteerId], { from: today }),
    selectHours(tx, volunteerId, SHOWN),
    selectCertificates(tx, volunteerId, SHOWN),
  ]);
  return {
    ...volunteer,
    home: { village, latitude, longitude },
    underAge: needsCompany(volunteer.birthDate, today),
    phone: (await getPerson.within(scope, { id: volunteer.personId })).phone,
    status: standingOn(volunteer, today),
    stars: starsOf(volunteer.minutes, await selectStarHours(tx, today)),
    skills,
    availability,
    exceptions,
    hours,
    certificates,
    ends: await endsOf(scope, { id: volunteerId, skills }),
  };
}
