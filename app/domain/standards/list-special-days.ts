import { selectSpecialDays } from '#db/queries/calendar';
import { type ReadScope, read } from '../audit/use-case';
import { addDays, type PlainDate, plainDate } from '../kernel/plain-date';
import { workingDayAfter } from './calendar.rules';

/** Holidays and make-up workdays of a year `YYYY`; none: not announced or not entered, and only weekends are days off. */
export const listSpecialDays = read('standards.view', async ({ tx }, { year }: { year: number }) =>
  selectSpecialDays(tx, { from: plainDate(`${year}-01-01`), until: plainDate(`${year + 1}-01-01`) }),
);

/** Holidays and make-up workdays from a day until another, which is not among them; for rules that reckon with a longer time. */
export const specialDaysBetween = (
  { tx }: Pick<ReadScope, 'tx'>,
  range: { from: PlainDate; until: PlainDate },
) => selectSpecialDays(tx, range);

/** The longest that holidays stretch a deadline of `count` working days. */
const longest = (count: number): number => count * 2 + 20;

/** The `count`th working day after a day, by the holidays that are entered. */
export const findWorkingDayAfter = read(
  'standards.view',
  async ({ tx }, { from, count }: { from: PlainDate; count: number }): Promise<PlainDate> => {
    const until = addDays(from, longest(count));
    return workingDayAfter(from, count, await selectSpecialDays(tx, { from, until }));
  },
);
