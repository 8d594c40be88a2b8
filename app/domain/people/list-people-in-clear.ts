import { selectPeopleByIds } from '#db/queries/people';
import { read } from '../audit/use-case';

/**
 * Persons by id with what lies sealed in the clear, for files that the law asks for with it; whoever uses it writes down who
 * took what and why. Give at most a page of ids.
 */
export const listPeopleInClear = read('people.reveal', async ({ tx }, { ids }: { ids: readonly string[] }) =>
  ids.length === 0 ? [] : selectPeopleByIds(tx, ids),
);
