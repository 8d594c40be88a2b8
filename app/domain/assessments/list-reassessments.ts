import { selectOpenReassessments, selectReassessmentsOf } from '#db/queries/reassessments';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { parsePlainDate } from '../kernel/plain-date';
import { isLate } from './reassessment.rules';

function readCursor(cursor: string) {
  const [, day = '', id = ''] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  const dueOn = parsePlainDate(day);
  return dueOn && { dueOn, id };
}

/** Who is to be assessed again, the first due first; town clerks and village helpers see their own town. */
export const listReassessments = read(
  'assessments.view-again',
  async ({ tx, actor, today }, { after, limit = 50 }: { after?: string; limit?: number }) => {
    const size = Math.min(Math.max(1, limit), PAGE_LIMIT);
    const rows = await selectOpenReassessments(tx, {
      townCode: actor.townCode,
      after: after ? readCursor(after) : undefined,
      limit: size + 1,
    });
    return pageOf(
      rows.map((row) => ({ ...row, late: isLate(row.dueOn, today) })),
      size,
      (last) => `${last.dueOn}_${last.id}`,
    );
  },
);

export type ListedReassessment = Awaited<ReturnType<typeof listReassessments>>['rows'][number];

/** What was asked for about a person, the newest first, with what was said. */
export const listReassessmentsOf = read(
  'assessments.view',
  async ({ tx }, { personId }: { personId: string }) => selectReassessmentsOf(tx, personId, 20),
);
