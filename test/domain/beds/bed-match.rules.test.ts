import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BedNeed, type BedOffered, mismatches } from '~/domain/beds/bed-match.rules';
import { arrange, type BoardBed, statusOf } from '~/domain/beds/board.rules';
import { plainDate } from '~/domain/kernel/plain-date';

const today = plainDate('2026-11-23');
const tomorrow = plainDate('2026-11-24');
const bed = (over: Partial<BedOffered> = {}): BedOffered => ({
  kind: 'nursing',
  sexRule: 'any',
  attributes: [],
  ...over,
});
const need = (over: Partial<BedNeed> = {}): BedNeed => ({
  personId: 'p',
  sex: 'female',
  grade: 'total',
  ...over,
});

describe('whether a bed suits', () => {
  it('gives every reason against it', () => {
    const against = bed({
      kind: 'general',
      sexRule: 'male',
      occupied: { from: plainDate('2026-11-01'), until: null },
      closed: { from: tomorrow, until: null },
      reservedFor: 'somebody else',
    });
    expect(mismatches(against, need(), today)).toEqual(['occupied', 'closed', 'reserved', 'sex', 'kind']);
  });

  it('lets the next one come on the day somebody leaves', () => {
    const leaving = bed({ occupied: { from: plainDate('2026-11-01'), until: tomorrow } });
    expect(mismatches(leaving, need(), tomorrow)).toEqual([]);
    expect(mismatches(leaving, need(), today)).toEqual(['occupied']);
  });

  it('keeps a reserved bed for the person it is reserved for', () => {
    expect(mismatches(bed({ reservedFor: 'p' }), need(), today)).toEqual([]);
  });

  it.each([
    ['total', 'general', ['kind']],
    ['total', 'nursing', []],
    ['partial', 'general', []],
    ['independent', 'nursing', []],
  ] as const)('grade %s in a %s bed: %j', (grade, kind, expected) => {
    expect(mismatches(bed({ kind }), need({ grade }), today)).toEqual(expected);
  });

  it('never puts a person into a room of the other sex', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('male' as const, 'female' as const),
        fc.constantFrom('male' as const, 'female' as const),
        fc.constantFrom('independent' as const, 'partial' as const, 'total' as const),
        (sex, sexRule, grade) =>
          mismatches(bed({ sexRule }), need({ sex, grade }), today).includes('sex') === (sex !== sexRule),
      ),
    );
  });
});

describe('the board', () => {
  const onBoard = (building: string, floor: string, room: string, name: string): BoardBed => ({
    id: `${building}${room}${name}`,
    buildingId: building,
    building,
    floorId: `${building}${floor}`,
    floor,
    roomId: `${building}${room}`,
    room,
    name,
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

  it('stands like the house: the top floor first, rooms side by side', () => {
    const beds = [
      onBoard('A楼', '1层', '101', '1床'),
      onBoard('A楼', '1层', '101', '2床'),
      onBoard('A楼', '1层', '102', '1床'),
      onBoard('A楼', '2层', '201', '1床'),
      onBoard('B楼', '1层', '101', '1床'),
    ];
    const shape = arrange(beds).map(({ name, floors }) => [
      name,
      floors.map((floor) => [floor.name, floor.rooms.map((room) => `${room.name}×${room.beds.length}`)]),
    ]);
    expect(shape).toEqual([
      [
        'A楼',
        [
          ['2层', ['201×1']],
          ['1层', ['101×2', '102×1']],
        ],
      ],
      ['B楼', [['1层', ['101×1']]]],
    ]);
  });

  it('says who lies in a bed before anything else', () => {
    const free = { personId: null, closureCause: null, cleaningSince: null, reservedFor: null };
    expect(statusOf({ ...free, personId: 'p', reservedFor: 'q' })).toBe('occupied');
    expect(statusOf({ ...free, closureCause: 'repair', cleaningSince: new Date() })).toBe('closed');
    expect(statusOf({ ...free, cleaningSince: new Date(), reservedFor: 'q' })).toBe('cleaning');
    expect(statusOf({ ...free, reservedFor: 'q' })).toBe('reserved');
    expect(statusOf(free)).toBe('free');
  });
});
