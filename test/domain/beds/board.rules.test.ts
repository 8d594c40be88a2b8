import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrange,
  type BoardBed,
  bedStatuses,
  countStatuses,
  maskedName,
  statusOf,
} from '~/domain/beds/board.rules';

const nothing = { personId: null, closureCause: null, cleaningSince: null, reservedFor: null };
const since = new Date('2028-02-29T15:59:59Z');

describe('status of a bed', () => {
  it.each([
    [{}, 'free'],
    [{ reservedFor: 'p' }, 'reserved'],
    [{ cleaningSince: since }, 'cleaning'],
    [{ cleaningSince: since, reservedFor: 'p' }, 'cleaning'],
    [{ closureCause: 'repair', cleaningSince: since, reservedFor: 'p' }, 'closed'],
    [{ personId: 'q', reservedFor: 'p' }, 'occupied'],
    [{ personId: 'q', closureCause: 'repair', cleaningSince: since, reservedFor: 'p' }, 'occupied'],
  ])('%o: %s', (given, status) => {
    expect(statusOf({ ...nothing, ...given })).toBe(status);
  });

  it('counts every bed once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bedStatuses)), (statuses) => {
        const counts = countStatuses(statuses.map((status) => ({ status })));
        expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(statuses.length);
        for (const status of bedStatuses)
          expect(counts[status]).toBe(statuses.filter((one) => one === status).length);
      }),
    );
  });
});

describe('a name for those without work with the person', () => {
  it.each([
    ['王建国', '王**'],
    ['李', '李**'],
    ['𠮷田', '𠮷**'],
    ['', '**'],
  ])('%s: %s', (name, masked) => expect(maskedName(name)).toBe(masked));

  it('never says more than the first sign', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => [...maskedName(name)].length <= 3));
  });
});

describe('the shape of the house', () => {
  const bed = (building: number, floor: number, room: number, name: number): BoardBed => ({
    id: `${building}.${floor}.${room}.${name}`,
    buildingId: `${building}`,
    building: `${building}号楼`,
    floorId: `${building}.${floor}`,
    floor: `${floor}层`,
    roomId: `${building}.${floor}.${room}`,
    room: `${room}`,
    name: `${name}床`,
    kind: 'nursing',
    sexRule: 'any',
    isolation: false,
    oneHousehold: false,
    maxPeople: null,
    attributes: [],
    status: 'free',
    stayId: null,
    personName: null,
    leaves: null,
    closureCause: null,
    closedUntil: null,
    reservedFrom: null,
  });

  it('has the top floor first and keeps every bed, in its room', () => {
    const small = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small, small, small)), (places) => {
        const beds = [...new Set(places.map((place) => place.join('.')))]
          .sort()
          .map((place) => bed(...(place.split('.').map(Number) as [number, number, number, number])));
        const houses = arrange(beds);
        const found = houses.flatMap(({ id, floors }) =>
          floors.flatMap((floor) =>
            floor.rooms.flatMap((room) =>
              room.beds.map((one) => {
                expect([one.buildingId, one.floorId, one.roomId]).toEqual([id, floor.id, room.id]);
                return one.id;
              }),
            ),
          ),
        );
        expect(found.sort()).toEqual(beds.map(({ id }) => id));
        expect(new Set(houses.map(({ id }) => id)).size).toBe(houses.length);
        for (const { floors } of houses)
          expect(floors.map(({ name }) => name)).toEqual(
            floors
              .map(({ name }) => name)
              .sort()
              .reverse(),
          );
      }),
    );
  });

  it('shows the counts of a floor, and none where there are none', () => {
    const counts = new Map([['1.1', { ...countStatuses([]), closed: 7 }]]);
    const [house] = arrange([bed(1, 1, 1, 1), bed(1, 2, 1, 1)], counts);
    expect(house?.floors.map((floor) => floor.counts.closed)).toEqual([0, 7]);
  });
});
