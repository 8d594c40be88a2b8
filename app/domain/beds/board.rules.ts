import type { PlainDate } from '../kernel/plain-date';
import type { BedAttribute, BedKind, ClosureCause, SexRule } from './bed.rules';

export const bedStatuses = ['free', 'occupied', 'reserved', 'closed'] as const;
export type BedStatus = (typeof bedStatuses)[number];

/** A bed as it stands on one date. */
export interface BoardBed {
  readonly id: string;
  readonly building: string;
  readonly floor: string;
  readonly room: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly sexRule: SexRule;
  readonly attributes: readonly BedAttribute[];
  readonly status: BedStatus;
  readonly stayId: string | null;
  readonly personName: string | null;
  /** Day on which the person leaves, if it is known already. */
  readonly leaves: PlainDate | null;
  readonly closureCause: ClosureCause | null;
  readonly closedUntil: PlainDate | null;
  readonly reservedFrom: PlainDate | null;
}

/** Who lies in it comes first: a bed kept for the day after somebody leaves is occupied until then. */
export function statusOf(bed: {
  personId: string | null;
  closureCause: string | null;
  reservedFor: string | null;
}): BedStatus {
  if (bed.personId !== null) return 'occupied';
  if (bed.closureCause !== null) return 'closed';
  return bed.reservedFor !== null ? 'reserved' : 'free';
}

export function countStatuses(beds: readonly { readonly status: BedStatus }[]): Record<BedStatus, number> {
  const counts = { free: 0, occupied: 0, reserved: 0, closed: 0 };
  for (const { status } of beds) counts[status] += 1;
  return counts;
}

export interface Room {
  readonly name: string;
  readonly sexRule: SexRule;
  readonly beds: readonly BoardBed[];
}
export interface Floor {
  readonly name: string;
  readonly rooms: readonly Room[];
}
export interface Building {
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

/** Beds, already in the order of the building, as buildings of floors (the top one first, as one sees a house), of rooms, of beds. */
export function arrange(beds: readonly BoardBed[]): Building[] {
  return runs(beds, ({ building }) => building).map(([name, ofBuilding]) => ({
    name,
    floors: runs(ofBuilding, ({ floor }) => floor)
      .map(([floor, ofFloor]) => ({
        name: floor,
        rooms: runs(ofFloor, ({ room }) => room).map(([room, inRoom]) => ({
          name: room,
          sexRule: (inRoom[0] as BoardBed).sexRule,
          beds: inRoom,
        })),
      }))
      .reverse(),
  }));
}
