import { selectOrganisations } from '#db/queries/organisations';
import { read } from '../audit/use-case';
import type { KnownTown } from './town.rules';

/** A town or sub-district of the tenant's district. */
export interface Town extends KnownTown {
  readonly id: string;
  readonly nameEn: string | null;
  /** Degrees; null while nobody has said where its office is. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Towns and sub-districts of the district, by code. Public administrative names, so open to every account. */
export const listTowns = read('account', async ({ tx }, _: Record<string, never> = {}): Promise<Town[]> => {
  const rows = await selectOrganisations(tx, ['town']);
  return rows.map(({ code, ...town }) => ({ ...town, code: code as string }));
});
