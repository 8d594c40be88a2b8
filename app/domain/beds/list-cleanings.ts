import { BEDS_LIMIT } from '#db/queries/beds';
import { selectCleanings } from '#db/queries/cleanings';
import { read } from '../audit/use-case';

/** Beds that were left and wait to be made ready, those that wait longest first. */
export const listCleanings = read('beds.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectCleanings(tx, BEDS_LIMIT),
);
