import { selectResidentIdsOn } from '#db/queries/stays';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** Those of the given people who live in the centre on a day. */
export const listResidentIds = read(
  'stays.view',
  async ({ tx }, asked: { personIds: readonly string[]; on: PlainDate }): Promise<ReadonlySet<string>> =>
    selectResidentIdsOn(tx, asked),
);
