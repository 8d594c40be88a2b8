import { selectGuardianNames } from '#db/queries/stays';
import { read } from '../audit/use-case';

/** Names of the guardians that applications of these people give, by person. */
export const listGuardianNames = read(
  'stays.view',
  async ({ tx }, { personIds }: { personIds: readonly string[] }): Promise<ReadonlyMap<string, string[]>> => {
    const names = new Map<string, string[]>();
    for (const { personId, name } of await selectGuardianNames(tx, personIds))
      names.set(personId, [...(names.get(personId) ?? []), name]);
    return names;
  },
);
