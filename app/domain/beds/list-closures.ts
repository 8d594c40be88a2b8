import { countClosedDays, selectClosuresIn } from '#db/queries/closures';
import { read } from '../audit/use-case';
import { intersection } from '../kernel/date-range';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { daysBetween, type PlainDate, parsePlainDate } from '../kernel/plain-date';

export type Closure = Awaited<ReturnType<typeof selectClosuresIn>>[number];

/** Days of `[from, until)` on which a closure takes its bed out of service: those on which the bed was there. */
export function daysLost(
  closure: Pick<Closure, 'fromOn' | 'untilOn' | 'openedOn' | 'retiredOn'>,
  period: { from: PlainDate; until: PlainDate },
): number {
  const inPeriod = intersection({ from: closure.fromOn, until: closure.untilOn }, period);
  const there = { from: closure.openedOn ?? period.from, until: closure.retiredOn };
  const lost = inPeriod && intersection(inPeriod, there);
  return lost?.until ? Math.max(0, daysBetween(lost.from, lost.until)) : 0;
}

const CURSOR = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/;

function readCursor(after: string | undefined) {
  const [, date = '', id = ''] = CURSOR.exec(after ?? '') ?? [];
  const fromOn = parsePlainDate(date);
  return fromOn && { fromOn, id };
}

/** Closures with a day in `[from, until)`, by first day, each with what was done and the days it costs in that time. */
export const listClosures = read(
  'beds.view',
  async (
    { tx },
    {
      from,
      until,
      after,
      limit = PAGE_LIMIT,
    }: { from: PlainDate; until: PlainDate; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectClosuresIn(tx, { from, until, after: readCursor(after), limit: size + 1 });
    const counted = rows.map((row) => ({ ...row, daysLost: daysLost(row, { from, until }) }));
    return pageOf(counted, size, ({ fromOn, id }) => `${fromOn}.${id}`);
  },
);

/** Days that beds were out of service in `[from, until)`, by month and kind of reason. */
export const listClosedDays = read(
  'beds.view',
  async ({ tx }, period: { from: PlainDate; until: PlainDate }) => countClosedDays(tx, period),
);
