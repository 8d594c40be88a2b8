import postgres from 'postgres';
import { expect, test } from 'vitest';
import { QUEUE_ROLE, urlAs } from '#db/connections';
import { migrate } from '#db/migrate';
import { QUEUE_SCHEMA } from '#db/queue-schema';
import { freshDatabase } from '#test/database';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';

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

test('a start after the queue made sequences of its own finds the database in order', async () => {
  const { ownerUrl } = await freshDatabase();
  const queue = postgres(urlAs(ownerUrl, QUEUE_ROLE, DEMO_SESSION_SECRET), { max: 1 });
  await queue.unsafe(`create sequence ${QUEUE_SCHEMA}.made_by_the_queue`);
  await migrate(ownerUrl, DEMO_SESSION_SECRET, `${projectRoot}/db/migrations`);
  const [row] = await queue.unsafe(`select nextval('${QUEUE_SCHEMA}.made_by_the_queue')::int as n`);
  await queue.end();
  expect(row?.n).toBe(1);
});
