import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '~/platform/project-root';

/** A region of GB/T 2260: the district with 6 digits, its towns and sub-districts with 9. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The district of a region code and its towns, as far as the list of regions is known here. */
export function regionsOf(regionCode: string): { district: Region; towns: readonly Region[] } | undefined {
  const file = join(projectRoot, `db/seed/reference/regions-${regionCode}.csv`);
  if (!/^\d{6}$/.test(regionCode) || !existsSync(file)) return undefined;
  const regions = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line): Region => {
      const [code = '', name = '', , nameEn = ''] = line.split(',');
      return { code, name, nameEn };
    });
  const district = regions.find(({ code }) => code === regionCode);
  return district && { district, towns: regions.filter(({ code }) => code.length === 9) };
}
