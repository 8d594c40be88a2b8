import { contains, type DateRange } from '../kernel/date-range';
import { ageOn, type PlainDate } from '../kernel/plain-date';
import { ADULT, type Skill } from './volunteer.rules';

/**
 * Skills whose use may hurt the one who uses them: work on ladders and wires, and driving. Which work is dangerous the law
 * leaves open; the list is ours (待核实).
 */
export const riskySkills: ReadonlySet<string> = new Set<Skill>(['repair', 'driving']);

/** Whether a task may hurt whoever does it. */
export const isRisky = (skill: string | null): boolean => skill !== null && riskySkills.has(skill);

/** What decides whether a volunteer may be sent to a task of a day. */
export interface DispatchFacts {
  readonly birthDate: PlainDate;
  /** `validUntil` is the last day on which the licence holds; null where none is asked. */
  readonly skills: readonly { readonly skill: string; readonly validUntil: PlainDate | null }[];
  /** Days covered by a personal accident insurance. */
  readonly covers: readonly DateRange[];
}

/** Rules that forbid to send somebody, in the order in which they are looked at. */
export const dispatchRules = ['skill', 'licence-expired', 'minor', 'insurance'] as const;
export type DispatchRule = (typeof dispatchRules)[number];

/** Whether somebody may only go together with a grown volunteer on a day (山东省志愿服务条例 第十条). */
export const needsCompany = (birthDate: PlainDate, date: PlainDate): boolean =>
  ageOn(birthDate, date) < ADULT;

/**
 * The first rule that forbids to send a volunteer to a task on a day, if any: a skill that is asked and not held; a licence
 * that is over (志愿服务条例 第十六条); somebody under age to what is dangerous, or alone (山东省志愿服务条例 第十条: `together` is
 * how many go at once, of whom one has to be grown); dangerous work without accident insurance on that day (志愿服务条例 第十七条).
 */
export function dispatchBar(
  { birthDate, skills, covers }: DispatchFacts,
  { skill, date, together }: { skill: string | null; date: PlainDate; together: number },
): DispatchRule | undefined {
  const held = skill === null ? undefined : skills.find((one) => one.skill === skill);
  if (skill !== null && !held) return 'skill';
  if (held?.validUntil && held.validUntil < date) return 'licence-expired';
  if (needsCompany(birthDate, date) && (isRisky(skill) || together < 2)) return 'minor';
  if (isRisky(skill) && !covers.some((cover) => contains(cover, date))) return 'insurance';
  return undefined;
}
