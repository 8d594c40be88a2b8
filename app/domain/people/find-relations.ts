import { selectRelations } from '#db/queries/people';
import { read } from '../audit/use-case';

/**
 * A household with what ties somebody to it: whoever belongs or belonged to it, in the clear; undefined when there is none. For
 * rules alone, never shown. Part of larger use cases.
 */
export const findRelations = read('people.view', ({ tx, today }, { householdId }: { householdId: string }) =>
  selectRelations(tx, { householdId, today }),
);
