import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { travelMinutes } from '~/domain/visits/planning/travel';
import { tooFar } from '~/domain/visits/travel-between.rules';

const village = { latitude: 36.41, longitude: 118.05 };
const minute = (n: number) => new Date(Date.UTC(2026, 11, 7) + n * 60_000);
const at = (from: number, until: number, away = 0, volunteerId = 'v') => ({
  visitId: `${from}`,
  volunteerId,
  name: '演示',
  place: '村',
  latitude: village.latitude + away,
  longitude: village.longitude,
  startsAt: minute(from),
  endsAt: minute(until),
});

describe('the way between two promises', () => {
  it('may take just the time that there is, and not a minute more', () => {
    const way = travelMinutes(village, { ...village, latitude: village.latitude + 0.06 });
    expect(way).toBe(16);
    expect(tooFar([at(0, 60), at(60 + way, 120, 0.06)])).toEqual([]);
    expect(tooFar([at(0, 60), at(59 + way, 120, 0.06)])).toMatchObject([{ needed: 16, there: 15 }]);
    expect(tooFar([at(0, 60), at(60, 120)])).toEqual([]);
    expect(tooFar([at(0, 60), at(30, 90, 0.06, 'w')])).toEqual([]);
  });

  it('is found for every pair that follows each other', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 0, max: 9 })), { maxLength: 12 }),
        (steps) => {
          let now = 0;
          const day = steps.map(([gap, length, away]) => {
            now += gap;
            const one = at(now, now + length, away / 100);
            now += length;
            return one;
          });
          const bad = day.slice(1).filter((second, index) => {
            const first = day[index] as (typeof day)[number];
            return first.endsAt.getTime() + travelMinutes(first, second) * 60_000 > second.startsAt.getTime();
          });
          expect(tooFar(day).map(({ second }) => second)).toEqual(bad);
        },
      ),
    ));
});
