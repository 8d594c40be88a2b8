import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationHashes, writeBackup } from '#db/backup';
import { migrate } from '#db/migrate';
import { migrationsUpTo, NotRestorable, restoreBackup } from '#db/restore';
import { demoTenants, insertTenants } from '#db/seed/tenants';
import { freshDatabase } from '#test/database';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { projectRoot } from '~/platform/project-root';

const migrations = join(projectRoot, 'db/migrations');
const folder = mkdtempSync(join(tmpdir(), 'wellspring-backup-'));
const AWKWARD = "tab\t line\n return\r back\\slash \\. \u2028 '源泉'";

let source = '';

const into = async () => ({
  ownerUrl: (await freshDatabase()).ownerUrl,
  sessionSecret: DEMO_SESSION_SECRET,
  migrations,
});
const contentOf = (file: string) =>
  (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).toString();
const withoutHeader = (text: string) => text.split('\n').slice(2).join('\n');

beforeAll(async () => {
  source = (await freshDatabase()).ownerUrl;
  await insertTenants(source, demoTenants);
  const sql = postgres(source, { max: 1 });
  await sql`update tenants set name_en = ${AWKWARD} where slug = 'boshan'`;
  await sql.end();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['plain.sql', 'packed.sql.gz'])(
  'what is backed up into %s comes back as it was, to the last character',
  async (name) => {
    const file = join(folder, name);
    await writeBackup(source, file);
    const target = await into();
    await restoreBackup(file, target);
    const again = join(folder, `again-${name}`);
    await writeBackup(target.ownerUrl, again);
    expect(withoutHeader(contentOf(again))).toBe(withoutHeader(contentOf(file)));
    const sql = postgres(target.ownerUrl, { max: 1 });
    const [row] = await sql`select name_en from tenants where slug = 'boshan'`;
    const [keys] = await sql`select count(*)::int as n from pg_constraint where contype = 'f'`;
    const [off] = await sql`select count(*)::int as n from pg_trigger where tgenabled <> 'O'`;
    await sql.end();
    expect(row?.name_en).toBe(AWKWARD);
    expect(keys?.n).toBeGreaterThan(0);
    expect(off?.n).toBe(0);
  },
);

test('tables of every size are read to their end, time and again', async () => {
  const { ownerUrl } = await freshDatabase();
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  for (let n = 1; n <= 20; n++) {
    await sql.unsafe(`create table public.size_${n} as
      select g as id, repeat('x', 97) as text, null::date as nothing from generate_series(1, ${n * 60}) g`);
  }
  await sql.end();
  const file = join(folder, 'sizes.sql');
  for (let round = 0; round < 5; round++) await writeBackup(ownerUrl, file);
  const lines = contentOf(file).split('\n');
  const rows = lines.filter((line) => line.endsWith('x\t\\N'));
  expect(rows).toHaveLength((60 * 20 * 21) / 2);
}, 60_000);

test('a file cut short, another file and a backup of an unknown version change nothing', async () => {
  const whole = join(folder, 'whole.sql');
  await writeBackup(source, whole);
  const cut = join(folder, 'cut.sql');
  writeFileSync(cut, contentOf(whole));
  truncateSync(cut, Math.floor(contentOf(whole).length / 2));
  const other = join(folder, 'other.sql');
  writeFileSync(other, 'drop schema public cascade;\n');
  const unknown = join(folder, 'unknown.sql');
  const [hash = ''] = migrationHashes(migrations);
  writeFileSync(unknown, contentOf(whole).replace(hash, 'f'.repeat(64)));
  const target = await into();
  await insertTenants(target.ownerUrl, demoTenants.slice(0, 1));
  await expect(restoreBackup(cut, target)).rejects.toThrow(/not whole/);
  await expect(restoreBackup(other, target)).rejects.toThrow(/no backup/);
  await expect(restoreBackup(unknown, target)).rejects.toThrow(NotRestorable);
  const sql = postgres(target.ownerUrl, { max: 1 });
  const [left] = await sql`select count(*)::int as n from tenants`;
  await sql.end();
  expect(left?.n).toBe(1);
});

test('a backup of an earlier version is restored and brought to the newest schema', async () => {
  const { ownerUrl } = await freshDatabase();
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe('drop schema public, drizzle, jobs_queue cascade; create schema public;');
  const early = migrationsUpTo(3, migrations);
  await migrate(ownerUrl, DEMO_SESSION_SECRET, early);
  await insertTenants(ownerUrl, demoTenants);
  const file = join(folder, 'early.sql.gz');
  await writeBackup(ownerUrl, file);
  rmSync(early, { recursive: true });
  const target = await into();
  await restoreBackup(file, target);
  const restored = postgres(target.ownerUrl, { max: 1 });
  const [tenants] = await restored`select count(*)::int as n from tenants`;
  const [applied] = await restored`select count(*)::int as n from drizzle.__drizzle_migrations`;
  await Promise.all([sql.end(), restored.end()]);
  expect(tenants?.n).toBe(2);
  expect(applied?.n).toBe(migrationHashes(migrations).length);
});
