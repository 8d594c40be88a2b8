import { once } from 'node:events';
import {
  copyFileSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import postgres from 'postgres';
import { type BackupHeader, FIRST_LINE, LAST_LINE, migrationHashes } from './backup';
import { migrate } from './migrate';
import { QUEUE_SCHEMA } from './queue-schema';

/** A file that cannot be restored; the message says why. Nothing was changed. */
export class NotRestorable extends Error {
  override name = 'NotRestorable';
}

/** Where a backup goes. */
export interface RestoreOptions {
  readonly ownerUrl: string;
  readonly sessionSecret: string;
  /** The product's migrations. */
  readonly migrations: string;
}

const CHUNK_BYTES = 256 * 1024;

/** Lines of a backup as bytes without their end. Rows may hold every character but the line end itself. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const packed = file.endsWith('.gz');
  const stream = packed ? source.pipe(createGunzip()) : source;
  if (packed) source.once('error', (problem) => stream.destroy(problem));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, from)) {
      yield text.subarray(from, end);
      from = end + 1;
    }
    rest = text.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

/** Reads the whole file before anything is touched: it must be a backup, whole, and of a schema known here. */
async function examine(file: string, known: readonly string[]): Promise<BackupHeader> {
  const head: string[] = [];
  let last = '';
  try {
    for await (const line of linesOf(file)) {
      if (head.length < 2) head.push(line.toString());
      last = line.toString('utf8', 0, 100);
    }
  } catch (problem) {
    throw new NotRestorable(`${file} cannot be read: ${(problem as Error).message}`);
  }
  if (head[0] !== FIRST_LINE) throw new NotRestorable(`${file} is no backup of Wellspring.`);
  if (!last.startsWith(LAST_LINE)) throw new NotRestorable(`${file} is not whole: its end is missing.`);
  const header: BackupHeader = JSON.parse((head[1] ?? '').slice(3));
  if (header.migrations.some((hash, index) => hash !== known[index])) {
    throw new NotRestorable(
      `${file} was made by another or a newer version of the product; restore it with that one.`,
    );
  }
  return header;
}

/** The first `count` migrations in a folder of their own, so that rows come into the schema they were taken from. */
export function migrationsUpTo(count: number, migrations: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-migrations-'));
  const journal = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8'));
  const entries = (journal.entries as { tag: string }[]).slice(0, count);
  mkdirSync(join(folder, 'meta'));
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) copyFileSync(join(migrations, `${tag}.sql`), join(folder, `${tag}.sql`));
  return folder;
}

async function write(target: Writable, chunk: Buffer): Promise<void> {
  if (chunk.length > 0 && !target.write(chunk)) await Promise.race([once(target, 'drain'), finished(target)]);
}

async function copyRows(sql: postgres.Sql, statement: string, lines: AsyncGenerator<Buffer>): Promise<void> {
  const target = await sql.unsafe(statement).writable();
  const done = finished(target);
  // A row that the database refuses breaks the stream while we may be waiting for it to drain.
  done.catch(() => undefined);
  let pending: Buffer[] = [];
  let size = 0;
  for (
    let next = await lines.next();
    !next.done && next.value.toString('latin1') !== '\\.';
    next = await lines.next()
  ) {
    pending.push(next.value, Buffer.from('\n'));
    size += next.value.length + 1;
    if (size < CHUNK_BYTES) continue;
    await write(target, Buffer.concat(pending));
    pending = [];
    size = 0;
  }
  await write(target, Buffer.concat(pending));
  target.end();
  await done;
}

async function runScript(sql: postgres.Sql, file: string): Promise<void> {
  const lines = linesOf(file);
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const line = next.value.toString();
    if (line === '' || line.startsWith('--')) continue;
    if (line.startsWith('copy ')) await copyRows(sql, line.replace(/;$/, ''), lines);
    else await sql.unsafe(line);
  }
}

/**
 * Replaces the whole content of the database by that of a backup, then brings it to the newest schema. The queue is
 * emptied; what was still to be done comes back from the outbox.
 * @throws NotRestorable before anything is changed, when the file is no whole backup of a known version
 */
export async function restoreBackup(file: string, options: RestoreOptions): Promise<BackupHeader> {
  const { ownerUrl, sessionSecret, migrations } = options;
  const header = await examine(file, migrationHashes(migrations));
  const folder = migrationsUpTo(header.migrations.length, migrations);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`drop schema if exists public, drizzle, ${QUEUE_SCHEMA} cascade; create schema public;`);
    await migrate(ownerUrl, sessionSecret, folder);
    await runScript(sql, file);
    await migrate(ownerUrl, sessionSecret, migrations);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sql.end({ timeout: 5 });
  }
  return header;
}

/** How many rows of tenants a database holds: none means that nothing is lost by replacing it. */
export async function holdsTenants(ownerUrl: string): Promise<boolean> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [table] = await sql<
      { known: boolean }[]
    >`select to_regclass('public.tenants') is not null as known`;
    if (!table?.known) return false;
    const [row] = await sql<{ any: boolean }[]>`select exists (select from tenants) as any`;
    return row?.any ?? false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Processes of the product that are connected right now. */
export async function countConnected(ownerUrl: string): Promise<number> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and usename in ('wellspring_app', 'wellspring_sign_in', 'wellspring_queue')`;
    return row?.n ?? 0;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
