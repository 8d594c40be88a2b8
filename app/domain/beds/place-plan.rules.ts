import type { RefusedRow } from '../kernel/import-report';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import type { BedRow } from './bed-row.rules';

/** A bed that is there, with its place by name. */
export interface KnownBed extends BedRow {
  readonly id: string;
  /** The first day without it, once it has been taken out for good. */
  readonly retiredOn?: PlainDate | null;
}

/** A row that was read. */
export interface PlacedRow {
  readonly row: number;
  readonly bed: BedRow;
}

export interface PlacePlan {
  readonly added: readonly PlacedRow[];
  readonly unchanged: readonly PlacedRow[];
  readonly refused: readonly RefusedRow[];
}

const roomKey = ({ building, room }: BedRow): string => JSON.stringify([building, room]);
const bedKey = ({ building, room, name }: BedRow): string => JSON.stringify([building, room, name]);

/**
 * Which rows of a bed list are new, which are there already, and which contradict what is there or an earlier row:
 * BED.TWICE_IN_FILE, .RETIRED_IN_LIST, .ROOM_ON_OTHER_FLOOR, .ROOM_SEX_DIFFERS, .KIND_DIFFERS, .ATTRIBUTES_DIFFER. A list never
 * changes a bed: somebody may be lying in it. Changes are made at the bed's own page.
 */
export function planPlaces(known: readonly KnownBed[], rows: readonly PlacedRow[]): PlacePlan {
  const rooms = new Map<string, BedRow>(known.map((bed) => [roomKey(bed), bed]));
  // A bed that has taken the name of a retired one stands for it.
  const inOrder = [...known].sort((a, b) => Number(!a.retiredOn) - Number(!b.retiredOn));
  const beds = new Map<string, BedRow & Pick<KnownBed, 'retiredOn'>>(
    inOrder.map((bed) => [bedKey(bed), bed]),
  );
  const firstRow = new Map<string, number>();
  const added: PlacedRow[] = [];
  const unchanged: PlacedRow[] = [];
  const refused: RefusedRow[] = [];

  for (const placed of rows) {
    const { row, bed } = placed;
    const [first, ...others] = contradictions(
      bed,
      rooms.get(roomKey(bed)),
      beds.get(bedKey(bed)),
      firstRow.get(bedKey(bed)),
    );
    if (first) {
      refused.push({ row, problems: [first, ...others] });
      continue;
    }
    (beds.has(bedKey(bed)) ? unchanged : added).push(placed);
    if (!rooms.has(roomKey(bed))) rooms.set(roomKey(bed), bed);
    beds.set(bedKey(bed), bed);
    firstRow.set(bedKey(bed), row);
  }
  return { added, unchanged, refused };
}

function contradictions(
  bed: BedRow,
  room: BedRow | undefined,
  same: (BedRow & Pick<KnownBed, 'retiredOn'>) | undefined,
  firstRow: number | undefined,
): Refusal[] {
  if (firstRow !== undefined)
    return [refusal('BED.TWICE_IN_FILE', { field: 'name', params: { first: firstRow } })];
  if (same?.retiredOn)
    return [refusal('BED.RETIRED_IN_LIST', { field: 'name', params: { on: same.retiredOn } })];
  const problems: Refusal[] = [];
  if (room && room.floor !== bed.floor) {
    problems.push(refusal('BED.ROOM_ON_OTHER_FLOOR', { field: 'floor', params: { floor: room.floor } }));
  }
  if (room && room.sexRule !== bed.sexRule)
    problems.push(refusal('BED.ROOM_SEX_DIFFERS', { field: 'sexRule' }));
  if (same && same.kind !== bed.kind) problems.push(refusal('BED.KIND_DIFFERS', { field: 'kind' }));
  if (same && same.attributes.join() !== bed.attributes.join()) {
    problems.push(refusal('BED.ATTRIBUTES_DIFFER', { field: 'attributes' }));
  }
  return problems;
}
