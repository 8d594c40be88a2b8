import { findGradeOn } from '../assessments/find-grade-on';
import { listGradeRanges } from '../assessments/list-grade-ranges';
import { type ReadScope, read } from '../audit/use-case';
import type { CareGrade } from '../beds/bed-match.rules';
import { addDays, type PlainDate } from '../kernel/plain-date';

/** The scale that sets the care tier: the six items of 特困人员认定办法 Art. 21. */
const SCALE = 'tekun-six';

const GRADES: readonly string[] = ['independent', 'partial', 'total'] satisfies CareGrade[];

const asGrade = (grade: string | undefined): CareGrade | null =>
  grade !== undefined && GRADES.includes(grade) ? (grade as CareGrade) : null;

/** Confirmed self-care grade of a person on a date; null when there is none or it has run out. */
export async function gradeOn(scope: ReadScope, personId: string, on: PlainDate): Promise<CareGrade | null> {
  const found = await findGradeOn.within(scope, { personId, on });
  return found?.scaleCode === SCALE ? asGrade(found.grade) : null;
}

/** The same, for a page that holds a stay. */
export const gradeOfDay = read('stays.view', (scope, { personId, on }: { personId: string; on: PlainDate }) =>
  gradeOn(scope, personId, on),
);

/** The same for many persons at once. */
export async function gradesOn(
  scope: ReadScope,
  personIds: readonly string[],
  on: PlainDate,
): Promise<Map<string, CareGrade>> {
  const ranges = await listGradeRanges.within(scope, {
    personIds: [...personIds],
    from: on,
    until: addDays(on, 1),
  });
  const grades = new Map<string, CareGrade>();
  for (const { personId, scaleCode, grade } of ranges) {
    const known = asGrade(grade);
    if (scaleCode === SCALE && known) grades.set(personId, known);
  }
  return grades;
}

/** 失能: partly or wholly dependent. */
export const isDependent = (grade: CareGrade | null): grade is 'partial' | 'total' =>
  grade === 'partial' || grade === 'total';
