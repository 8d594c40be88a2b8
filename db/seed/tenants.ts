import postgres from 'postgres';

/** A district for which the product works. */
export interface TenantSeed {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string;
  /** 6 digits, GB/T 2260. */
  readonly regionCode: string;
  readonly demo: boolean;
}

/**
 * The two demo tenants: the policy's own district and its neighbour, so that the wall between tenants can be tried.
 * Their ids are fixed, so that seeding again finds them.
 */
export const demoTenants: readonly [TenantSeed, TenantSeed] = [
  {
    id: '01900000-0000-7000-8000-000000370304',
    slug: 'boshan',
    name: '博山区民政局（演示数据）',
    nameEn: 'Boshan District Civil Affairs Bureau (demo data)',
    regionCode: '370304',
    demo: true,
  },
  {
    id: '01900000-0000-7000-8000-000000370302',
    slug: 'zichuan',
    name: '淄川区民政局（演示数据）',
    nameEn: 'Zichuan District Civil Affairs Bureau (demo data)',
    regionCode: '370302',
    demo: true,
  },
];

/** Makes tenants known. Only the owner of the database may; the product's own role sees its tenant and adds none. */
export async function insertTenants(ownerUrl: string, tenants: readonly TenantSeed[]): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    for (const tenant of tenants) {
      await sql`
        insert into tenants (id, slug, name, name_en, region_code, demo)
        values (${tenant.id}, ${tenant.slug}, ${tenant.name}, ${tenant.nameEn}, ${tenant.regionCode}, ${tenant.demo})
        on conflict (id) do nothing`;
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}
