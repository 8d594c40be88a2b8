import { selectOrganisation, selectOrganisations } from '#db/queries/organisations';
import { read } from '../audit/use-case';
import type { OrganisationKind } from './organisation-kinds';

/** Organisations of the tenant of the asked kinds: regions by code, others by name. At most 2,000. */
export const listOrganisations = read(
  'organisations.view',
  async ({ tx }, { kinds }: { kinds: readonly OrganisationKind[] }) => selectOrganisations(tx, kinds),
);

/** One organisation of the tenant; undefined when there is none. */
export const findOrganisation = read('organisations.view', async ({ tx }, { id }: { id: string }) =>
  selectOrganisation(tx, id),
);
