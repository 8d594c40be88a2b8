import { regionsOf } from '#db/seed/reference/regions';
import type { KnownTown } from '~/domain/organisations/town.rules';

/** The ten towns and sub-districts of 博山区, as `listTowns` gives them. */
export const tenTowns: readonly KnownTown[] = (regionsOf('370304')?.towns ?? []).map(({ code, name }) => ({
  code,
  name,
  parentName: '博山区',
}));
