import { listTowns } from '~/domain/organisations/list-towns';
import { placeOrganisation } from '~/domain/organisations/place-organisation';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { type Demo, must } from './demo';

/** Where the towns' offices roughly are. For the demo only: nobody has surveyed these points. */
const places: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  '370304001': [36.5, 117.868],
  '370304002': [36.498, 117.848],
  '370304004': [36.47, 117.853],
  '370304102': [36.52, 117.81],
  '370304103': [36.56, 117.885],
  '370304106': [36.462, 117.905],
  '370304108': [36.405, 117.925],
  '370304111': [36.43, 118.05],
  '370304112': [36.37, 118.12],
  '370304113': [36.36, 117.97],
};

/**
 * Towns of the second district. Its own are not in the list of regions here, so these are invented: no region has a code
 * that ends so (GB/T 10114), and each says that it is of the demo.
 */
const inventedTowns = [
  {
    code: '370302991',
    name: '东河镇（演示数据）',
    nameEn: 'East River town (demo data)',
    latitude: 36.66,
    longitude: 118.03,
  },
  {
    code: '370302992',
    name: '西岭镇（演示数据）',
    nameEn: 'West Ridge town (demo data)',
    latitude: 36.63,
    longitude: 117.88,
  },
  {
    code: '370302993',
    name: '南山镇（演示数据）',
    nameEn: 'South Hill town (demo data)',
    latitude: 36.58,
    longitude: 117.96,
  },
] as const;

/** Where the town clerk and the village helper of a demo district work; in the first it is 源泉镇, where the centre is. */
export const homeTownCode = ({ main }: Pick<Demo, 'main'>): string =>
  main ? '370304111' : inventedTowns[0].code;

async function seedInventedTowns(demo: Demo): Promise<void> {
  const admin = demo.as('admin');
  const { organisationId } = must(
    await registerOrganisation(admin, {
      kind: 'district',
      code: demo.tenant.regionCode,
      name: '淄川区',
      nameEn: 'Zichuan District',
    }),
  );
  for (const town of inventedTowns)
    must(await registerOrganisation(admin, { kind: 'town', ...town, parentId: organisationId }));
}

export const CENTRE_NAME = '源泉长寿山照护中心（演示数据）';

/** The care centre, and the places from which ways are reckoned; in the second district its towns. */
export async function seedOrganisations(demo: Demo): Promise<void> {
  if (!demo.main) return seedInventedTowns(demo);
  const admin = demo.as('admin');
  for (const town of await listTowns(admin)) {
    const [latitude, longitude] = places[town.code] ?? [];
    if (latitude === undefined || longitude === undefined) continue;
    if (town.latitude === null)
      must(await placeOrganisation(admin, { organisationId: town.id, latitude, longitude }));
    if (town.code === homeTownCode(demo)) {
      must(
        await registerOrganisation(admin, {
          kind: 'care_centre',
          name: CENTRE_NAME,
          nameEn: 'Yuanquan Longevity Hill care centre (demo data)',
          parentId: town.id,
          latitude: latitude + 0.004,
          longitude: longitude + 0.006,
        }),
      );
    }
  }
}
