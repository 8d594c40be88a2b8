import { selectIsolations } from '#db/queries/isolations';
import { read } from '../audit/use-case';

/** Isolations that the page shows. */
const LIMIT = 200;

/** Who is isolated, was or will be, newest first, with the bed they are in today. The reason is a health fact: for those who arrange beds. */
export const listIsolations = read('beds.edit', async ({ tx, today }, _: Record<string, never> = {}) =>
  selectIsolations(tx, { on: today, limit: LIMIT }),
);
