import { type AssessmentStatus, selectAssessments } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, type Page, pageOf } from '../kernel/paging';
import type { Label } from './scale.rules';

type Row = Awaited<ReturnType<typeof selectAssessments>>[number];

/** A row of a list of assessments; the grade in words. */
export interface ListedAssessment extends Omit<Row, 'grades'> {
  /** Null while a person has to find it, because items were refused. */
  readonly gradeLabel: Label | null;
}

/** Which assessments are asked for: of one person, of one status, or all. */
export interface AssessmentSearch {
  readonly personId?: string;
  readonly status?: AssessmentStatus;
  readonly after?: string;
  readonly limit?: number;
}

function readCursor(cursor: string): { assessedOn: string; id: string } | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(cursor);
  return match ? { assessedOn: match[1] as string, id: match[2] as string } : undefined;
}

/** Assessments, newest first. */
export const listAssessments = read(
  'assessments.view',
  async (
    { tx },
    { personId, status, after, limit = 50 }: AssessmentSearch,
  ): Promise<Page<ListedAssessment>> => {
    const size = Math.min(Math.max(1, limit), PAGE_LIMIT);
    const rows = await selectAssessments(tx, {
      personId,
      status,
      after: after ? readCursor(after) : undefined,
      limit: size + 1,
    });
    const listed = rows.map(({ grades, ...row }) => ({
      ...row,
      gradeLabel: grades.find(({ code }) => code === row.grade)?.label ?? null,
    }));
    return pageOf(listed, size, (last) => `${last.assessedOn}_${last.id}`);
  },
);
