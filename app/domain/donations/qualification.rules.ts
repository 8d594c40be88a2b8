import { contains } from '../kernel/date-range';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { inBoth, type Refusal, refusal } from '../kernel/refusals';

/** By what right an organisation receives gifts, and when it holds. */
export interface Qualification {
  /** `public_fundraising` 公开募捐资格 is the right to ask the public, on top of the right to receive. */
  readonly kind: 'bureau' | 'public_institution' | 'charity' | 'public_fundraising';
  readonly number: string;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate | null;
}

const holds = ({ validFrom, validUntil }: Qualification, on: PlainDate): boolean =>
  contains({ from: validFrom, until: validUntil }, on);

/** The qualification to receive in force on a date, if any. */
export const qualificationOn = (
  qualifications: readonly Qualification[],
  on: PlainDate,
): Qualification | undefined =>
  qualifications.find((one) => one.kind !== 'public_fundraising' && holds(one, on));

/** The qualification of a kind in force on a date, if any. */
export const qualificationOf = (
  qualifications: readonly Qualification[],
  kind: Qualification['kind'],
  on: PlainDate,
): Qualification | undefined => qualifications.find((one) => one.kind === kind && holds(one, on));

/** What lets an organisation receive gifts, each by itself. */
export const receivingKinds: readonly Qualification['kind'][] = ['bureau', 'public_institution', 'charity'];

/**
 * Day after the last on which a right of one of these kinds holds without a break from a day on, null for no end: one that is
 * renewed in time holds on, under whatever number. Undefined when it does not hold on the day.
 */
export function heldUntil(
  qualifications: readonly Qualification[],
  kinds: readonly Qualification['kind'][],
  on: PlainDate,
): PlainDate | null | undefined {
  let until: PlainDate | null | undefined;
  let at = on;
  for (;;) {
    const next = latestEnd(qualifications.filter((one) => kinds.includes(one.kind) && holds(one, at)));
    if (next === undefined) return until;
    if (next === null) return null;
    until = next;
    at = next;
  }
}

/** The latest end of qualifications, null for none; undefined when there are none. */
const latestEnd = (all: readonly Qualification[]): PlainDate | null | undefined =>
  all.some(({ validUntil }) => validUntil === null)
    ? null
    : all
        .flatMap(({ validUntil }) => validUntil ?? [])
        .sort()
        .at(-1);

/**
 * Why an organisation may not receive a gift on a date, if so. Only bureaus, public institutions for public good
 * and charitable organisations may, and only they use the donation receipt (财综〔2024〕1号 Art. 7).
 * Answers GIFT.ENTITY_NOT_QUALIFIED or, when it once was, GIFT.ENTITY_LAPSED with the last day that it was.
 */
export function receivingRefusal(
  entity: {
    readonly name: string;
    readonly nameEn: string | null;
    readonly qualifications: readonly Qualification[];
  },
  on: PlainDate,
): Refusal | undefined {
  if (qualificationOn(entity.qualifications, on)) return undefined;
  const lapsed = entity.qualifications
    .filter(({ kind }) => kind !== 'public_fundraising')
    .flatMap(({ validUntil }) => (validUntil !== null && validUntil <= on ? [validUntil] : []))
    .sort()
    .at(-1);
  const entityBoth = inBoth(entity);
  return lapsed
    ? refusal('GIFT.ENTITY_LAPSED', { field: 'entityId', params: { entityBoth, until: addDays(lapsed, -1) } })
    : refusal('GIFT.ENTITY_NOT_QUALIFIED', { field: 'entityId', params: { entityBoth, on } });
}
