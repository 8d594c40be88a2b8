/** 护理型床位 for those who cannot look after themselves, 普通床位 for the others. */
export const bedKinds = ['nursing', 'general'] as const;
export type BedKind = (typeof bedKinds)[number];

/** Whom a room takes. */
export const sexRules = ['male', 'female', 'any'] as const;
export type SexRule = (typeof sexRules)[number];

export const bedAttributes = ['wheelchair', 'window', 'single', 'oxygen', 'ground_floor'] as const;
export type BedAttribute = (typeof bedAttributes)[number];

/** Why a bed is out of service. */
export const closureCauses = ['repair', 'cleaning', 'isolation', 'other'] as const;
export type ClosureCause = (typeof closureCauses)[number];

/** Smallest share of nursing beds: 到2022年年底全区护理型床位占比达到65%, 博政字〔2021〕12号 二（一）1. */
export const NURSING_SHARE_GOAL = 65;

/** Among which beds the share is counted: the text can be read either way, so each tenant settles it. */
export const shareDenominators = ['all', 'in_service'] as const;
export type ShareDenominator = (typeof shareDenominators)[number];

export interface ShareCounts {
  readonly nursing: number;
  readonly all: number;
}

/** Nursing beds against all beds; `percent` has one decimal, cut off so that 64.99 never reads as reached. Absent without beds. */
export function shareOf({ nursing, all }: ShareCounts) {
  return {
    nursing,
    all,
    percent: all === 0 ? undefined : Math.floor((nursing * 1000) / all) / 10,
    goal: NURSING_SHARE_GOAL,
    met: nursing * 100 >= all * NURSING_SHARE_GOAL,
  };
}

export type Share = ReturnType<typeof shareOf>;

export const nursingShare = (beds: readonly { readonly kind: BedKind }[]): Share =>
  shareOf({ nursing: beds.filter(({ kind }) => kind === 'nursing').length, all: beds.length });

/** Whether a change leaves the share below the goal and lower than it was. The first beds of a centre lower nothing. */
export const lowersBelowGoal = (before: ShareCounts, after: ShareCounts): boolean =>
  before.all > 0 && !shareOf(after).met && after.nursing * before.all < before.nursing * after.all;

const NUMERALS = '一二三四五六七八九';

/** Where a floor stands in its house as far as its name says: `3层` 3, `三层` 3, `地下1层` and `B1` −1; null when it does not. */
export function floorLevel(name: string): number | null {
  const below = /地下|负|^-|^[Bb]\d/.test(name);
  const digits = /\d{1,2}/.exec(name)?.[0];
  const numeral = /([一二三四五六七八九])?(十)?([一二三四五六七八九])?[层楼]/.exec(name);
  const counted = (sign: string | undefined) => (sign ? NUMERALS.indexOf(sign) + 1 : 0);
  const [, tens, ten, ones] = numeral ?? [];
  const written = ten ? (counted(tens) || 1) * 10 + counted(ones) : counted(tens ?? ones);
  const level = digits === undefined ? written : Number(digits);
  if (level === 0) return null;
  return below ? -level : level;
}
