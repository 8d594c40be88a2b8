import { selectStayRanges } from '#db/queries/stays';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** Days on which a resident lay in a bed, half-open and cut to the period asked for. */
export interface StayRange {
  readonly stayId: string;
  readonly personId: string;
  readonly bedId: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Rows read at once. */
const STRETCH = 5_000;

/**
 * Every bed-day of a period `[from, until)`, as ranges: a stay with a transfer gives one per bed, and no day of a stay is
 * in two. Bed-days are the sum of their days.
 */
export const listStayRanges = read(
  'stays.view',
  async (scope, { from, until }: { from: PlainDate; until: PlainDate }): Promise<StayRange[]> => {
    const found: StayRange[] = [];
    for (let after: string | undefined; ; ) {
      const rows = await selectStayRanges(scope.tx, { from, until, after, limit: STRETCH });
      for (const { id: _, ...row } of rows) {
        const cut = {
          ...row,
          from: row.from > from ? row.from : from,
          until: row.until !== null && row.until < until ? row.until : until,
        };
        if (cut.from < cut.until) found.push(cut);
      }
      if (rows.length < STRETCH) return found;
      after = rows.at(-1)?.id;
    }
  },
);
