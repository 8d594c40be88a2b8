import type { OrganisationEvent } from '~/domain/organisations/organisation.events';
import { m } from '~/words/generated/messages';

/** What happened to an organisation, by kind of audit event. */
export const organisationEventWords: Readonly<Record<string, () => string>> = {
  'organisation.registered': m.organisations_event_registered,
  'organisation.placed': m.organisations_event_placed,
} satisfies Record<OrganisationEvent['kind'], () => string>;
