import type { OrganisationKind } from '~/domain/organisations/organisation-kinds';
import { m } from '~/words/generated/messages';

export const organisationKindLabel: Record<OrganisationKind, () => string> = {
  district: m.organisations_kind_district,
  town: m.organisations_kind_town,
  village: m.organisations_kind_village,
  care_centre: m.organisations_kind_care_centre,
  receiving_entity: m.organisations_kind_receiving_entity,
};
