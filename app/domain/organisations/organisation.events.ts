import type { AuditEvent } from '../audit/use-case';
import type { OrganisationKind } from './organisation-kinds';

interface OrganisationRegistered extends AuditEvent {
  readonly kind: 'organisation.registered';
  readonly data: { readonly kind: OrganisationKind; readonly name: string; readonly code: string | null };
}

interface Coordinates {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface OrganisationPlaced extends AuditEvent {
  readonly kind: 'organisation.placed';
  readonly data: { readonly before: Coordinates; readonly after: Coordinates };
}

export type OrganisationEvent = OrganisationRegistered | OrganisationPlaced;

export const organisationRegistered = (
  id: string,
  data: OrganisationRegistered['data'],
): OrganisationRegistered => ({
  kind: 'organisation.registered',
  subject: { type: 'organisation', id },
  data,
});

export const organisationPlaced = (id: string, data: OrganisationPlaced['data']): OrganisationPlaced => ({
  kind: 'organisation.placed',
  subject: { type: 'organisation', id },
  data,
});
