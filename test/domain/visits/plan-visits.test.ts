import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlainDate, plainDate } from '~/domain/kernel/plain-date';
import { type PlanNeed, type PlanVolunteer, planVisits } from '~/domain/visits/planning/plan-visits.rules';
import { distanceKm, travelMinutes } from '~/domain/visits/planning/travel';

const town = { latitude: 36.41, longitude: 118.05 };
const monday = plainDate('2026-11-23');
const week = Array.from({ length: 7 }, (_, day) => plainDate(`2026-11-${23 + day}`));

const volunteer = (over: Partial<PlanVolunteer> = {}): PlanVolunteer => ({
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

const need = (over: Partial<PlanNeed> = {}): PlanNeed => ({
  id: 'n1',
  place: town,
  serviceKind: 'companionship',
  skill: null,
  durationMinutes: 60,
  volunteersNeeded: 1,
  windows: [{ date: monday, fromMinute: 8 * 60, untilMinute: 12 * 60 }],
  ...over,
});

const stopped = (a: Partial<PlanNeed>, b: Partial<PlanVolunteer>) =>
  planVisits([need(a)], [volunteer(b)]).unmet[0]?.stoppedBy;

describe('planning visits', () => {
  it('sends the volunteer who is nearest and says who would be next', () => {
    const near = volunteer({ id: 'near' });
    const far = volunteer({ id: 'far', home: { ...town, latitude: 36.45 } });
    expect(planVisits([need()], [far, near]).assignments).toEqual([
      {
        needId: 'n1',
        volunteerId: 'near',
        date: monday,
        fromMinute: 480,
        untilMinute: 540,
        place: town,
        travelMinutes: 0,
        next: { volunteerId: 'far', travelMinutes: travelMinutes(far.home, town) },
      },
    ]);
  });

  it('says which rule stopped each volunteer', () => {
    expect(stopped({ serviceKind: 'survey' }, {})).toEqual({ 'service-kind': 1 });
    expect(stopped({ skill: 'nursing' }, {})).toEqual({ skill: 1 });
    expect(
      stopped({ skill: 'nursing' }, { skills: [{ skill: 'nursing', validUntil: plainDate('2026-11-22') }] }),
    ).toEqual({ 'licence-expired': 1 });
    expect(stopped({}, { home: { latitude: 36.8, longitude: 118.05 } })).toEqual({ radius: 1 });
    expect(
      stopped({}, { availability: [{ date: week[1] as PlainDate, fromMinute: 0, untilMinute: 1440 }] }),
    ).toEqual({
      availability: 1,
    });
    expect(stopped({}, { dailyLimitMinutes: 30 })).toEqual({ 'daily-limit': 1 });
    expect(stopped({}, { weeklyLimitMinutes: 30 })).toEqual({ 'weekly-limit': 1 });
    expect(
      stopped({}, { engagements: [{ date: monday, fromMinute: 8 * 60, untilMinute: 12 * 60, place: town }] }),
    ).toEqual({ elsewhere: 1 });
  });

  it('lets a licence hold on its last day', () => {
    expect(
      stopped({ skill: 'nursing' }, { skills: [{ skill: 'nursing', validUntil: monday }] }),
    ).toBeUndefined();
  });

  it('leaves time for the way between two visits', () => {
    const there = { latitude: 36.45, longitude: 118.05 };
    const way = travelMinutes(town, there);
    const plan = planVisits(
      [need({ id: 'a', durationMinutes: 120 }), need({ id: 'b', place: there, durationMinutes: 60 })],
      [volunteer()],
    );
    const [first, second] = [...plan.assignments].sort((a, b) => a.fromMinute - b.fromMinute);
    expect((second?.fromMinute ?? 0) - (first?.untilMinute ?? 0)).toBeGreaterThanOrEqual(way);
  });

  it('meets a need of two people with two people at the same hour or not at all', () => {
    const two = need({ volunteersNeeded: 2 });
    expect(planVisits([two], [volunteer()]).assignments).toEqual([]);
    const plan = planVisits([two], [volunteer(), volunteer({ id: 'v2' })]);
    expect(plan.assignments.map((one) => [one.volunteerId, one.fromMinute])).toEqual([
      ['v1', 480],
      ['v2', 480],
    ]);
  });

  it('measures distance as the map does', () => {
    // From 博山 to 张店, computed by hand from the haversine formula.
    expect(
      distanceKm({ latitude: 36.4948, longitude: 117.8616 }, { latitude: 36.8131, longitude: 118.055 }),
    ).toBeCloseTo(39.4, 0);
  });

  const place = fc.record({
    latitude: fc.double({ min: 36.2, max: 36.6, noNaN: true }),
    longitude: fc.double({ min: 117.8, max: 118.3, noNaN: true }),
  });
  const window = fc
    .tuple(fc.constantFrom(...week), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 4, max: 40 }))
    .map(([date, from, length]) => ({
      date: date as PlainDate,
      fromMinute: from * 10,
      untilMinute: Math.min(1440, (from + length) * 10),
    }));
  const slots = fc
    .subarray(week)
    .map((days) => days.map((date) => ({ date, fromMinute: 7 * 60, untilMinute: 19 * 60 })));
  const kinds = ['companionship', 'survey'];
  const people = fc
    .array(
      fc.record({
        home: place,
        serviceKinds: fc.subarray(kinds),
        birthDate: fc.constantFrom(plainDate('1980-01-01'), plainDate('2012-01-01')),
        covers: fc.constantFrom([], [{ from: monday, until: week[3] as PlainDate }]),
        skills: fc.constantFrom(
          [],
          [{ skill: 'repair', validUntil: null }],
          [{ skill: 'nursing', validUntil: week[3] as PlainDate }],
          [{ skill: 'nursing', validUntil: null }],
        ),
        availability: slots,
        dailyLimitMinutes: fc.integer({ min: 30, max: 600 }),
        weeklyLimitMinutes: fc.integer({ min: 600, max: 2000 }),
      }),
      { maxLength: 8 },
    )
    .map((list) => list.map((one, index) => volunteer({ ...one, id: `v${index}` })));
  const wishes = fc
    .array(
      fc.record({
        place,
        serviceKind: fc.constantFrom(...kinds),
        skill: fc.constantFrom(null, 'nursing', 'repair'),
        durationMinutes: fc.integer({ min: 15, max: 180 }),
        volunteersNeeded: fc.integer({ min: 1, max: 3 }),
        windows: fc.array(window, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 12 },
    )
    .map((list) => list.map((one, index) => need({ ...one, id: `n${index}` })));

  it('never breaks a rule, and every need is met once or said to be unmet', () => {
    fc.assert(
      fc.property(wishes, people, (needs, volunteers) => {
        const plan = planVisits(needs, volunteers);
        for (const one of needs) {
          const given = plan.assignments.filter((a) => a.needId === one.id);
          const unmet = plan.unmet.filter((u) => u.needId === one.id).length;
          expect([given.length, unmet]).toEqual(given.length > 0 ? [one.volunteersNeeded, 0] : [0, 1]);
          expect(new Set(given.map((a) => `${a.date} ${a.fromMinute}`)).size).toBeLessThanOrEqual(1);
          expect(new Set(given.map((a) => a.volunteerId)).size).toBe(given.length);
          for (const a of given) {
            expect(a.untilMinute - a.fromMinute).toBe(one.durationMinutes);
            expect(
              one.windows.some(
                (w) => w.date === a.date && w.fromMinute <= a.fromMinute && a.untilMinute <= w.untilMinute,
              ),
            ).toBe(true);
          }
        }
        for (const person of volunteers) {
          const mine = plan.assignments.filter((a) => a.volunteerId === person.id);
          expect(mine.reduce((sum, a) => sum + a.untilMinute - a.fromMinute, 0)).toBeLessThanOrEqual(
            person.weeklyLimitMinutes,
          );
          for (const a of mine) {
            const wish = needs.find((n) => n.id === a.needId) as PlanNeed;
            expect(person.serviceKinds).toContain(wish.serviceKind);
            if (wish.skill)
              expect(
                person.skills.some(
                  (s) => s.skill === wish.skill && (s.validUntil === null || s.validUntil >= a.date),
                ),
              ).toBe(true);
            if (wish.skill === 'repair')
              expect(person.covers.some((c) => c.from <= a.date && a.date < (c.until as PlainDate))).toBe(
                true,
              );
            if (person.birthDate > '2008-12-01') {
              const others = plan.assignments.filter((b) => b.needId === wish.id && b !== a);
              expect(wish.skill).not.toBe('repair');
              expect(
                others.some((b) =>
                  volunteers.some((v) => v.id === b.volunteerId && v.birthDate < '2008-12-01'),
                ),
              ).toBe(true);
            }
            expect(travelMinutes(person.home, wish.place)).toBeLessThanOrEqual(30);
            expect(
              person.availability.some(
                (s) => s.date === a.date && s.fromMinute <= a.fromMinute && a.untilMinute <= s.untilMinute,
              ),
            ).toBe(true);
            const today = mine.filter((b) => b.date === a.date);
            expect(today.reduce((sum, b) => sum + b.untilMinute - b.fromMinute, 0)).toBeLessThanOrEqual(
              person.dailyLimitMinutes,
            );
            for (const b of today.filter((other) => other !== a && other.fromMinute >= a.fromMinute)) {
              expect(b.fromMinute - a.untilMinute).toBeGreaterThanOrEqual(travelMinutes(a.place, b.place));
            }
          }
        }
        expect(planVisits(needs, volunteers)).toEqual(plan);
      }),
      { numRuns: 150 },
    );
  });
});
