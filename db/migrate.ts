import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { APP_ROLE, QUEUE_ROLE, rolePassword, SIGN_IN_ROLE } from './connections';
import { prepareQueueSchema } from './queue-schema';

/** Held while migrating, so that two starts at once do not both migrate. */
const MIGRATION_LOCK = 370304;

/**
 * Brings the database of `ownerUrl` to the newest schema and (re)makes the unprivileged roles and
 * their rights. Safe to run at every start and from several processes at once.
 * @param folder where the migrations lie; the project's `db/migrations`
 */
export async function migrate(ownerUrl: string, sessionSecret: string, folder: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await runMigrations(drizzle(sql), { migrationsFolder: join(folder) });
    await grantRights(sql, sessionSecret);
    await prepareQueueSchema(ownerUrl);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Codes of what two databases of one server get when both touch a role at the same moment. */
const ROLE_BUSY = new Set(['XX000', '42710', '23505']);
const ROLE_ATTEMPTS = 40;

/** Makes the roles and their passwords. They belong to the whole server, no lock of a database keeps others from them. */
async function makeRoles(sql: postgres.Sql, sessionSecret: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql.begin(async (tx) => {
        for (const role of [APP_ROLE, SIGN_IN_ROLE, QUEUE_ROLE]) {
          const [known] = await tx`select 1 from pg_roles where rolname = ${role}`;
          if (!known)
            await tx.unsafe(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`);
          await tx.unsafe(`alter role ${role} password '${rolePassword(role, sessionSecret)}'`);
        }
      });
      return;
    } catch (error) {
      const busy = error instanceof postgres.PostgresError && ROLE_BUSY.has(error.code);
      if (!busy || attempt === ROLE_ATTEMPTS) throw error;
      await wait(25 + Math.random() * 75);
    }
  }
}

async function grantRights(sql: postgres.Sql, sessionSecret: string): Promise<void> {
  await makeRoles(sql, sessionSecret);
  const [{ name } = { name: '' }] = await sql<{ name: string }[]>`select current_database() as name`;
  await sql.begin(async (tx) => {
    await tx.unsafe(`grant connect on database "${name}" to ${APP_ROLE}, ${SIGN_IN_ROLE}, ${QUEUE_ROLE}`);
    await tx.unsafe(`grant usage on schema public to ${APP_ROLE}, ${SIGN_IN_ROLE}`);
    await tx.unsafe(`revoke all on all tables in schema public from ${APP_ROLE}, ${SIGN_IN_ROLE}, public`);
    const tables = await tx<{ name: string; comment: string | null }[]>`
      select c.relname as name, obj_description(c.oid) as comment
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') order by 1`;
    for (const table of tables) {
      const marks = (table.comment ?? '').split(',').map((mark) => mark.trim());
      if (marks.includes('owner-only')) continue;
      const rights = marks.includes('read-only')
        ? 'select'
        : marks.includes('append-only')
          ? 'select, insert'
          : 'select, insert, update, delete';
      // Sign-in happens before a tenant is known, so it has a role of its own that reaches only its own tables.
      const role = marks.includes('sign-in') ? `${APP_ROLE}, ${SIGN_IN_ROLE}` : APP_ROLE;
      await tx.unsafe(`grant ${rights} on "${table.name}" to ${role}`);
    }
    await tx.unsafe(`grant usage on all sequences in schema public to ${APP_ROLE}`);
  });
}
