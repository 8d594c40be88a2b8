import { type PersonRecord, selectPerson, selectPersonByIdentity } from '#db/queries/people';
import { type ReadScope, read } from '../audit/use-case';
import { readIdentityNumber } from './identity.rules';
import { type MaskedPerson, masked } from './masked-person';

/** Town clerks and village helpers see the people of their own town. */
const mayBeSeen = ({ actor }: ReadScope, { townCode }: PersonRecord): boolean =>
  !actor.townCode || actor.townCode === townCode;

/** A person with sealed fields masked; undefined when there is none whom the actor may see. */
export const findPerson = read(
  'people.view',
  async (scope, { id }: { id: string }): Promise<MaskedPerson | undefined> => {
    const person = await selectPerson(scope.tx, id);
    return person && mayBeSeen(scope, person) ? masked(person) : undefined;
  },
);

/** The name of a person whom the actor may see; undefined when there is none. */
export const findPersonName = read(
  'people.view',
  async (scope, { id }: { id: string }): Promise<string | undefined> => {
    const person = await selectPerson(scope.tx, id);
    return person && mayBeSeen(scope, person) ? person.name : undefined;
  },
);

/** A person who must be there, with sealed fields masked: for a use case that holds a valid id. */
export const getPerson = read('people.view', async (scope, { id }: { id: string }): Promise<MaskedPerson> => {
  const person = await selectPerson(scope.tx, id);
  if (!person) throw new Error(`There is no person ${id}`);
  return masked(person);
});

/** The person who has exactly this identity number, however it is typed; sealed fields masked. */
export const findPersonByIdentity = read(
  'people.view',
  async (scope, { identityNumber }: { identityNumber: string }): Promise<MaskedPerson | undefined> => {
    const read = readIdentityNumber(identityNumber);
    const person = read.ok ? await selectPersonByIdentity(scope.tx, read.value.number) : undefined;
    return person && mayBeSeen(scope, person) ? masked(person) : undefined;
  },
);
