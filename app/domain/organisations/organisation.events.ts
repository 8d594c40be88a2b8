import type { OrganisationKind } from '#db/queries/organisations';
import type { AuditEvent } from '../audit/use-case';

interface OrganisationRegistered extends AuditEvent {
  readonly kind: 'organisation.registered';
  readonly data: { readonly kind: OrganisationKind; readonly name: string; readonly code: string | null };
}

export type OrganisationEvent = OrganisationRegistered;

export const organisationRegistered = (id: string, data: OrganisationRegistered['data']): OrganisationRegistered => ({
  kind: 'organisation.registered',
  subject: { type: 'organisation', id },
  data,
});
