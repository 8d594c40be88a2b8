import type { Place } from '~/domain/kernel/place';
import { addDays, type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { Random } from '~/domain/visits/planning/random';
import {
  defaultPlanSettings,
  type PlanNeed,
  type PlanVolunteer,
  type WeekProblem,
} from '~/domain/visits/planning/week.rules';
import { serviceKinds, skillCodes } from '~/domain/volunteers/volunteer.rules';

const TOWNS = 10;
const DAYS = 7;
/** Degrees between towns, and around a town where its people live. */
const APART = 0.11;
const AROUND = 0.035;

/** A district's week that is made up: `volunteers` and `visits` over ten towns, the same for the same seed. */
export function districtWeek({
  volunteers,
  visits,
  seed,
  monday = plainDate('2026-11-23'),
}: {
  volunteers: number;
  visits: number;
  seed: number;
  /** First day of the week. */
  monday?: PlainDate;
}): WeekProblem {
  const random = new Random(seed);
  const pick = <Value>(list: readonly Value[]) => list[random.below(list.length)] as Value;
  const days = Array.from({ length: DAYS }, (_, day) => addDays(monday, day));
  // Dense in the middle of a town and thinner around it.
  const spread = () => AROUND * (random.part() + random.part() - random.part() - random.part());
  const placeIn = (town: number): Place => ({
    latitude: 36.2 + APART * Math.floor(town / 4) + spread(),
    longitude: 117.75 + APART * (town % 4) + spread(),
  });
  const skills = () =>
    skillCodes
      .filter(() => random.below(3) === 0)
      .map((skill) => ({ skill, validUntil: random.below(4) === 0 ? pick(days) : null }));
  const halfDays = (date: PlainDate) => {
    const morning = { date, fromMinute: 480, untilMinute: 720 };
    const afternoon = { date, fromMinute: 810, untilMinute: 1050 };
    return [[morning], [afternoon], [morning, afternoon], []][random.below(4)] ?? [];
  };
  const people = Array.from({ length: volunteers }, (_, at): PlanVolunteer => {
    const home = placeIn(at % TOWNS);
    return {
      id: `v${at}`,
      home,
      ...(random.below(10) === 0 ? { end: placeIn(at % TOWNS) } : {}),
      birthDate: plainDate(random.below(25) === 0 ? '2009-06-01' : '1975-06-01'),
      covers: random.below(2) === 0 ? [{ from: monday, until: null }] : [],
      serviceKinds: serviceKinds.filter(() => random.below(3) > 0),
      skills: skills(),
      availability: days.flatMap(halfDays),
      dailyLimitMinutes: 360,
      weeklyLimitMinutes: pick([600, 900, 1200, 1500]),
      engagements: [],
    };
  });
  const windows = () => {
    const from = random.below(DAYS);
    const wide = 1 + random.below(3);
    return days.slice(from, from + wide).map((date) => {
      const fromMinute = 480 + 30 * random.below(12);
      return { date, fromMinute, untilMinute: Math.min(1080, fromMinute + 180 + 30 * random.below(5)) };
    });
  };
  const needs = Array.from({ length: visits }, (_, at): PlanNeed => {
    // Every twentieth follows the one before it at the same place, an hour or more later.
    const follows = at % 20 === 19;
    return {
      id: `n${at}`,
      place: placeIn(at % TOWNS),
      serviceKind: pick(serviceKinds),
      skill: random.below(7) === 0 ? pick(skillCodes) : null,
      durationMinutes: 30 + 15 * random.below(5),
      volunteersNeeded: random.below(12) === 0 ? 2 : 1,
      windows: windows(),
      priority: pick([1, 2, 2, 2, 3]),
      ...(follows ? { after: { needId: `n${at - 1}`, minGap: 60, maxGap: 1440 } } : {}),
      cameBefore:
        random.below(3) === 0 ? [`v${random.below(volunteers / TOWNS) * TOWNS + (at % TOWNS)}`] : [],
      excluded: random.below(20) === 0 ? [`v${random.below(volunteers)}`] : [],
    };
  });
  return {
    from: monday,
    until: addDays(monday, DAYS),
    // A follower has the place and the windows of whom it follows.
    needs: needs.map((need, at) => {
      const first = need.after ? (needs[at - 1] as PlanNeed) : need;
      return { ...need, place: first.place, windows: first.windows };
    }),
    volunteers: people,
    settings: defaultPlanSettings,
  };
}
