import type { Actor } from '../kernel/actor';
import type { DateRange } from '../kernel/date-range';
import { groupedBy } from '../kernel/grouped';
import { type PlainDate, plainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

/** Someone who scored, as far as known: an account, a name, or both. */
export interface Scorer {
  readonly id: string | null;
  readonly name: string;
}

const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** One and the same person, by account or by name. */
export const samePerson = (a: Scorer, b: Scorer): boolean =>
  (a.id !== null && a.id === b.id) || (plain(a.name) !== '' && plain(a.name) === plain(b.name));

/** The account that answers for what is recorded: of an API key without one that of whoever made it. */
export const recorderOf = ({ userId, keyMaker }: Pick<Actor, 'userId' | 'keyMaker'>): string | null =>
  userId ?? keyMaker ?? null;

/** Two assessors score together and both answer for it; the second is never the first again. */
export function assessorRefusals(first: Scorer, second: Scorer): Refusal[] {
  if (!plain(first.name)) return [refusal('ASSESSMENT.FIRST_ASSESSOR_MISSING', { field: 'firstAssessor' })];
  if (!plain(second.name))
    return [refusal('ASSESSMENT.SECOND_ASSESSOR_MISSING', { field: 'secondAssessor' })];
  return samePerson(first, second) ? [refusal('ASSESSMENT.ASSESSORS_SAME', { field: 'secondAssessor' })] : [];
}

/** The day on which a result of `months` months ends (exclusive); the last day of a shorter month where the day is missing. */
export function validUntil(from: PlainDate, months: number): PlainDate {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return plainDate(
    new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())))
      .toISOString()
      .slice(0, 10),
  );
}

/**
 * The day on which a grade ends (exclusive), null when nothing sets an end. Ours runs from the day it begins to count; that of others
 * from the day they assessed, and never beyond what their paper says.
 */
export function endOf(
  {
    origin,
    assessedOn,
    statedUntil,
  }: { origin: 'own' | 'external'; assessedOn: PlainDate; statedUntil: PlainDate | null },
  { from, months }: { from: PlainDate; months: number | undefined },
): PlainDate | null {
  const byScale = months === undefined ? null : validUntil(origin === 'own' ? from : assessedOn, months);
  if (byScale === null || statedUntil === null) return byScale ?? statedUntil;
  return byScale < statedUntil ? byScale : statedUntil;
}

/** A confirmed grade as the database holds it. */
export interface ConfirmedGrade {
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate | null;
}

/** Days on which one confirmed grade counts. */
export interface GradeRange extends DateRange {
  readonly assessmentId: string;
  readonly personId: string;
  readonly scaleCode: string;
  readonly scaleVersion: number;
  readonly grade: string;
}

/**
 * The days each confirmed grade of one person covers: from its own day until its end or the next one's day,
 * whichever is first. `grades` in the order of `validFrom`; days without a valid grade are in no range.
 */
export function gradeRanges<Grade extends ConfirmedGrade>(
  grades: readonly Grade[],
): (Grade & { from: PlainDate; until: PlainDate | null })[] {
  return grades.map((grade, place) => {
    const next = grades[place + 1]?.validFrom ?? null;
    const end = grade.validUntil;
    const until = next === null || (end !== null && end < next) ? end : next;
    return { ...grade, from: grade.validFrom, until };
  });
}

/** The days that grades of several persons cover; `grades` by person in the order of `validFrom`. */
export function gradeRangesOfAll(
  grades: readonly (ConfirmedGrade & Omit<GradeRange, keyof DateRange>)[],
): GradeRange[] {
  return [...groupedBy(grades, ({ personId }) => personId).values()].flatMap((ofOne) =>
    gradeRanges(ofOne).map(({ validFrom: _, validUntil: __, ...range }) => range),
  );
}
