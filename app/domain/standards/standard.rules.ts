import type { Actor } from '../kernel/actor';
import { contains, type DateRange, overlaps } from '../kernel/date-range';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/**
 * What an amount is for: 低保 per month by household registration; 特困基本生活标准 by registration and mode of support
 * (社会救助暂行办法 Art. 15); 照料护理标准 by tier; and what other homes charge for a grade, the upper bound of our fee.
 */
export const standardKinds = ['dibao', 'tekun-basic', 'care-tier', 'market-reference'] as const;
export type StandardKind = (typeof standardKinds)[number];

export const registrations = ['urban', 'rural'] as const;
export type Registration = (typeof registrations)[number];

export const supportModes = ['centralised', 'scattered'] as const;
export type SupportMode = (typeof supportModes)[number];

/** Code of the scale of the 特困 six items (特困人员认定办法 Art. 21); its three grades are the three care tiers. */
export const TEKUN_SIX = 'tekun-six';
/** 全自理, 半护理, 全护理. */
export const careTiers = ['independent', 'partial', 'total'] as const;
export type CareTier = (typeof careTiers)[number];

/** Which amount is meant: a kind with the dimensions that it has. */
export type StandardKey =
  | { readonly kind: 'dibao'; readonly registration: Registration }
  | { readonly kind: 'tekun-basic'; readonly registration: Registration; readonly support: SupportMode }
  | { readonly kind: 'care-tier'; readonly scaleCode: string; readonly grade: string }
  | { readonly kind: 'market-reference'; readonly scaleCode: string; readonly grade: string };

/** The care tier that a grade pays for; undefined where nobody has decided it, which stops the calculation. */
export const careTierOf = (scaleCode: string, grade: string): CareTier | undefined =>
  scaleCode === TEKUN_SIX ? careTiers.find((tier) => tier === grade) : undefined;

/** The key as the database keeps it: kind/registration/support/scale/grade. */
export function standardKeyText(key: StandardKey): string {
  const {
    registration = '',
    support = '',
    scaleCode = '',
    grade = '',
  } = key as Partial<Record<string, string>>;
  return [key.kind, registration, support, scaleCode, grade].join('/');
}

/** Every amount that a district has to set, in the order in which one depends on the other. */
export const standardKeys: readonly StandardKey[] = [
  ...registrations.map((registration) => ({ kind: 'dibao' as const, registration })),
  ...registrations.flatMap((registration) =>
    supportModes.map((support) => ({ kind: 'tekun-basic' as const, registration, support })),
  ),
  ...careTiers.map((grade) => ({ kind: 'care-tier' as const, scaleCode: TEKUN_SIX, grade })),
  ...careTiers.map((grade) => ({ kind: 'market-reference' as const, scaleCode: TEKUN_SIX, grade })),
];

/** An amount while it is in force. */
export interface StandardRange extends DateRange {
  readonly key: string;
  readonly amountFen: Fen;
  /** Document that sets it. */
  readonly source: string;
}

/** The range of a key that is in force on a day. */
export const standardOn = (
  ranges: readonly StandardRange[],
  key: StandardKey,
  on: PlainDate,
): StandardRange | undefined => {
  const text = standardKeyText(key);
  return ranges.find((range) => range.key === text && contains(range, on));
};

/** The first day of a span and every day within it on which one of the ranges begins or has ended: nothing changes in between. */
export function turningDays(span: DateRange, ranges: readonly DateRange[]): PlainDate[] {
  const days = ranges
    .flatMap((range) => [range.from, range.until])
    .filter((day): day is PlainDate => day !== null && day > span.from && contains(span, day));
  return [span.from, ...new Set(days)].sort();
}

/** The message that names a standard, as a refusal's parameter. */
export function standardName(key: StandardKey): string {
  if (key.kind === 'dibao') return `@standards_of_dibao_${key.registration}`;
  if (key.kind === 'tekun-basic') return `@standards_of_tekun_basic_${key.registration}_${key.support}`;
  const tier = careTierOf(key.scaleCode, key.grade);
  const name = key.kind === 'care-tier' ? 'care_tier' : 'market_reference';
  return tier ? `@standards_of_${name}_${tier}` : `${key.scaleCode} ${key.grade}`;
}

/** No standard in force: nothing is guessed, whoever asked has to stop. */
export const missingStandard = (key: StandardKey, on: PlainDate, field?: string): Refusal =>
  refusal('STANDARD.MISSING', { field, params: { what: standardName(key), on } });

/** Tenths of 低保 that the basic living standard is at least (博政字〔2021〕12号 二(一)1). */
const BASIC_IN_TENTHS: Readonly<Record<Registration, bigint>> = { urban: 15n, rural: 13n };

/** Least 特困基本生活标准 for a 低保 standard, rounded up to the fen. */
export const leastBasic = (registration: Registration, dibaoFen: Fen): Fen =>
  (dibaoFen * BASIC_IN_TENTHS[registration] + 9n) / 10n;

const basicKey = (registration: Registration, support: SupportMode): StandardKey => ({
  kind: 'tekun-basic',
  registration,
  support,
});

/**
 * Checks that the basic living standard stays at least 1.5 × urban and 1.3 × rural 低保 on every day of `span`
 * (博政字〔2021〕12号 二(一)1). `ranges` are those that would be in force. Where there is a basic standard but no 低保
 * to hold it against, that is STANDARD.MISSING; too low is STANDARD.BASIC_TOO_LOW.
 */
export function basicRatioProblems(
  span: DateRange,
  ranges: readonly StandardRange[],
  field?: string,
): Refusal[] {
  const problems: Refusal[] = [];
  const inSpan = ranges.filter((range) => overlaps(range, span));
  for (const registration of registrations) {
    const dibaoKey: StandardKey = { kind: 'dibao', registration };
    for (const support of supportModes) {
      for (const on of turningDays(span, inSpan)) {
        const basic = standardOn(inSpan, basicKey(registration, support), on);
        if (!basic) continue;
        const dibao = standardOn(inSpan, dibaoKey, on);
        const least = dibao && leastBasic(registration, dibao.amountFen);
        if (!dibao || least === undefined) problems.push(missingStandard(dibaoKey, on, field));
        else if (basic.amountFen < least) {
          problems.push(
            refusal('STANDARD.BASIC_TOO_LOW', {
              field,
              params: {
                what: standardName(basicKey(registration, support)),
                on,
                basicFen: String(basic.amountFen),
                dibaoFen: String(dibao.amountFen),
                leastFen: String(least),
                dibaoSource: dibao.source,
              },
            }),
          );
        } else continue;
        break;
      }
    }
  }
  return problems;
}

/** All keys that the command line made without an account: nobody can say whether two of them are two persons. */
const COMMAND_LINE = 'key:command-line';

/**
 * Who acts, to tell proposer and approver apart: the account; of an API key without one whoever made it, so that two keys of one
 * maker are one person, and so are the maker and their key; or the name of who has none (the product itself, a seed).
 */
export const actingPerson = ({
  userId,
  keyMaker,
  name,
}: Pick<Actor, 'userId' | 'keyMaker' | 'name'>): string =>
  userId ?? (keyMaker === undefined ? `name:${name}` : (keyMaker ?? COMMAND_LINE));
