import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownTown } from '~/domain/organisations/town.rules';
import { projectRoot } from '~/platform/project-root';

/** The ten towns and sub-districts of 博山区, as `listTowns` gives them. */
export const tenTowns: readonly KnownTown[] = readFileSync(join(projectRoot, 'db/seed/reference/regions-370304.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', name = ''] = line.split(',');
    return { code, name, parentName: '博山区' };
  });
