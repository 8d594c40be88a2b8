import {
  selectActiveVolunteers,
  selectAvailability,
  selectCovers,
  selectExceptions,
  selectSkills,
} from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import { groupedBy } from '../kernel/grouped';
import type { PlainDate } from '../kernel/plain-date';
import { type DaySlot, slotsBetween } from './availability.rules';
import type { DispatchFacts } from './dispatch.rules';

/** The most volunteers one plan looks at. */
const MOST = 5_000;

/** A volunteer as planning sees them. Whether one may be sent to a task, `dispatchBar` says. */
export interface PlannableVolunteer extends DispatchFacts {
  readonly id: string;
  readonly townCode: string;
  readonly home: { readonly latitude: number; readonly longitude: number };
  readonly serviceKinds: readonly string[];
  /**
   * Time on each day of the range, in order: the week with its exceptions resolved, nothing on days of a pause. Minutes after
   * midnight, half-open; stretches of a day do not touch.
   */
  readonly availability: readonly DaySlot[];
  readonly dailyLimitMinutes: number;
  /** Of a week from Monday to Sunday. */
  readonly weeklyLimitMinutes: number;
}

/**
 * Every volunteer who may be sent on some of the days from `from` until `until`, half-open, with what planning has to know:
 * home, services, skills with licences, insured days, age, time by day, limits. Who is paused comes back only with the days
 * after the pause; who has left not at all.
 */
export const listPlanVolunteers = read(
  'visits.plan',
  async ({ tx }, range: { from: PlainDate; until: PlainDate }): Promise<PlannableVolunteer[]> => {
    const volunteers = await selectActiveVolunteers(tx, { until: range.until, limit: MOST });
    if (volunteers.length === 0) return [];
    const ids = volunteers.map((volunteer) => volunteer.id);
    const skillsOf = groupedBy(await selectSkills(tx, ids), (skill) => skill.volunteerId);
    const weekOf = groupedBy(await selectAvailability(tx, ids), (slot) => slot.volunteerId);
    const exceptionsOf = groupedBy(await selectExceptions(tx, ids, range), (one) => one.volunteerId);
    const coversOf = groupedBy(await selectCovers(tx, ids, range), (cover) => cover.volunteerId);
    return volunteers.map(({ homeLatitude, homeLongitude, pausedUntil, ...volunteer }) => {
      const from = pausedUntil && pausedUntil > range.from ? (pausedUntil as PlainDate) : range.from;
      return {
        ...volunteer,
        birthDate: volunteer.birthDate as PlainDate,
        home: { latitude: homeLatitude, longitude: homeLongitude },
        skills: (skillsOf.get(volunteer.id) ?? []).map(({ skill, validUntil }) => ({
          skill,
          validUntil: validUntil as PlainDate | null,
        })),
        availability: slotsBetween(
          { week: weekOf.get(volunteer.id) ?? [], exceptions: exceptionsOf.get(volunteer.id) ?? [] },
          { from, until: range.until },
        ),
        covers: coversOf.get(volunteer.id) ?? [],
      };
    });
  },
);
