import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bedAttributes,
  bedKinds,
  floorLevel,
  lowersBelowGoal,
  nursingShare,
  shareOf,
} from '~/domain/beds/bed.rules';
import { type BedRow, readBedRow } from '~/domain/beds/bed-row.rules';
import { type KnownBed, planPlaces } from '~/domain/beds/place-plan.rules';
import { plainDate } from '~/domain/kernel/plain-date';
import { bedRow } from '../../factories/beds';

const codes = (result: ReturnType<typeof readBedRow>) =>
  result.ok ? [] : result.refusals.map(({ field, code }) => `${field} ${code}`);

describe('a row of the bed list', () => {
  it('is read as people write it', () => {
    const row = bedRow(2, {
      楼栋: ' Ａ楼（新）',
      房间: 'A101',
      床位: '1床 ',
      类型: '护理型',
      性别: '女',
      特征: '单间、轮椅，靠窗',
    });
    expect(readBedRow(row)).toEqual({
      ok: true,
      value: {
        building: 'A楼（新）',
        floor: '1层',
        room: 'A101',
        name: '1床',
        kind: 'nursing',
        sexRule: 'female',
        attributes: ['wheelchair', 'window', 'single'],
      },
    });
  });

  it('names everything that is wrong at once', () => {
    const row = bedRow(2, { 楼栋: '', 房间: '某'.repeat(41), 类型: '豪华', 性别: '', 特征: '靠窗、海景' });
    expect(codes(readBedRow(row))).toEqual([
      'building BED.CELL_MISSING',
      'room BED.CELL_LONG',
      'kind BED.KIND_UNKNOWN',
      'sexRule BED.CELL_MISSING',
      'attributes BED.ATTRIBUTE_UNKNOWN',
    ]);
  });

  it('is not fooled by names that every object has', () => {
    expect(codes(readBedRow(bedRow(2, { 类型: 'constructor', 性别: 'toString' })))).toEqual([
      'kind BED.KIND_UNKNOWN',
      'sexRule BED.SEX_UNKNOWN',
    ]);
  });
});

const bed = (over: Partial<BedRow> = {}): BedRow => ({
  building: 'A楼',
  floor: '1层',
  room: 'A101',
  name: '1床',
  kind: 'nursing',
  sexRule: 'male',
  attributes: [],
  ...over,
});
const placed = (beds: readonly BedRow[]) => beds.map((one, index) => ({ row: index + 2, bed: one }));

describe('what a bed list adds', () => {
  it('refuses a row that contradicts what is there, and says in what', () => {
    const known: KnownBed[] = [{ ...bed(), id: 'x' }];
    const plan = planPlaces(
      known,
      placed([bed({ floor: '2层', sexRule: 'any', kind: 'general', attributes: ['window'] })]),
    );
    expect(plan.refused[0]?.problems.map(({ code }) => code)).toEqual([
      'BED.ROOM_ON_OTHER_FLOOR',
      'BED.ROOM_SEX_DIFFERS',
      'BED.KIND_DIFFERS',
      'BED.ATTRIBUTES_DIFFER',
    ]);
  });

  it('names the first row of a bed that stands twice in the file', () => {
    const plan = planPlaces([], placed([bed(), bed({ name: '2床' }), bed()]));
    expect(plan.added.map(({ row }) => row)).toEqual([2, 3]);
    expect(plan.refused).toEqual([
      { row: 4, problems: [{ code: 'BED.TWICE_IN_FILE', field: 'name', params: { first: 2 } }] },
    ]);
  });

  const anyBed = fc.record({
    building: fc.constantFrom('A楼', 'B楼'),
    floor: fc.constantFrom('1层', '2层'),
    room: fc.constantFrom('101', '102', '201'),
    name: fc.constantFrom('1床', '2床', '3床'),
    kind: fc.constantFrom(...bedKinds),
    sexRule: fc.constantFrom('male', 'female', 'any'),
    attributes: fc.subarray([...bedAttributes]),
  }) as fc.Arbitrary<BedRow>;

  it('gives every row one fate, and the same list again adds nothing', () => {
    fc.assert(
      fc.property(fc.array(anyBed, { maxLength: 30 }), (beds) => {
        const rows = placed(beds);
        const first = planPlaces([], rows);
        const fates = [...first.added, ...first.unchanged, ...first.refused]
          .map(({ row }) => row)
          .sort((a, b) => a - b);
        expect(fates).toEqual(rows.map(({ row }) => row));

        const known = first.added.map(({ row, bed: added }) => ({ ...added, id: String(row) }));
        const again = planPlaces(known, rows);
        expect(again.added).toEqual([]);
        expect(again.unchanged.map(({ row }) => row)).toEqual(first.added.map(({ row }) => row));
      }),
    );
  });
});

describe('share of nursing beds', () => {
  const beds = (nursing: number, general: number) => [
    ...Array.from({ length: nursing }, () => ({ kind: 'nursing' as const })),
    ...Array.from({ length: general }, () => ({ kind: 'general' as const })),
  ];

  it.each([
    [65, 35, 65, true],
    [64, 36, 64, false],
    [64_999, 35_001, 64.9, false],
    [0, 3, 0, false],
  ])('%i of nursing kind beside %i others is %d %%, goal met: %s', (nursing, general, percent, met) => {
    expect(nursingShare(beds(nursing, general))).toMatchObject({ percent, met, goal: 65 });
  });

  it('says nothing without beds', () => {
    expect(nursingShare([]).percent).toBeUndefined();
  });
});

