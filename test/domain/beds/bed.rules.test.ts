import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BedRow, bedAttributes, bedKinds, nursingShare, readBedRow } from '~/domain/beds/bed.rules';
import { type KnownBed, planPlaces } from '~/domain/beds/place-plan.rules';
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
