import { selectRelations } from '#db/queries/people';
import { read } from '../audit/use-case';

/**
 * What ties somebody to households, by whoever belongs or belonged to each, and to single people; by the id of the household or
 * person, in the clear. For rules alone, never shown. Part of larger use cases.
 */
export const findRelations = read(
  'people.view',
  (
    { tx, today },
    {
      householdIds = [],
      personIds = [],
    }: { householdIds?: readonly string[]; personIds?: readonly string[] },
  ) => selectRelations(tx, { householdIds, personIds, today }),
);
