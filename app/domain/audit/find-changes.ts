import { selectHasChanged, selectLatestSeq } from '#db/queries/audit';
import { read } from './use-case';

/** Number of the tenant's newest event. What is read after it holds everything up to it. */
export const findLatestChange = read('account', async ({ tx }, _: Record<string, never> = {}) =>
  selectLatestSeq(tx),
);

/** Whether anything of these types of records has changed since the event of that number. */
export const hasChangedSince = read(
  'account',
  async ({ tx }, asked: { seq: number; types: readonly string[] }) => selectHasChanged(tx, asked),
);
