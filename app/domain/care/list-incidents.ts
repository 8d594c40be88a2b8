import {
  type IncidentsWanted,
  selectIncident,
  selectIncidentEntries,
  selectIncidents,
  selectNotices,
} from '#db/queries/incidents';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT, type Page, pageOf } from '../kernel/paging';
import { type PlainDate, startOf } from '../kernel/plain-date';
import { noticeState } from './incident.rules';

/** What a list of incidents may be narrowed by; days half-open, by when it was noticed. */
export interface IncidentsAsked extends Pick<IncidentsWanted, 'personId' | 'kind' | 'state' | 'untold'> {
  readonly from?: PlainDate;
  readonly until?: PlainDate;
  readonly after?: string;
  readonly limit?: number;
}

/** Where the page before ended: instant and id of its last row. */
function readCursor(after: string | undefined) {
  const [, at = '', id = ''] =
    /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '') ?? [];
  return id ? { at: new Date(Number(at)), id } : undefined;
}

async function noticesOf({ tx, now }: ReadScope, incidentIds: readonly string[]) {
  const notices = await selectNotices(tx, incidentIds);
  return notices.map((notice) => ({ ...notice, state: noticeState(notice, now) }));
}

async function load(scope: ReadScope, { from, until, after, limit, ...wanted }: IncidentsAsked) {
  const size = Math.min(limit ?? 50, PAGE_LIMIT);
  const rows = await selectIncidents(scope.tx, {
    ...wanted,
    from: from && startOf(from),
    until: until && startOf(until),
    now: scope.now,
    after: readCursor(after),
    limit: size + 1,
  });
  const page = pageOf(rows, size, ({ noticedAt, id }) => `${noticedAt.getTime()}_${id}`);
  const notices = await noticesOf(
    scope,
    page.rows.map(({ id }) => id),
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...row,
      notices: notices.filter(({ incidentId }) => incidentId === row.id),
    })),
  };
}

/** Incidents with who was told of them, those noticed last first. */
export const listIncidents = read('care.view', (scope, asked: IncidentsAsked) => load(scope, asked));

type PageOf<P> = P extends Page<infer Row> ? Row : never;
export type IncidentRow = PageOf<Awaited<ReturnType<typeof listIncidents>>>;

/** An incident with who is to be told and what was added; undefined when there is none. */
export const findIncident = read('care.view', async (scope, { id }: { id: string }) => {
  const incident = await selectIncident(scope.tx, id);
  return (
    incident && {
      ...incident,
      notices: await noticesOf(scope, [id]),
      entries: await selectIncidentEntries(scope.tx, id, PAGE_LIMIT),
    }
  );
});
