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
}

/** A bed and what stands against using it from a date on. */
export interface BedOffered {
  readonly kind: BedKind;
  readonly sexRule: SexRule;
  readonly attributes: readonly BedAttribute[];
  /** Occupancies and closures that reach beyond the date. */
  readonly occupied?: DateRange;
  readonly closed?: DateRange;
  /** Person for whom the bed is kept. */
  readonly reservedFor?: string;
}

export type Mismatch = 'occupied' | 'closed' | 'reserved' | 'sex' | 'kind';

/** Every reason why the person cannot have the bed from `from` on; none: it fits. */
export function mismatches(bed: BedOffered, need: BedNeed, from: PlainDate): Mismatch[] {
  const found: Mismatch[] = [];
  const taken = (range: DateRange | undefined) =>
    range !== undefined && (range.until === null || range.until > from);
  if (taken(bed.occupied)) found.push('occupied');
  if (taken(bed.closed)) found.push('closed');
  if (bed.reservedFor !== undefined && bed.reservedFor !== need.personId) found.push('reserved');
  if (bed.sexRule !== 'any' && bed.sexRule !== need.sex) found.push('sex');
  if (!KINDS_FOR[need.grade].includes(bed.kind)) found.push('kind');
  return found;
}

/** How well a fitting bed fits, smaller is better: the right kind first, a wheelchair place kept for those who are wholly dependent. */
export function fitness(bed: BedOffered, need: BedNeed): number {
  const kind = KINDS_FOR[need.grade].indexOf(bed.kind);
  const wheelchair = bed.attributes.includes('wheelchair') === (need.grade === 'total') ? 0 : 1;
  return kind * 2 + wheelchair;
}
