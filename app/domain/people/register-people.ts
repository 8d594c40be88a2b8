import { insertPeople, type NewPerson, selectIdsByIdentity, selectPeopleByIds } from '#db/queries/people';
import type { Scope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { personRegistered } from './person.events';

/** A person of a sheet, read and checked by `readPerson`. */
export type PersonOfSheet = NewPerson & { readonly identityNumber: string };

/**
 * Makes the persons of a sheet known, once each, with a handful of statements whatever their number. Whoever is there
 * already is left as they are. By identity number: the id, or PERSON.IDENTITY_TAKEN when the number is known under
 * another name. Part of an import, whose permission it is.
 */
export async function registerPeople(
  scope: Scope,
  persons: readonly PersonOfSheet[],
): Promise<Map<string, Result<{ personId: string }>>> {
  const before = await selectIdsByIdentity(scope.tx, numbersOf(persons));
  const added = await insertPeople(
    scope.tx,
    persons.filter(({ identityNumber }) => !before.has(identityNumber)),
  );
  for (const id of added.values()) scope.audit(personRegistered(id));
  // Who was neither there before nor added now was added by somebody else in between.
  const known = await selectIdsByIdentity(
    scope.tx,
    numbersOf(persons).filter((number) => !added.has(number)),
  );
  const names = new Map(
    (await selectPeopleByIds(scope.tx, [...known.values()])).map(({ id, name }) => [id, name]),
  );
  return new Map(
    persons.map(({ identityNumber, name }) => {
      const personId = added.get(identityNumber) ?? known.get(identityNumber);
      if (!personId) throw new Error('A person of a sheet is neither added nor known');
      const same = added.has(identityNumber) || names.get(personId) === name;
      const taken = refuse(refusal('PERSON.IDENTITY_TAKEN', { field: 'name' }));
      return [identityNumber, same ? accept({ personId }) : taken] as const;
    }),
  );
}

const numbersOf = (persons: readonly PersonOfSheet[]): string[] =>
  persons.map(({ identityNumber }) => identityNumber);
