import type { DateRange } from '../kernel/date-range';
import type { PlainDate } from '../kernel/plain-date';
import type { BedAttribute, BedKind, SexRule } from './bed.rules';

/** Self-care grade of the 特困 six items: 全自理, 半护理, 全护理. */
export type CareGrade = 'independent' | 'partial' | 'total';

/**
 * Kinds of bed that a grade may be given, the fitting one first. 护理型床位 are equipped for those who cannot look
 * after themselves, so whoever is wholly dependent gets no other; whoever is partly so may sleep in either.
 */
const KINDS_FOR: Readonly<Record<CareGrade, readonly BedKind[]>> = {
  independent: ['general', 'nursing'],
  partial: ['nursing', 'general'],
  total: ['nursing'],
};

/** What a person needs of a bed. */
export interface BedNeed {
  readonly personId: string;
  readonly sex: 'male' | 'female';
  readonly grade: CareGrade;
  /** Is to be isolated on the day. */
  readonly isolated?: boolean;
  /** Household the person belongs to on the day. */
  readonly household?: string | null;
}

/** A bed and what stands against using it from a date on. */
export interface BedOffered {
  readonly kind: BedKind;
  readonly sexRule: SexRule;
  readonly attributes: readonly BedAttribute[];
  /** First day of the bed, and the first without it. */
  readonly openedOn?: PlainDate | null;
  readonly retiredOn?: PlainDate | null;
  /** Rules of the room. */
  readonly isolation?: boolean;
  readonly oneHousehold?: boolean;
  readonly maxPeople?: number | null;
  /** Who is in the room or awaited in it, where its rules ask for that. */
  readonly others?: readonly { readonly personId: string; readonly household: string | null }[];
  /** Occupancies and closures that reach beyond the date. */
  readonly occupied?: DateRange;
  readonly closed?: DateRange;
  /** Person for whom the bed is kept. */
  readonly reservedFor?: string;
  /** Was left and is not made ready yet, on a day on which it should be. */
  readonly awaitsCleaning?: boolean;
}

/** Every reason there is, in the order in which they are told. */
export const mismatchKinds = [
  'service',
  'occupied',
  'closed',
  'reserved',
  'cleaning',
  'sex',
  'kind',
  'isolation',
  'household',
  'full',
] as const;
export type Mismatch = (typeof mismatchKinds)[number];

/** Every reason why the person cannot have the bed from `from` on, in the order of `mismatchKinds`; none: it fits. */
export function mismatches(bed: BedOffered, need: BedNeed, from: PlainDate): Mismatch[] {
  const taken = (range: DateRange | undefined) =>
    range !== undefined && (range.until === null || range.until > from);
  const others = (bed.others ?? []).filter(({ personId }) => personId !== need.personId);
  const stands: Readonly<Record<Mismatch, boolean>> = {
    service: (bed.openedOn ?? from) > from || (bed.retiredOn ?? null) !== null,
    occupied: taken(bed.occupied),
    closed: taken(bed.closed),
    reserved: bed.reservedFor !== undefined && bed.reservedFor !== need.personId,
    cleaning: bed.awaitsCleaning === true,
    sex: bed.sexRule !== 'any' && bed.sexRule !== need.sex,
    kind: !KINDS_FOR[need.grade].includes(bed.kind),
    isolation: bed.isolation === true && need.isolated !== true,
    household:
      bed.oneHousehold === true &&
      others.some(({ household }) => household === null || household !== need.household),
    full:
      typeof bed.maxPeople === 'number' &&
      new Set(others.map(({ personId }) => personId)).size >= bed.maxPeople,
  };
  return mismatchKinds.filter((kind) => stands[kind]);
}

/** How well a fitting bed fits, smaller is better: the right kind first, a wheelchair place kept for those who are wholly dependent, a room for isolation for those who need it. */
export function fitness(bed: BedOffered, need: BedNeed): number {
  const kind = KINDS_FOR[need.grade].indexOf(bed.kind);
  const wheelchair = bed.attributes.includes('wheelchair') === (need.grade === 'total') ? 0 : 1;
  const isolation = (bed.isolation === true) === (need.isolated === true) ? 0 : 1;
  return isolation * 4 + kind * 2 + wheelchair;
}
