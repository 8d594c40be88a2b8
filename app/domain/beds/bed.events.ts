import type { AuditEvent } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import type { BedAttribute, BedKind, ClosureCause } from './bed.rules';

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

export type BedEvent =
  | BedsImported
  | BedChanged
  | BedClosed
  | BedReopened
  | BedOccupied
  | BedVacated
  | BedReserved
  | BedReleased;

type Of<Kind extends BedEvent['kind']> = Extract<BedEvent, { readonly kind: Kind }>;
type Data<Kind extends BedEvent['kind']> = Of<Kind> extends { readonly data: infer D } ? D : never;

/** An event of one bed. */
export const bedEvent = <Kind extends Exclude<BedEvent['kind'], 'beds.imported' | 'bed.closed'>>(
  kind: Kind,
  bedId: string,
  data: Data<Kind>,
) => ({ kind, subject: { type: 'bed', id: bedId }, data });

export const bedClosed = (bedId: string, data: BedClosed['data'], reason: string): BedClosed => ({
  kind: 'bed.closed',
  subject: { type: 'bed', id: bedId },
  data,
  reason,
});

export const bedsImported = (data: BedsImported['data']): BedsImported => ({
  kind: 'beds.imported',
  subject: { type: 'import', id: 'beds' },
  data,
});
