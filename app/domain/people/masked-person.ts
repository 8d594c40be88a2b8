import type { PersonRecord } from '#db/queries/people';
import { maskAddress, maskPhone } from './contact.rules';
import { maskIdentityNumber } from './identity.rules';

/** A person as pages show them: what lies sealed is masked, null where nothing is known. */
export type MaskedPerson = PersonRecord;

export function masked<Person extends PersonRecord>(person: Person): Person {
  const { identityNumber, phone, address } = person;
  return {
    ...person,
    identityNumber: identityNumber && maskIdentityNumber(identityNumber),
    phone: phone && maskPhone(phone),
    address: address && maskAddress(),
  };
}
