import { selectRoomNeed } from '#db/queries/beds';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** What rooms ask of a person on a day: sex, household, whether to be isolated; undefined when there is no such person. */
export const findRoomNeed = read('beds.view', async ({ tx }, asked: { personId: string; on: PlainDate }) =>
  selectRoomNeed(tx, asked),
);
