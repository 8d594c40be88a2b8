import postgres from 'postgres';
import { expect, test } from 'vitest';
import { freshDatabase } from '#test/database';

test('each test database starts at the newest schema and the application is neither owner nor superuser', async () => {
  const { appUrl, ownerUrl } = await freshDatabase();
  const app = postgres(appUrl, { max: 1 });
  const owner = postgres(ownerUrl, { max: 1 });
  try {
    const [who] = await app`
      select rolsuper or rolbypassrls as above_rules,
        exists (select 1 from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = current_user`;
    expect(who).toEqual({ above_rules: false, owns: false });
    await expect(app`create table intruder (id int)`).rejects.toThrow(/permission denied/);
    const [{ applied } = { applied: 0 }] =
      await owner`select count(*)::int as applied from drizzle.__drizzle_migrations`;
    expect(applied).toBeGreaterThan(0);
  } finally {
    await app.end();
    await owner.end();
  }
});

test('two test databases do not see each other', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(one.ownerUrl).not.toBe(two.ownerUrl);
});
