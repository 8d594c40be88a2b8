import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { useFreshDatabase } from '../database';

const addresses = useFreshDatabase();
const [here, elsewhere] = demoTenants;

/** Tables without a tenant, and why. */
const WITHOUT_TENANT: Readonly<Record<string, string>> = {
  tenants: 'is the list of tenants itself: each sees its own row',
  verifications: 'half-finished sign-ins, before anybody is known: only the role of sign-in sees them',
  sign_in_failures:
    'counted by what was typed, whoever it belongs to: a tenant sees those of its own user names',
  worker_heartbeats: 'signs of life of processes, which work for every tenant',
  public_requests: 'counted before a tenant is known, under keys that nobody reads',
};

/** Of those, the ones that need no row-level security, because they say nothing about any tenant. */
const WITHOUT_WALL: readonly string[] = ['worker_heartbeats', 'public_requests'];

interface Table {
  readonly name: string;
  readonly owned: boolean;
  readonly rls: boolean;
  readonly hasTenant: boolean;
  readonly marks: string;
}

let owner: postgres.Sql;
let app: postgres.Sql;
let tables: Table[] = [];

beforeAll(async () => {
  owner = postgres(addresses.ownerUrl, { max: 1, onnotice: () => undefined });
  app = postgres(addresses.appUrl, { max: 1, onnotice: () => undefined });
  await insertTenants(addresses.ownerUrl, demoTenants);
  tables = await owner<Table[]>`
    select c.relname as name, pg_get_userbyid(c.relowner) = 'wellspring_app' as owned,
      c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as rls,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as "hasTenant",
      coalesce(obj_description(c.oid), '') as marks
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm') order by 1`;
  for (const { name, hasTenant } of tables) if (hasTenant) await layBare(name);
});
afterAll(async () => {
  await app.end();
  await owner.end();
});

/**
 * Takes every other defence off a table of this test's own database, so that nothing but the wall can hold:
 * constraints, unique indexes, required columns, triggers.
 */
async function layBare(table: string): Promise<void> {
  const found = (rows: readonly { name: string }[]) => rows.map(({ name }) => owner(name));
  const constraints = await owner<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = to_regclass(${table}) and contype in ('c', 'f', 'x', 'u', 'p')`;
  for (const name of found(constraints))
    await owner`alter table ${owner(table)} drop constraint if exists ${name} cascade`;
  const indexes = await owner<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index where indrelid = to_regclass(${table})`;
  for (const name of found(indexes)) await owner`drop index ${name}`;
  const required = await owner<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = to_regclass(${table}) and attnum > 0 and attnotnull and not attisdropped and attname <> 'tenant_id'`;
  for (const name of found(required))
    await owner`alter table ${owner(table)} alter column ${name} drop not null`;
  await owner`alter table ${owner(table)} disable trigger user`;
}

/** A row that says nothing but whose it is. */
const insertInto = (table: string, tenantId: string) =>
  `insert into "${table}" (tenant_id) values ('${tenantId}')`;

/** Runs hand-written SQL on the application's connection as a tenant; what it changes is undone. */
async function as<T>(
  tenantId: string | null,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const undo = new Error('undo');
  let value: { is: T } | undefined;
  await app
    .begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${tenantId ?? ''}, true)`;
      value = { is: await work(sql) };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!value) throw new Error('nothing ran');
  return value.is;
}

/** What the database answers: how many rows, or how it refuses. */
async function answer(work: Promise<{ count: number | null }>): Promise<number | string> {
  try {
    return (await work).count ?? 0;
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code === '42501' ? 'refused' : error.message;
    throw error;
  }
}

