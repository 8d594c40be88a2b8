import { selectFirstOpenMonth, selectLastClosed, selectPeriods } from '#db/queries/ledger';
import { type ReadScope, read } from '../audit/use-case';
import { monthOf, monthRange } from '../kernel/plain-date';

/** Months shown: five years. */
const SHOWN = 60;

/** Closed months, newest first, and the month to close next when it is over. */
export const listPeriods = read('ledger.view', async ({ tx, today }, _: Record<string, never>) => {
  const closed = await selectPeriods(tx, SHOWN);
  const last = closed[0]?.month;
  const first = await selectFirstOpenMonth(tx, last ? monthRange(last).until : undefined);
  return { closed, next: first && first < monthOf(today) ? first : undefined };
});

/** The last month whose books are closed (`YYYY-MM`), if any; part of larger reads. */
export const lastClosedMonth = ({ tx }: ReadScope) => selectLastClosed(tx);
