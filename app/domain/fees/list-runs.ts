import { selectGaps, selectRun, selectRuns } from '#db/queries/billing';
import { read } from '../audit/use-case';

/** The most that lists about runs show. */
const RUNS_LIMIT = 24;
const GAPS_LIMIT = 200;

/** Runs, newest first; of one month, if named. */
export const listRuns = read('fees.view', async ({ tx }, { month }: { month?: string }) =>
  selectRuns(tx, { month, limit: RUNS_LIMIT }),
);

/** One run, or undefined. */
export const findRun = read('fees.view', async ({ tx }, { id }: { id: string }) => selectRun(tx, id));

/** Who got no bill for a month, with the days and the reason (FEES.NO_GRADE, FEES.NO_TARIFF). */
export const listGaps = read('fees.view', async ({ tx }, { month }: { month: string }) =>
  selectGaps(tx, { month, limit: GAPS_LIMIT }),
);
