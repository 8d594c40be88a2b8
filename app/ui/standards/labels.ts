import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

const names: Readonly<Record<string, (() => string) | undefined>> = {
  'dibao/urban///': m.standards_of_dibao_urban,
  'dibao/rural///': m.standards_of_dibao_rural,
  'tekun-basic/urban/centralised//': m.standards_of_tekun_basic_urban_centralised,
  'tekun-basic/urban/scattered//': m.standards_of_tekun_basic_urban_scattered,
  'tekun-basic/rural/centralised//': m.standards_of_tekun_basic_rural_centralised,
  'tekun-basic/rural/scattered//': m.standards_of_tekun_basic_rural_scattered,
  'care-tier///tekun-six/independent': m.standards_of_care_tier_independent,
  'care-tier///tekun-six/partial': m.standards_of_care_tier_partial,
  'care-tier///tekun-six/total': m.standards_of_care_tier_total,
  'market-reference///tekun-six/independent': m.standards_of_market_reference_independent,
  'market-reference///tekun-six/partial': m.standards_of_market_reference_partial,
  'market-reference///tekun-six/total': m.standards_of_market_reference_total,
};

/** What a standard is for, by its key; beginning with a capital, as a heading does. */
export function standardLabel(key: string): string {
  const name = names[key]?.() ?? key;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const order = Object.keys(names);

/** Standards in the order in which one depends on the other. */
export const inOrder = <Row extends { readonly key: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));

const grades: Readonly<Record<string, (() => string) | undefined>> = {
  independent: m.standards_grade_independent,
  partial: m.standards_grade_partial,
  total: m.standards_grade_total,
};

/** A grade of the 特困 six items. */
export const gradeLabel = (grade: string): string => grades[grade]?.() ?? grade;

/** Where something proposed and approved stands on a day. */
export type InForce = 'proposed' | 'declined' | 'coming' | 'current' | 'ended';

export function inForceOn(
  today: string,
  {
    status,
    effectiveFrom,
    effectiveUntil,
  }: { status: 'proposed' | 'approved' | 'declined'; effectiveFrom: string; effectiveUntil: string | null },
): InForce {
  if (status !== 'approved') return status;
  if (effectiveFrom > today) return 'coming';
  return effectiveUntil !== null && effectiveUntil <= today ? 'ended' : 'current';
}

export const inForceLabel: Record<InForce, () => string> = {
  proposed: m.standards_state_proposed,
  declined: m.standards_state_declined,
  coming: m.standards_state_coming,
  current: m.standards_state_current,
  ended: m.standards_state_ended,
};

export const inForceTone: Record<InForce, Tone> = {
  proposed: 'due',
  declined: 'stopped',
  coming: 'info',
  current: 'ok',
  ended: 'stopped',
};
