import { join } from 'node:path';
import { connect, useDatabase } from '#db/client';
import { APP_ROLE, urlAs } from '#db/connections';
import { migrate } from '#db/migrate';
import { parseKeyRing, useKeyRing } from '#db/sealed';
import { seedDemo } from '#db/seed/demo/index';
import { refreshReference } from '#db/seed/reference/refresh-reference';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { env } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';

/** Brings the schema of the owner's database up to date, with roles and rights. */
export function migrateDatabase(ownerUrl: string): Promise<void> {
  return migrate(ownerUrl, env().sessionSecret, join(projectRoot, 'db/migrations'));
}

/** Loads reference data for every tenant and, in the demo, the demo tenants. What is there already stays as it is. */
export async function seedDatabase(ownerUrl: string): Promise<void> {
  const { mode, sessionSecret, fieldKeys } = env();
  if (mode === 'demo') await insertTenants(ownerUrl, demoTenants);
  // Seeding acts through the product's own use cases, so it connects as the product does.
  const database = connect(urlAs(ownerUrl, APP_ROLE, sessionSecret), { max: 4 });
  useDatabase(database);
  useKeyRing(parseKeyRing(fieldKeys));
  try {
    await refreshReference();
    if (mode === 'demo') await seedDemo(demoTenants);
  } finally {
    await database.close();
  }
}

/** Schema, reference data and demo data; cheap when all of it is there. */
export async function setUpDatabase(ownerUrl: string): Promise<void> {
  await migrateDatabase(ownerUrl);
  await seedDatabase(ownerUrl);
}
