import type { AuditEvent } from '../audit/use-case';
import type { HouseholdRelation } from './household.rules';

/** Fields of a person that lie sealed and are shown only on a reveal. */
export type SealedField = 'identityNumber' | 'phone' | 'address';

interface PersonRegistered extends AuditEvent {
  readonly kind: 'person.registered';
}

/** Names the fields and never their values: the values are personal data, the trail is for ever. */
interface PersonCorrected extends AuditEvent {
  readonly kind: 'person.corrected';
  readonly data: { readonly fields: readonly string[] };
}

interface PersonFieldRevealed extends AuditEvent {
  readonly kind: 'person.field-revealed';
  readonly data: { readonly field: SealedField };
  readonly reason: string;
}

interface PersonJoinedHousehold extends AuditEvent {
  readonly kind: 'person.joined-household';
  readonly data: {
    readonly householdId: string;
    readonly relation: HouseholdRelation | null;
    readonly from: string;
  };
}

export type PersonEvent = PersonRegistered | PersonCorrected | PersonFieldRevealed | PersonJoinedHousehold;

const person = (id: string) => ({ type: 'person', id });

export const personRegistered = (id: string): PersonRegistered => ({
  kind: 'person.registered',
  subject: person(id),
});

export const personCorrected = (id: string, fields: readonly string[]): PersonCorrected => ({
  kind: 'person.corrected',
  subject: person(id),
  data: { fields },
});

export const personFieldRevealed = (id: string, field: SealedField, reason: string): PersonFieldRevealed => ({
  kind: 'person.field-revealed',
  subject: person(id),
  data: { field },
  reason,
});

export const personJoinedHousehold = (
  id: string,
  data: PersonJoinedHousehold['data'],
): PersonJoinedHousehold => ({
  kind: 'person.joined-household',
  subject: person(id),
  data,
});
