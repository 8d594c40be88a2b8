import { countApplications, selectApplications } from '#db/queries/stays';
import { read } from '../audit/use-case';
import { cursorOf, readCursor } from '../kernel/date-cursor';
import { PAGE_LIMIT, type Page, pageOf } from '../kernel/paging';
import { type ApplicationStatus, applicationStatuses, type Stage, stageOf } from './application.rules';
import { gradesOn } from './care-grade';

/** What a list of applications may be narrowed by. */
export interface ApplicationsAsked {
  /** `eligible`: not yet assessed. */
  readonly status?: Stage;
  /** Part of the person's name. */
  readonly name?: string;
  /** Cursor of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** Applications, the newest first, with the stage of each; town clerks see those of their town. */
export const listApplications = read('stays.view', async (scope, asked: ApplicationsAsked) => {
  const limit = Math.min(asked.limit ?? 50, PAGE_LIMIT);
  const after = readCursor(asked.after);
  const rows = await selectApplications(scope.tx, {
    statuses: asked.status && [asked.status === 'assessed' ? 'eligible' : asked.status],
    graded:
      asked.status === 'eligible' || asked.status === 'assessed'
        ? { on: scope.today, is: asked.status === 'assessed' }
        : undefined,
    nameContains: asked.name,
    townCode: scope.actor.townCode,
    after: after && { appliedOn: after.date, id: after.id },
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, ({ appliedOn, id }) => cursorOf(appliedOn, id));
  const grades = await gradesOn(
    scope,
    page.rows.map(({ personId }) => personId),
    scope.today,
  );
  const shown = page.rows.map((row) => {
    const grade = grades.get(row.personId) ?? null;
    return { ...row, grade, stage: stageOf(row.status, grade) as Stage };
  });
  return { ...page, rows: shown } satisfies Page<unknown>;
});

export type ApplicationRow = Awaited<ReturnType<typeof listApplications>>['rows'][number];

/** How many applications stand where, for work lists; statuses without any are 0. */
export const countByStatus = read('stays.view', async ({ tx, actor }, _: Record<string, never> = {}) => {
  const counts = Object.fromEntries(applicationStatuses.map((status) => [status, 0])) as Record<
    ApplicationStatus,
    number
  >;
  for (const { status, count } of await countApplications(tx, { townCode: actor.townCode }))
    counts[status] = count;
  return counts;
});