describe('share of nursing beds at its bounds', () => {
  it.each([
    [13, 20, 65, true],
    [12, 20, 60, false],
    [13, 21, 61.9, false],
    [65, 100, 65, true],
    [649, 1_000, 64.9, false],
    [64_999, 100_000, 64.9, false],
    [650, 1_000, 65, true],
    [651, 1_000, 65.1, true],
    [3_250, 5_000, 65, true],
    [3_249, 5_000, 64.9, false],
    [0, 1, 0, false],
    [1, 1, 100, true],
    [0, 0, undefined, true],
  ])('%i of %i', (nursing, all, percent, met) => {
    expect(shareOf({ nursing, all })).toEqual({ nursing, all, percent, met, goal: 65 });
  });

  const counts = fc
    .tuple(fc.nat(5_000), fc.nat(5_000))
    .map(([nursing, general]) => ({ nursing, all: nursing + general }));

  it('never reads as reached when it is not, nor the other way round', () => {
    fc.assert(
      fc.property(counts, (beds) => {
        const { percent, met } = shareOf(beds);
        if (percent !== undefined) expect(percent >= 65).toBe(met);
      }),
    );
  });

  it.each([
    ['below from the goal', [13, 20], [12, 20], true],
    ['below from below', [12, 20], [11, 19], true],
    ['below, and the same', [6, 10], [12, 20], false],
    ['below, but better', [12, 20], [12, 19], false],
    ['lower, on the goal', [14, 20], [13, 20], false],
    ['from none: the first beds', [0, 0], [0, 4], false],
    ['to none: the last bed', [1, 1], [0, 0], false],
  ] as const)('%s', (_, [n, a], [m, b], lowers) => {
    expect(lowersBelowGoal({ nursing: n, all: a }, { nursing: m, all: b })).toBe(lowers);
  });

  it('a change that is told can be undone untold', () => {
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        if (lowersBelowGoal(before, after)) expect(lowersBelowGoal(after, before)).toBe(false);
      }),
    );
  });
});

describe('where a floor stands', () => {
  it.each([
    ['3层', 3],
    ['三层', 3],
    ['十层', 10],
    ['十二层', 12],
    ['二十楼', 20],
    ['二十一层', 21],
    ['地下一层', -1],
    ['负2层', -2],
    ['B1', -1],
    ['-1', -1],
    ['阁楼', null],
    ['护理区', null],
    ['0层', null],
  ])('%s: %s', (name, level) => {
    expect(floorLevel(name)).toBe(level);
  });
});

describe('a bed list beside what is there', () => {
  const bed: BedRow = {
    building: 'A楼',
    floor: '1层',
    room: '101',
    name: '1床',
    kind: 'nursing',
    sexRule: 'any',
    attributes: [],
  };
  const known = (more: Partial<BedRow & { retiredOn: ReturnType<typeof plainDate> | null }> = {}) => ({
    ...bed,
    id: 'k',
    ...more,
  });
  const plan = (beds: Parameters<typeof planPlaces>[0], ...rows: Partial<BedRow>[]) => {
    const { added, unchanged, refused } = planPlaces(
      beds,
      rows.map((row, i) => ({ row: i + 2, bed: { ...bed, ...row } })),
    );
    return {
      added: added.map(({ row }) => row),
      unchanged: unchanged.map(({ row }) => row),
      refused: refused.map(({ row, problems }) => [
        row,
        ...problems.map(({ code, field }) => `${code} ${field}`),
      ]),
    };
  };

  it('a row is new, there already, or told everything that contradicts', () => {
    expect(plan([known()], {}, { name: '2床' })).toEqual({ added: [3], unchanged: [2], refused: [] });
    expect(
      plan([known()], { floor: '2层', sexRule: 'male', kind: 'general', attributes: ['oxygen'] }).refused,
    ).toEqual([
      [
        2,
        'BED.ROOM_ON_OTHER_FLOOR floor',
        'BED.ROOM_SEX_DIFFERS sexRule',
        'BED.KIND_DIFFERS kind',
        'BED.ATTRIBUTES_DIFFER attributes',
      ],
    ]);
    expect(plan([], {}, {}).refused).toEqual([[3, 'BED.TWICE_IN_FILE name']]);
    // A refused row makes no room: the next one may.
    expect(
      plan([known()], { floor: '2层', room: '201' }, { floor: '3层', room: '201', name: '2床' }),
    ).toMatchObject({
      added: [2],
      refused: [[3, 'BED.ROOM_ON_OTHER_FLOOR floor']],
    });
  });

  it('a retired bed is not brought back by a list, but one that took its name is there', () => {
    const retiredOn = plainDate('2028-02-29');
    expect(plan([known({ retiredOn })], {}).refused).toEqual([[2, 'BED.RETIRED_IN_LIST name']]);
    for (const beds of [
      [known({ retiredOn }), known({ id: 'n' } as never)],
      [known({ id: 'n' } as never), known({ retiredOn })],
    ])
      expect(plan(beds, {})).toEqual({ added: [], unchanged: [2], refused: [] });
  });
});
