import type { PersonEvent } from '~/domain/people/person.events';
import { m } from '~/words/generated/messages';

/** What happened to a person's record, by kind of audit event. */
export const personEventWords: Readonly<Record<string, () => string>> = {
  'person.registered': m.people_event_registered,
  'person.corrected': m.people_event_corrected,
  'person.field-revealed': m.people_event_field_revealed,
  'person.joined-household': m.people_event_joined_household,
} satisfies Record<PersonEvent['kind'], () => string>;

/** Fields of a person as the trail names them. */
export const personFieldWords: Readonly<Record<string, () => string>> = {
  name: m.people_name,
  identityNumber: m.people_identity_number,
  phone: m.people_phone,
  address: m.people_address,
  registration: m.people_registration,
  townCode: m.people_town,
  village: m.people_village,
  hardshipCategory: m.people_category,
  deceasedOn: m.people_deceased_on,
};
