import { z } from 'zod';
import { lockPerson, updatePerson } from '#db/queries/people';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { readName, readPhone } from './contact.rules';
import { personCorrected } from './person.events';
import { hardshipCategories, registrations } from './person.rules';
import { townRefusals } from './register-person';

/**
 * Corrects what is known of a person. A field that is not given stays; an empty telephone number or address is left as
 * it was too, because its masked form cannot be told from no change. Identity number, sex and birth date are not
 * corrected here: another number is another person.
 * Refuses PERSON.UNKNOWN, .NAME_MISSING, .NAME_FORM, .PHONE_FORM, .TOWN_UNKNOWN, .TOWN_NOT_YOURS, .DECEASED_DATE.
 */
export const correctPerson = useCase({
  permission: 'people.register',
  input: z.object({
    personId: z.uuid(),
    name: z.string({ error: 'PERSON.NAME_MISSING' }),
    phone: z.string().optional(),
    address: z.string().trim().max(200).optional(),
    registration: z.enum(registrations).optional(),
    townCode: z.string().trim().optional(),
    village: z.string().trim().max(60).optional(),
    hardshipCategory: z.enum(hardshipCategories).optional(),
    deceasedOn: civilDate('PERSON.DECEASED_DATE').optional(),
  }),
  async run(scope, said): Promise<Result<{ personId: string }>> {
    const person = await lockPerson(scope.tx, said.personId);
    const bound = scope.actor.townCode;
    if (!person || (bound && bound !== person.townCode)) return refuse(refusal('PERSON.UNKNOWN'));
    const problems: Refusal[] = await townRefusals(scope, said.townCode);
    const name = readName(said.name);
    if (!name.ok) problems.push(...name.refusals.map((one) => ({ ...one, field: 'name' })));
    const phone = said.phone?.trim() ? readPhone(said.phone) : accept(person.phone);
    if (!phone.ok) problems.push(...phone.refusals.map((one) => ({ ...one, field: 'phone' })));
    if (said.deceasedOn && (said.deceasedOn > scope.today || said.deceasedOn < person.birthDate)) {
      problems.push(refusal('PERSON.DECEASED_DATE', { field: 'deceasedOn' }));
    }
    if (!name.ok || !phone.ok || problems.length > 0) return refuse(...problems);

    const wanted = {
      name: name.value,
      phone: phone.value,
      address: said.address || person.address,
      registration: said.registration ?? null,
      townCode: said.townCode || null,
      village: said.village || null,
      hardshipCategory: said.hardshipCategory ?? null,
      deceasedOn: said.deceasedOn ?? null,
    };
    const changed = Object.entries(wanted).filter(
      ([field, value]) => value !== person[field as keyof typeof wanted],
    );
    if (changed.length > 0) {
      await updatePerson(scope.tx, person.id, Object.fromEntries(changed));
      scope.audit(
        personCorrected(
          person.id,
          changed.map(([field]) => field),
        ),
      );
    }
    return accept({ personId: person.id });
  },
});

/**
 * Corrects the telephone number alone, for a larger use case of somebody who may not correct the rest.
 * Refuses PERSON.UNKNOWN, .PHONE_FORM.
 */
export const correctPhone = useCase({
  permission: 'people.register',
  input: z.object({ personId: z.uuid(), phone: z.string({ error: 'PERSON.PHONE_FORM' }) }),
  async run(scope, { personId, phone: said }): Promise<Result<{ changed: boolean }>> {
    const person = await lockPerson(scope.tx, personId);
    const bound = scope.actor.townCode;
    if (!person || (bound && bound !== person.townCode)) return refuse(refusal('PERSON.UNKNOWN'));
    const phone = readPhone(said);
    if (!phone.ok) return refuse(...phone.refusals.map((one) => ({ ...one, field: 'phone' })));
    const changed = phone.value !== person.phone;
    if (changed) {
      await updatePerson(scope.tx, personId, { phone: phone.value });
      scope.audit(personCorrected(personId, ['phone']));
    }
    return accept({ changed });
  },
});

/**
 * Says where somebody lives now, for a larger use case of somebody who may not correct the rest, who has looked at the town.
 * Answers which fields changed. Refuses PERSON.UNKNOWN.
 */
export const correctHome = useCase({
  permission: 'people.register',
  input: z.object({ personId: z.uuid(), townCode: z.string(), village: z.string().nullable() }),
  async run(scope, { personId, ...wanted }): Promise<Result<{ fields: string[] }>> {
    const person = await lockPerson(scope.tx, personId);
    if (!person) return refuse(refusal('PERSON.UNKNOWN'));
    const fields = (['townCode', 'village'] as const).filter((field) => person[field] !== wanted[field]);
    if (fields.length > 0) {
      await updatePerson(scope.tx, personId, wanted);
      scope.audit(personCorrected(personId, fields));
    }
    return accept({ fields });
  },
});
