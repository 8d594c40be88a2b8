import { join } from 'node:path';
import { migrate } from '#db/migrate';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { env } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';

/** Brings the schema of the owner's database up to date, with roles and rights. */
export function migrateDatabase(ownerUrl: string): Promise<void> {
  return migrate(ownerUrl, env().sessionSecret, join(projectRoot, 'db/migrations'));
}

/** Loads reference data and, in the demo, the demo tenants. What is there already stays as it is. */
export async function seedDatabase(ownerUrl: string): Promise<void> {
  if (env().mode === 'demo') await insertTenants(ownerUrl, demoTenants);
}

/** Schema, reference data and demo data; cheap when all of it is there. */
export async function setUpDatabase(ownerUrl: string): Promise<void> {
  await migrateDatabase(ownerUrl);
  await seedDatabase(ownerUrl);
}
