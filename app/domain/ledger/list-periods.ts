import { selectFirstOpenMonth, selectPeriods } from '#db/queries/ledger';
import { read } from '../audit/use-case';
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
