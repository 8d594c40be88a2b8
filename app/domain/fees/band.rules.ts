import { contains, type DateRange, overlaps } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import { addMonths, type PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';
import {
  missingStandard,
  type Registration,
  registrations,
  type StandardKey,
  type StandardRange,
  standardKeyText,
  standardName,
  standardOn,
  turningDays,
} from '../standards/standard.rules';

/** What a fee is for: a grade of a scale. */
export interface FeeKey {
  readonly scaleCode: string;
  readonly grade: string;
}

/** The bounds between which a monthly fee lies, both exclusive, and where they come from. */
export interface PriceBand {
  /** 特困供养标准: the higher of urban and rural basic living standard (集中供养) plus the care standard of the grade. */
  readonly floorFen: Fen;
  /** Registration whose basic living standard makes the floor. */
  readonly floorOf: Registration;
  readonly basicFen: Fen;
  readonly careFen: Fen;
  readonly floorSource: string;
  /** What other homes charge for the grade. */
  readonly marketFen: Fen;
  readonly marketSource: string;
}

const careKey = ({ scaleCode, grade }: FeeKey): StandardKey => ({ kind: 'care-tier', scaleCode, grade });
const marketKey = ({ scaleCode, grade }: FeeKey): StandardKey => ({
  kind: 'market-reference',
  scaleCode,
  grade,
});
const basicKey = (registration: Registration): StandardKey => ({
  kind: 'tekun-basic',
  registration,
  support: 'centralised',
});

/**
 * The price band of a grade on a day (博政字〔2021〕12号 二(五): 略高于城乡特困人员供养标准, 低于社会养老机构). One price list
 * serves both registrations, so its floor is the higher one. Refuses STANDARD.MISSING for each standard not in force.
 */
export function bandOn(
  standards: readonly StandardRange[],
  key: FeeKey,
  on: PlainDate,
): { band: PriceBand } | { missing: Refusal[] } {
  const basics = registrations.map((registration) => ({
    registration,
    range: standardOn(standards, basicKey(registration), on),
  }));
  const care = standardOn(standards, careKey(key), on);
  const market = standardOn(standards, marketKey(key), on);
  const missing = [
    ...basics
      .filter(({ range }) => !range)
      .map(({ registration }) => missingStandard(basicKey(registration), on)),
    ...(care ? [] : [missingStandard(careKey(key), on)]),
    ...(market ? [] : [missingStandard(marketKey(key), on)]),
  ];
  const [first, ...others] = basics.flatMap(({ registration, range }) =>
    range ? [{ registration, range }] : [],
  );
  if (missing.length > 0 || !first || !care || !market) return { missing };
  const highest = others.reduce((a, b) => (b.range.amountFen > a.range.amountFen ? b : a), first);
  return {
    band: {
      floorFen: highest.range.amountFen + care.amountFen,
      floorOf: highest.registration,
      basicFen: highest.range.amountFen,
      careFen: care.amountFen,
      floorSource:
        highest.range.source === care.source ? care.source : `${highest.range.source} + ${care.source}`,
      marketFen: market.amountFen,
      marketSource: market.source,
    },
  };
}

/**
 * Bounds in force on a day that began more than `months` before it: too old to set a fee by. Refuses STANDARD.OUTDATED for
 * each, with the day since when it is in force. How old is too old is a setting (待核实).
 */
export function outdatedBounds(
  standards: readonly StandardRange[],
  key: FeeKey,
  { on, months, field }: { on: PlainDate; months: number; field?: string },
): Refusal[] {
  return [...registrations.map(basicKey), careKey(key), marketKey(key)].flatMap((bound) => {
    const range = standardOn(standards, bound, on);
    if (!range || addMonths(range.from, months) >= on) return [];
    return [
      refusal('STANDARD.OUTDATED', {
        field,
        params: { what: standardName(bound), from: range.from, on, months },
      }),
    ];
  });
}

/** The highest monthly fee that still is slightly above the floor (略高于): `percent` more than it, rounded down to the fen. */
export const slightlyAboveFen = ({ floorFen }: Pick<PriceBand, 'floorFen'>, percent: number): Fen =>
  floorFen + (floorFen * BigInt(percent)) / 100n;

/** A stretch of days with one band, or with what is missing for it. */
export type BandStretch = DateRange &
  ({ readonly band: PriceBand } | { readonly missing: readonly Refusal[] });

/** The bands of a grade over a span, stretch by stretch. */
export function bandStretches(
  standards: readonly StandardRange[],
  key: FeeKey,
  span: DateRange,
): BandStretch[] {
  const keys = new Set([...registrations.map(basicKey), careKey(key), marketKey(key)].map(standardKeyText));
  const days = turningDays(
    span,
    standards.filter((range) => keys.has(range.key) && overlaps(range, span)),
  );
  return days
    .filter((day) => contains(span, day))
    .map((from, index) => ({ from, until: days[index + 1] ?? span.until, ...bandOn(standards, key, from) }));
}

/**
 * Why a fee may not be in force over a span: on some day a standard is missing (STANDARD.MISSING), or the fee is not
 * strictly inside the band (FEES.OUTSIDE_BAND, with both bounds and their sources). Each reason with its first day.
 */
export function bandProblems(
  standards: readonly StandardRange[],
  { feeFen, ...key }: FeeKey & { feeFen: Fen },
  span: DateRange,
  field?: string,
): Refusal[] {
  const stretches = bandStretches(standards, key, span);
  const gap = stretches.find((stretch) => 'missing' in stretch);
  if (gap && 'missing' in gap) return gap.missing.map((one) => ({ ...one, field }));
  for (const stretch of stretches) {
    if (!('band' in stretch)) continue;
    const { floorFen, floorSource, marketFen, marketSource } = stretch.band;
    if (floorFen < feeFen && feeFen < marketFen) continue;
    const params = {
      feeFen: String(feeFen),
      floorFen: String(floorFen),
      floorSource,
      marketFen: String(marketFen),
      marketSource,
      on: stretch.from,
    };
    return [refusal('FEES.OUTSIDE_BAND', { field, params })];
  }
  return [];
}
