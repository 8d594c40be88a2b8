import type { AuditEvent } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import type { BedAttribute, BedKind, ClosureCause, SexRule, ShareDenominator } from './bed.rules';

interface BedsImported extends AuditEvent {
  readonly kind: 'beds.imported';
  readonly data: {
    readonly fileName: string;
    readonly added: number;
    readonly unchanged: number;
    readonly refused: number;
  };
}
interface BedChanged extends AuditEvent {
  readonly kind: 'bed.changed';
  readonly data: { readonly kind: BedKind; readonly attributes: readonly BedAttribute[] };
}
interface BedClosed extends AuditEvent {
  readonly kind: 'bed.closed';
  readonly data: { readonly from: PlainDate; readonly until: PlainDate | null; readonly cause: ClosureCause };
  readonly reason: string;
}
interface BedReopened extends AuditEvent {
  readonly kind: 'bed.reopened';
  readonly data: { readonly on: PlainDate };
}
interface BedOccupied extends AuditEvent {
  readonly kind: 'bed.occupied';
  readonly data: { readonly personId: string; readonly from: PlainDate };
}
interface BedVacated extends AuditEvent {
  readonly kind: 'bed.vacated';
  readonly data: { readonly personId: string; readonly on: PlainDate };
}
interface BedReserved extends AuditEvent {
  readonly kind: 'bed.reserved';
  readonly data: { readonly personId: string; readonly from: PlainDate };
}
interface BedReleased extends AuditEvent {
  readonly kind: 'bed.released';
  readonly data: { readonly personId: string };
}

interface BedAdded extends AuditEvent {
  readonly kind: 'bed.added';
  readonly data: { readonly roomId: string; readonly name: string; readonly kind: BedKind };
}
interface BedRetired extends AuditEvent {
  readonly kind: 'bed.retired';
  readonly data: { readonly on: PlainDate };
}
interface BedRestored extends AuditEvent {
  readonly kind: 'bed.restored';
  readonly data: { readonly retiredOn: PlainDate };
}
interface ClosureChanged extends AuditEvent {
  readonly kind: 'bed.closure-extended' | 'bed.closure-shortened' | 'bed.closure-withdrawn';
  readonly data: { readonly closureId: string; readonly until: PlainDate | null };
}
interface BedCleaned extends AuditEvent {
  readonly kind: 'bed.cleaned';
  readonly data: { readonly how: 'person' | 'hours' | 'off' };
}
interface PlaceAdded extends AuditEvent {
  readonly kind: 'place.added';
  readonly data: { readonly level: 'building' | 'floor' | 'room'; readonly name: string };
}
interface PlaceRenamed extends AuditEvent {
  readonly kind: 'place.renamed';
  readonly data: { readonly level: 'building' | 'floor' | 'room' | 'bed'; readonly name: string };
}
interface PlaceRemoved extends AuditEvent {
  readonly kind: 'place.removed';
  readonly data: { readonly level: 'building' | 'floor' | 'room'; readonly name: string };
}
interface RoomChanged extends AuditEvent {
  readonly kind: 'place.room-changed';
  readonly data: {
    readonly sexRule: SexRule;
    readonly isolation: boolean;
    readonly oneHousehold: boolean;
    readonly maxPeople: number | null;
  };
}
interface RulesSettled extends AuditEvent {
  readonly kind: 'place.rules-settled';
  readonly data: {
    readonly cleaningRequired: boolean;
    readonly cleaningHours: number | null;
    readonly shareDenominator: ShareDenominator;
  };
}
interface IsolationOrdered extends AuditEvent {
  readonly kind: 'isolation.ordered';
  readonly data: { readonly personId: string; readonly from: PlainDate; readonly until: PlainDate | null };
}
interface IsolationEnded extends AuditEvent {
  readonly kind: 'isolation.ended';
  readonly data: { readonly personId: string; readonly on: PlainDate };
}

export type BedEvent =
  | BedsImported
  | BedAdded
  | BedRetired
  | BedRestored
  | ClosureChanged
  | BedCleaned
  | PlaceAdded
  | PlaceRenamed
  | PlaceRemoved
  | RoomChanged
  | RulesSettled
  | IsolationOrdered
  | IsolationEnded
  | BedChanged
  | BedClosed
  | BedReopened
  | BedOccupied
  | BedVacated
  | BedReserved
  | BedReleased;

/** Kinds of one noun, in which several kinds may share their data. */
type Kinds<Prefix extends string> = Extract<BedEvent['kind'], `${Prefix}.${string}`>;
type Data<Kind extends BedEvent['kind']> = BedEvent extends infer Event
  ? Event extends { readonly kind: infer Known; readonly data: infer D }
    ? Kind extends Known
      ? D
      : never
    : never
  : never;

const happened =
  <Prefix extends string>(type: string) =>
  <Kind extends Kinds<Prefix>>(kind: Kind, id: string, data: Data<Kind>, reason?: string) => ({
    kind,
    subject: { type, id },
    data,
    ...(reason === undefined ? {} : { reason }),
  });

/** An event of one bed. */
export const bedEvent = happened<'bed'>('bed');
/** An event of a building, floor or room, or of the rules of all of them. */
export const placeEvent = happened<'place'>('place');
/** An event of one isolation. */
export const isolationEvent = happened<'isolation'>('isolation');

/** Bed lists are read by many at once: the event of an import belongs to none of their beds. */
export const bedsImported = (data: BedsImported['data']): BedsImported => ({
  kind: 'beds.imported',
  subject: { type: 'import', id: 'beds' },
  data,
});