describe('the wall between tenants', () => {
  it('stands around every table of the database', () => {
    expect(tables.length).toBeGreaterThan(10);
    const names = (found: readonly Table[]) => found.map(({ name }) => name);
    expect(names(tables.filter(({ name, hasTenant }) => !hasTenant && !(name in WITHOUT_TENANT)))).toEqual(
      [],
    );
    expect(names(tables.filter(({ name, rls }) => !rls && !WITHOUT_WALL.includes(name)))).toEqual([]);
    expect(Object.keys(WITHOUT_TENANT).filter((name) => !names(tables).includes(name))).toEqual([]);
  });

  it('is not climbed by the role: neither owner nor superuser, and row-level security binds it', async () => {
    const [role] = await app`
      select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`;
    expect(role).toEqual({
      name: 'wellspring_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    });
    expect(tables.filter(({ owned }) => owned)).toEqual([]);
    const [member] =
      await app`select count(*)::int as count from pg_auth_members where member = current_user::regrole`;
    expect(member?.count).toBe(0);
    await expect(app`set role postgres`).rejects.toThrow();
    await expect(app`alter table users disable row level security`).rejects.toThrow(/owner/);
  });

  it('lets tenant 2 and nobody neither see, change, take away nor add a row of tenant 1', async () => {
    const walled = tables.filter(({ hasTenant }) => hasTenant);
    for (const { name, marks } of walled) {
      await owner.unsafe(insertInto(name, here.id));
      const closed = marks.includes('owner-only');
      const may = {
        change: !closed && !/append-only|read-only/.test(marks),
        add: !closed && !marks.includes('read-only'),
      };
      const tries = {
        see: (sql: postgres.TransactionSql) => sql`select 1 from ${sql(name)} where tenant_id = ${here.id}`,
        change: (sql: postgres.TransactionSql) =>
          sql`update ${sql(name)} set tenant_id = tenant_id where tenant_id = ${here.id}`,
        take: (sql: postgres.TransactionSql) => sql`delete from ${sql(name)} where tenant_id = ${here.id}`,
        add: (sql: postgres.TransactionSql) => sql.unsafe(insertInto(name, here.id)),
      };
      const by = async (tenantId: string | null) => ({
        see: await answer(as(tenantId, tries.see)),
        change: await answer(as(tenantId, tries.change)),
        take: await answer(as(tenantId, tries.take)),
        add: await answer(as(tenantId, tries.add)),
      });
      const nothing = {
        see: closed ? 'refused' : 0,
        change: may.change ? 0 : 'refused',
        take: may.change ? 0 : 'refused',
        add: 'refused',
      };
      const everything = {
        see: closed ? 'refused' : 1,
        change: may.change ? 1 : 'refused',
        take: may.change ? 1 : 'refused',
        add: may.add ? 1 : 'refused',
      };
      const found = { own: await by(here.id), other: await by(elsewhere.id), nobody: await by(null) };
      expect.soft(found, name).toEqual({ own: everything, other: nothing, nobody: nothing });
    }
    expect(walled.length).toBeGreaterThan(10);
  });

  it('lets nobody move a row of their own into another tenant', async () => {
    for (const { name, hasTenant, marks } of tables) {
      if (!hasTenant || marks.includes('owner-only')) continue;
      const moved = await answer(
        as(here.id, (sql) => sql`update ${sql(name)} set tenant_id = ${elsewhere.id}`),
      );
      expect.soft(moved, name).toBe('refused');
    }
  });

  it('shows each tenant itself alone in the list of tenants, and lets it change nothing there', async () => {
    const slugs = (tenantId: string | null) => as(tenantId, (sql) => sql`select slug from tenants`);
    expect(await slugs(here.id)).toEqual([{ slug: here.slug }]);
    expect(await slugs(null)).toEqual([]);
    expect(await answer(as(here.id, (sql) => sql`update tenants set name = 'x'`))).toBe('refused');
  });

  it('keeps the sign-in of others out of sight: half-finished ones, and failures under names of another tenant', async () => {
    await owner`insert into sign_in_failures (kind, key, failures, last_at) values ('name', 'somebody', 3, now()), ('address', '10.0.0.1', 3, now())`;
    await owner`insert into verifications (id, identifier, value, expires_at) values (gen_random_uuid(), 'x', 'y', now())`;
    await owner`insert into users (tenant_id, id, user_name) values (${here.id}, gen_random_uuid(), 'somebody')`;
    const keys = (tenantId: string | null) => as(tenantId, (sql) => sql`select key from sign_in_failures`);
    expect(await keys(here.id)).toEqual([{ key: 'somebody' }]);
    expect(await keys(elsewhere.id)).toEqual([]);
    expect(await as(here.id, (sql) => sql`select 1 from verifications`)).toEqual([]);
  });

  it('shows the role of sign-in its own tables and no other', async () => {
    const signIn = postgres(addresses.signInUrl, { max: 1 });
    try {
      for (const { name, marks } of tables) {
        const seen = await answer(signIn`select 1 from ${signIn(name)} limit 1`);
        expect.soft(seen === 'refused', name).toBe(!marks.includes('sign-in'));
      }
    } finally {
      await signIn.end();
    }
  });
});
