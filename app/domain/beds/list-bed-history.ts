import { selectBedHistory } from '#db/queries/beds';
import { read } from '../audit/use-case';

/** Moves of one stay that its page shows. */
const MOVES_LIMIT = 100;

/** The beds of a stay, newest first. */
export const listBedHistory = read('beds.view', async ({ tx }, { stayId }: { stayId: string }) =>
  selectBedHistory(tx, stayId, MOVES_LIMIT),
);
