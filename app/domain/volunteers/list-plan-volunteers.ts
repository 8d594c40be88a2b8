import { selectActiveVolunteers, selectAvailability, selectSkills } from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import type { PlainDate } from '../kernel/plain-date';

/** The most volunteers one plan looks at. */
const MOST = 2_000;

/** Every active volunteer with what planning has to know: home, services, skills, week and limits. */
export const listPlanVolunteers = read('visits.plan', async ({ tx }, _: Record<string, never> = {}) => {
  const volunteers = await selectActiveVolunteers(tx, MOST);
  if (volunteers.length === 0) return [];
  const ids = volunteers.map((volunteer) => volunteer.id);
  const [skills, availability] = [await selectSkills(tx, ids), await selectAvailability(tx, ids)];
  const skillsOf = groupedBy(skills, (skill) => skill.volunteerId);
  const weekOf = groupedBy(availability, (slot) => slot.volunteerId);
  return volunteers.map(({ homeLatitude, homeLongitude, ...volunteer }) => ({
    ...volunteer,
    home: { latitude: homeLatitude, longitude: homeLongitude },
    skills: (skillsOf.get(volunteer.id) ?? []).map(({ skill, validUntil }) => ({
      skill,
      validUntil: validUntil as PlainDate | null,
    })),
    availability: weekOf.get(volunteer.id) ?? [],
  }));
});
