import { selectTenant } from '#db/queries/organisations';
import { read } from '../audit/use-case';

/** The bureau's own name, as papers and pages show it. */
export const findTenantName = read(
  'public',
  async ({ tx }, _: Record<string, never> = {}) => (await selectTenant(tx)).name,
);

/** The bureau: name in both languages, region code, and whether its data are invented. */
export const getTenant = read('public', async ({ tx }, _: Record<string, never> = {}) => selectTenant(tx));
