import { insertPerson, selectPersonByIdentity } from '#db/queries/people';
import { type ReadScope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { listTowns } from '../organisations/list-towns';
import { personRegistered } from './person.events';
import { personForm } from './person.forms';
import { readPerson } from './person.rules';

/** Why a person may not be put into this town by this actor, if so. */
export async function townRefusals(scope: ReadScope, townCode: string | undefined): Promise<Refusal[]> {
  if (!townCode) return [];
  const towns = await listTowns.within(scope, {});
  if (!towns.some(({ code }) => code === townCode))
    return [refusal('PERSON.TOWN_UNKNOWN', { field: 'townCode' })];
  const bound = scope.actor.townCode;
  if (bound && bound !== townCode) return [refusal('PERSON.TOWN_NOT_YOURS', { field: 'townCode' })];
  return [];
}

/**
 * Makes a person known, once: whoever has the same identity number is the same person, who is then left as they are
 * (`created` false). Refuses what `readPerson` refuses, PERSON.TOWN_UNKNOWN, PERSON.TOWN_NOT_YOURS, and
 * PERSON.IDENTITY_TAKEN when the number is known under another name.
 */
export const registerPerson = useCase({
  permission: 'people.register',
  input: personForm,
  async run(scope, said): Promise<Result<{ personId: string; created: boolean }>> {
    const read = readPerson(said, scope.today);
    const wrongTown = await townRefusals(scope, said.townCode);
    if (!read.ok || wrongTown.length > 0) return refuse(...(read.ok ? [] : read.refusals), ...wrongTown);
    const person = read.value;
    const personId = await insertPerson(scope.tx, {
      ...person,
      address: said.address || null,
      registration: said.registration ?? null,
      townCode: said.townCode || scope.actor.townCode || null,
      village: said.village || null,
      hardshipCategory: said.hardshipCategory ?? null,
    });
    if (personId) {
      scope.audit(personRegistered(personId));
      return accept({ personId, created: true });
    }
    const known = person.identityNumber
      ? await selectPersonByIdentity(scope.tx, person.identityNumber)
      : undefined;
    if (!known)
      throw new Error('A person was refused by the database without one of the same identity number');
    if (known.name === person.name) return accept({ personId: known.id, created: false });
    return refuse(refusal('PERSON.IDENTITY_TAKEN', { field: 'name' }));
  },
});
