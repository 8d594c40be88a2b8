import { z } from 'zod';
import { lockPerson, updatePerson } from '#db/queries/people';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { personCorrected } from './person.events';

/** Notes the day on which a person died; part of what follows from it, such as the end of a stay. Refuses PERSON.UNKNOWN, PERSON.DECEASED_DATE. */
export const recordDeath = useCase({
  permission: 'people.register',
  input: z.object({ personId: z.uuid(), on: civilDate('PERSON.DECEASED_DATE') }),
  async run({ tx, today, audit }, { personId, on }) {
    const person = await lockPerson(tx, personId);
    if (!person) return refuse(refusal('PERSON.UNKNOWN'));
    if (on > today || on < person.birthDate) return refuse(refusal('PERSON.DECEASED_DATE', { field: 'on' }));
    if (person.deceasedOn !== on) {
      await updatePerson(tx, personId, { deceasedOn: on });
      audit(personCorrected(personId, ['deceasedOn']));
    }
    return accept({ personId });
  },
});
