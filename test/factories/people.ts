import type { z } from 'zod';
import type { Actor } from '~/domain/kernel/actor';
import { plainDate } from '~/domain/kernel/plain-date';
import { registerPerson } from '~/domain/people/register-person';
import { identityNumberOf } from './identity-number';

let serial = 0;

/** What is said of a person nobody is: a new identity number each time; what is given replaces the rest. */
export function personSaid(
  given: Partial<z.input<typeof registerPerson.input>> = {},
): z.input<typeof registerPerson.input> {
  serial += 1;
  const birthDate = plainDate(`19${String(40 + (Math.floor(serial / 500) % 50)).padStart(2, '0')}-05-06`);
  return {
    name: '梁明文',
    identityNumber: identityNumberOf({ birthDate, serial: serial % 500 }),
    phone: `199${String(serial).padStart(8, '0')}`,
    registration: 'rural',
    hardshipCategory: 'tekun',
    ...given,
  };
}

/** Registers such a person and gives the id. */
export async function aPerson(actor: Actor, given: Parameters<typeof personSaid>[0] = {}): Promise<string> {
  const registered = await registerPerson(actor, personSaid(given));
  if (!registered.ok) throw new Error(JSON.stringify(registered.refusals));
  return registered.value.personId;
}
