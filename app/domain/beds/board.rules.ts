import type { PlainDate } from '../kernel/plain-date';
import type { BedAttribute, BedKind, ClosureCause, SexRule } from './bed.rules';

export const bedStatuses = ['free', 'occupied', 'reserved', 'cleaning', 'closed'] as const;
export type BedStatus = (typeof bedStatuses)[number];

/** A bed as it stands on one date. */
export interface BoardBed {
  readonly id: string;
  readonly buildingId: string;
  readonly building: string;
  readonly floorId: string;
  readonly floor: string;
  readonly roomId: string;
  readonly room: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly sexRule: SexRule;
  readonly isolation: boolean;
  readonly oneHousehold: boolean;
  readonly maxPeople: number | null;
  readonly attributes: readonly BedAttribute[];
  readonly status: BedStatus;
  readonly stayId: string | null;
  /** As the viewer may see it. */
  readonly personName: string | null;
  /** Day on which the person leaves, if it is known already. */
  readonly leaves: PlainDate | null;
  readonly closureCause: ClosureCause | null;
  readonly closedUntil: PlainDate | null;
  readonly reservedFrom: PlainDate | null;
}

/**
 * Who lies in it comes first: a bed kept for the day after somebody leaves is occupied until then. A bed that waits to be
 * made ready says so even when it is kept for somebody, because they cannot come before.
 */
export function statusOf(bed: {
  personId: string | null;
  closureCause: string | null;
  cleaningSince: Date | null;
  reservedFor: string | null;
}): BedStatus {
  if (bed.personId !== null) return 'occupied';
  if (bed.closureCause !== null) return 'closed';
  if (bed.cleaningSince !== null) return 'cleaning';
  return bed.reservedFor !== null ? 'reserved' : 'free';
}

export function countStatuses(beds: readonly { readonly status: BedStatus }[]): Record<BedStatus, number> {
  const counts = { free: 0, occupied: 0, reserved: 0, cleaning: 0, closed: 0 };
  for (const { status } of beds) counts[status] += 1;
  return counts;
}

/** A name as those see it who have no work with the person: 王**, 欧阳** as far as one can tell from one sign. */
export const maskedName = (name: string): string => `${[...name][0] ?? ''}**`;

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly sexRule: SexRule;
  readonly isolation: boolean;
  readonly oneHousehold: boolean;
  readonly maxPeople: number | null;
  readonly beds: readonly BoardBed[];
}
export interface Floor {
  readonly id: string;
  readonly name: string;
  /** All beds of the floor, whatever is filtered away. */
  readonly counts: Readonly<Record<BedStatus, number>>;
  readonly rooms: readonly Room[];
}
export interface Building {
  readonly id: string;
  readonly name: string;
  readonly floors: readonly Floor[];
}

/** Runs of neighbours with the same key, in the order given. */
function runs<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const found: [string, T[]][] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last && last[0] === keyOf(item)) last[1].push(item);
    else found.push([keyOf(item), [item]]);
  }
  return found;
}

const NONE = countStatuses([]);

/**
 * Beds, already in the order of the building, as buildings of floors (the top one first, as one sees a house), of rooms,
 * of beds. `counts` are those of each floor by its id.
 */
export function arrange(
  beds: readonly BoardBed[],
  counts: ReadonlyMap<string, Record<BedStatus, number>> = new Map(),
): Building[] {
  return runs(beds, ({ buildingId }) => buildingId).map(([id, ofBuilding]) => ({
    id,
    name: (ofBuilding[0] as BoardBed).building,
    floors: runs(ofBuilding, ({ floorId }) => floorId)
      .map(([floorId, ofFloor]) => ({
        id: floorId,
        name: (ofFloor[0] as BoardBed).floor,
        counts: counts.get(floorId) ?? NONE,
        rooms: runs(ofFloor, ({ roomId }) => roomId).map(([roomId, inRoom]) => {
          const { room, sexRule, isolation, oneHousehold, maxPeople } = inRoom[0] as BoardBed;
          return { id: roomId, name: room, sexRule, isolation, oneHousehold, maxPeople, beds: inRoom };
        }),
      }))
      .reverse(),
  }));
}
