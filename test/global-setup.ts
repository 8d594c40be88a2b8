import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '#db/migrate';
import { DEMO_SESSION_SECRET } from '~/platform/env';
import { startPostgres } from '~/platform/postgres/server';
import { projectRoot } from '~/platform/project-root';

/** Where test files find PostgreSQL and what they clone. */
export interface TestPostgres {
  readonly ownerUrl: string;
  readonly template: string;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

const migrations = join(projectRoot, 'db/migrations');

/** The template is made anew only when the migrations or the rights changed. */
function templateName(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrations).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(migrations, file)));
  }
  for (const file of ['migrate.ts', 'connections.ts'])
    hash.update(readFileSync(join(projectRoot, 'db', file)));
  return `template_${hash.digest('hex').slice(0, 16)}`;
}

export function onDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

/** Makes the template database once, also when several runs share a server and ask at the same time. */
async function prepareTemplate(ownerUrl: string): Promise<string> {
  const name = templateName();
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(370304, 1)`;
    const [known] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!known) {
      const half = `${name}_half`;
      await sql.unsafe(`drop database if exists ${half}`);
      await sql.unsafe(`create database ${half}`);
      await migrate(onDatabase(ownerUrl, half), DEMO_SESSION_SECRET, migrations);
      await sql.unsafe(`alter database ${half} rename to ${name}`);
    }
  } finally {
    await sql.end();
  }
  return name;
}

async function dropDatabases(ownerUrl: string, prefix: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const left = await sql<{ name: string }[]>`
    select datname as name from pg_database where starts_with(datname, ${prefix})`;
  for (const { name } of left) await sql.unsafe(`drop database if exists ${name} with (force)`);
  await sql.end();
}

async function begin(): Promise<{ context: TestPostgres; end: () => Promise<void> }> {
  const prefix = `t_${randomBytes(4).toString('hex')}_`;
  const shared = process.env.TEST_DATABASE_URL;
  if (shared) {
    const template = await prepareTemplate(shared);
    return { context: { ownerUrl: shared, template, prefix }, end: () => dropDatabases(shared, prefix) };
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'wellspring-test-'));
  chmodSync(dataDir, 0o711);
  const server = await startPostgres({ dataDir, throwAway: true });
  const end = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const template = await prepareTemplate(server.ownerUrl).catch(async (problem: unknown) => {
    await end();
    throw problem;
  });
  return { context: { ownerUrl: server.ownerUrl, template, prefix }, end };
}

// Every project of vitest.config.ts calls this in the same process; they share one server.
let running: ReturnType<typeof begin> | undefined;
let users = 0;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  running ??= begin();
  users += 1;
  project.provide('postgres', (await running).context);
  return async () => {
    users -= 1;
    if (users === 0) await (await running)?.end();
  };
}
