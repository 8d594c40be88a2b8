import { selectUnclosed } from '#db/queries/visit-attendance';
import { type ReadScope, read } from '../audit/use-case';
import { instantCursor, PAGE_LIMIT, type Page, pageOf, readInstantCursor } from '../kernel/paging';
import { addDays, dateOf, type PlainDate, startOf } from '../kernel/plain-date';
import { specialDaysBetween } from '../standards/list-special-days';
import { holidaysAround, inTimeFrom, recordedBy } from '../volunteers/hours.rules';

/** A volunteer at a visit that is over, of whom nobody has said whether they came, or when they left. */
export interface Unclosed {
  readonly visitId: string;
  readonly assignmentId: string;
  readonly needId: string;
  readonly volunteerId: string;
  readonly volunteerName: string;
  readonly place: string;
  readonly outline: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Null: nobody has said that they came. */
  readonly checkedInAt: Date | null;
  /** Last day on which the hours are recorded in time (志愿服务记录与证明出具办法 第十一条: ten working days). */
  readonly dueOn: PlainDate;
  readonly late: boolean;
}

/** Visits that are over and wait for a record of who came and when they left, the oldest first. */
export const listUnclosed = read(
  'visits.confirm-hours',
  async (
    scope,
    { after, limit = 50 }: { after?: string | undefined; limit?: number },
  ): Promise<Page<Unclosed>> => {
    const { tx, now, today } = scope;
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectUnclosed(tx, { now, after: readInstantCursor(after), limit: size + 1 });
    const page = pageOf(rows, size, ({ startsAt, assignmentId }) => instantCursor(startsAt, assignmentId));
    const [first] = page.rows;
    const last = page.rows.at(-1);
    const special =
      first && last
        ? await specialDaysBetween(scope, {
            from: dateOf(first.startsAt),
            until: holidaysAround(dateOf(last.startsAt)).until,
          })
        : [];
    return {
      ...page,
      rows: page.rows.map((row) => {
        const { visitId, assignmentId, needId, volunteerId, volunteerName, place, outline } = row;
        const { startsAt, endsAt, checkedInAt } = row;
        const dueOn = recordedBy(dateOf(checkedInAt ?? startsAt), special);
        return {
          visitId,
          assignmentId,
          needId,
          volunteerId,
          volunteerName,
          place,
          outline,
          startsAt,
          endsAt,
          checkedInAt,
          dueOn,
          late: dueOn < today,
        };
      }),
    };
  },
);

/** Instant before which a visit must have begun to be recorded late if it is recorded now. */
export async function lateBefore(scope: Pick<ReadScope, 'tx' | 'today'>): Promise<Date> {
  const special = await specialDaysBetween(scope, {
    from: addDays(scope.today, -60),
    until: addDays(scope.today, 1),
  });
  return startOf(inTimeFrom(scope.today, special));
}
