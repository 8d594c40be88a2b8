import fc from 'fast-check';
import { addDays, plainDate } from '~/domain/kernel/plain-date';
import {
  type Appointment,
  defaultPlanSettings,
  type PlanNeed,
  type PlanVolunteer,
  type WeekProblem,
} from '~/domain/visits/planning/week.rules';

export const town = { latitude: 36.41, longitude: 118.05 };
export const monday = plainDate('2026-11-23');

export const aVolunteer = (over: Partial<PlanVolunteer> = {}): PlanVolunteer => ({
  id: 'v1',
  home: town,
  serviceKinds: ['companionship'],
  birthDate: plainDate('1980-01-01'),
  skills: [],
  covers: [],
  availability: [{ date: monday, fromMinute: 8 * 60, untilMinute: 12 * 60 }],
  dailyLimitMinutes: 480,
  weeklyLimitMinutes: 1200,
  engagements: [],
  ...over,
});

export const aNeed = (over: Partial<PlanNeed> = {}): PlanNeed => ({
  id: 'n1',
  place: town,
  serviceKind: 'companionship',
  skill: null,
  durationMinutes: 60,
  volunteersNeeded: 1,
  windows: [{ date: monday, fromMinute: 8 * 60, untilMinute: 12 * 60 }],
  ...over,
});

export const aWeek = (
  needs: readonly PlanNeed[],
  volunteers: readonly PlanVolunteer[],
  settings: Partial<WeekProblem['settings']> = {},
): WeekProblem => ({
  from: monday,
  until: addDays(monday, 7),
  needs,
  volunteers,
  settings: { ...defaultPlanSettings, ...settings },
});

const places = fc.record({
  latitude: fc.integer({ min: 3_636, max: 3_650 }).map((one) => one / 100),
  longitude: fc.integer({ min: 11_795, max: 11_812 }).map((one) => one / 100),
});
const days = fc.integer({ min: -1, max: 7 }).map((day) => addDays(monday, day));
const kinds = ['companionship', 'survey'];
const quarters = (min: number, max: number) => fc.integer({ min, max }).map((one) => one * 15);
const times = fc.tuple(days, quarters(24, 60), quarters(8, 48)).map(([date, fromMinute, length]) => ({
  date,
  fromMinute,
  untilMinute: Math.min(1440, fromMinute + length),
}));

/** Half days and more. */
const slots = fc
  .tuple(days, quarters(28, 40), quarters(16, 40))
  .map(([date, fromMinute, length]) => ({ date, fromMinute, untilMinute: fromMinute + length }));

/** Engagements of one volunteer that leave room for each other, as the database has them. */
const engagements = fc
  .array(
    fc.record({
      day: fc.integer({ min: -3, max: 9 }),
      quarter: fc.integer({ min: 30, max: 60 }),
      place: places,
    }),
    {
      maxLength: 3,
    },
  )
  .map((list) =>
    list
      .filter((one, at) => list.findIndex((other) => other.day === one.day) === at)
      .map(({ day, quarter, place }) => ({
        date: addDays(monday, day),
        fromMinute: quarter * 15,
        untilMinute: quarter * 15 + 75,
        place,
      })),
  );

const volunteers = (most: number) =>
  fc
    .array(
      fc.record({
        home: places,
        end: fc.option(places, { nil: undefined }),
        serviceKinds: fc.subarray(kinds, { minLength: 1 }),
        skills: fc.constantFrom(
          [],
          [{ skill: 'nursing', validUntil: addDays(monday, 3) }],
          [{ skill: 'nursing', validUntil: null }],
          [{ skill: 'repair', validUntil: null }],
        ),
        birthDate: fc.constantFrom(plainDate('1980-01-01'), plainDate('1980-01-01'), plainDate('2008-11-26')),
        covers: fc.constantFrom([], [{ from: monday, until: addDays(monday, 4) }]),
        availability: fc.array(slots, { minLength: 5, maxLength: 12 }),
        dailyLimitMinutes: fc.integer({ min: 150, max: 600 }),
        weeklyLimitMinutes: fc.integer({ min: 240, max: 1500 }),
        engagements,
      }),
      { minLength: 2, maxLength: most, size: 'max' },
    )
    .map((list) => list.map((one, at): PlanVolunteer => ({ ...one, id: `v${at}` })));

/** One time in so many; else nothing. */
const rarely = <Value>(oneIn: number, what: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: what });

const appointment = fc.record({
  day: fc.integer({ min: 0, max: 6 }),
  quarter: fc.integer({ min: 28, max: 64 }),
  who: fc.infiniteStream(fc.nat()),
});

/** Weeks in which everything happens that a plan has to do with. */
export const weeks = ({
  needs: mostNeeds,
  volunteers: mostVolunteers,
}: {
  needs: number;
  volunteers: number;
}) =>
  volunteers(mostVolunteers).chain((people) => {
    const ids = people.map((one) => one.id);
    const some = fc.subarray(ids, { maxLength: Math.min(3, ids.length) });
    const need = fc.record({
      place: places,
      serviceKind: fc.constantFrom(...kinds),
      skill: fc.constantFrom(null, null, null, 'nursing', 'repair'),
      durationMinutes: fc.integer({ min: 15, max: 150 }),
      volunteersNeeded: fc.constantFrom(1, 1, 1, 2, 3),
      windows: fc.array(times, { minLength: 1, maxLength: 3 }),
      priority: fc.constantFrom(1, 2, 3) as fc.Arbitrary<1 | 2 | 3>,
      leftOutCost: rarely(6, fc.integer({ min: 0, max: 60 })),
      gap: rarely(3, fc.record({ minGap: quarters(0, 8), more: quarters(2, 12) })),
      excluded: some,
      cameBefore: some,
      hand: rarely(10, appointment),
      promise: rarely(3, appointment),
    });
    return fc
      .record({
        list: fc.array(need, { maxLength: mostNeeds, size: 'max' }),
        settings: fc.record({
          restAfterMinutes: fc.constantFrom(90, 240, 1440),
          mostLateMinutes: fc.constantFrom(0, 0, 30),
          gridMinutes: fc.constantFrom(5, 15),
        }),
      })
      .map(({ list, settings }) => {
        const team = (one: { who: { next(): { value: number } } }, size: number): string[] => {
          const chosen = new Set<string>();
          for (let tries = 0; tries < 20 && chosen.size < Math.min(size, ids.length); tries++)
            chosen.add(ids[one.who.next().value % ids.length] as string);
          return [...chosen];
        };
        const needs = list.map(({ gap, hand, promise, ...one }, at): PlanNeed => {
          const meet = (what: typeof hand): Appointment | undefined =>
            what && {
              date: addDays(monday, what.day),
              fromMinute: what.quarter * 15,
              volunteerIds: team(what, one.volunteersNeeded),
            };
          return {
            ...one,
            id: `n${at}`,
            // Nothing follows what follows nothing yet: each need at most the one before it.
            after:
              gap && at > 0
                ? { needId: `n${at - 1}`, minGap: gap.minGap, maxGap: gap.minGap + gap.more }
                : undefined,
            fixed: meet(hand),
            published: meet(promise),
          };
        });
        return aWeek(needs, people, settings);
      });
  });
