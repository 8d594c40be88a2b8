import { selectOrganisation, selectOrganisationsUnder } from '#db/queries/organisations';
import { read } from '../audit/use-case';

/** One organisation with what lies directly under it; undefined when there is none of this id. */
export const findOrganisation = read('organisations.view', async ({ tx }, { id }: { id: string }) => {
  const organisation = await selectOrganisation(tx, id);
  return organisation && { ...organisation, under: await selectOrganisationsUnder(tx, id) };
});
