import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdDataDir, isAlive, markOf, runningInstance, settledInstance } from '~/platform/postgres/instance';
import { type PostgresServer, startPostgres } from '~/platform/postgres/server';

let dataDir = '';
const cleanUp: (() => unknown)[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wellspring-embedded-'));
  chmodSync(dataDir, 0o711);
  cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start(notices: string[] = []): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, notice: (message) => notices.push(message) });
  cleanUp.push(() => server.stop());
  return server;
}

async function ask<T>(server: PostgresServer, question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

const remember = (server: PostgresServer) =>
  ask(server, (sql) => sql`create table if not exists kept (id int)`);
const remembers = (server: PostgresServer) =>
  ask(
    server,
    async (sql) => (await sql`select to_regclass('kept') is not null as known`)[0]?.known as boolean,
  );

test('the first start makes a database that sorts Chinese as people do, whose owner is no superuser', async () => {
  const server = await start();
  const [row] = await ask(
    server,
    (sql) => sql`
      select current_setting('is_superuser') as superuser, current_setting('server_encoding') as encoding,
        (select string_agg(name, '' order by name) from unnest(array['中', '啊', '波']) name) as sorted`,
  );
  expect(row).toEqual({ superuser: 'off', encoding: 'UTF8', sorted: '啊波中' });
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0);
});

test('what was written is there after the next start', async () => {
  const first = await start();
  await remember(first);
  await first.stop();
  expect(await remembers(await start())).toBe(true);
});

test('nobody signs in without the password', async () => {
  const { ownerUrl } = await start();
  const url = new URL(ownerUrl);
  url.password = 'guessed';
  const sql = postgres(url.toString(), { max: 1 });
  await expect(sql`select 1`).rejects.toThrow(/password authentication failed/);
  await sql.end();
});

test('a start cut short while the folder was being made is made good by the next', async () => {
  mkdirSync(join(dataDir, 'postgres.half/base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.half/PG_VERSION'), '18\n');
  const server = await start();
  expect(await remembers(server)).toBe(false);
  expect(existsSync(join(dataDir, 'postgres.half'))).toBe(false);
});

test('a folder that is not whole is set aside, not deleted, and said so', async () => {
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '18\n');
  const notices: string[] = [];
  const server = await start(notices);
  expect(await remembers(server)).toBe(false);
  const aside = readdirSync(dataDir).find((name) => name.startsWith('postgres.broken-'));
  expect(existsSync(join(dataDir, aside ?? '', 'PG_VERSION'))).toBe(true);
  expect(notices.join()).toContain(aside);
});

test('a database of another PostgreSQL version is refused in words', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '14\n');
  await expect(start()).rejects.toThrow(/made by PostgreSQL 14/);
});

test('a lock file of a crash, whose number another program bears by now, does not stop the start', async () => {
  const first = await start();
  await remember(first);
  await first.stop();
  writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${join(dataDir, 'postgres')}\n`);
  expect(await remembers(await start())).toBe(true);
});

test('a PostgreSQL that outlived its starter is stopped before the next one', async () => {
  const orphan = await start();
  await remember(orphan);
  const notices: string[] = [];
  const next = await start(notices);
  await orphan.ended;
  expect(notices.join()).toContain('earlier run');
  expect(await remembers(next)).toBe(true);
});

test('when its starter is killed, PostgreSQL stops by itself', async () => {
  const script = `
    import { startPostgres } from './app/platform/postgres/server.ts';
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.kill(process.pid, 'SIGKILL');`;
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: 'inherit',
  });
  await new Promise((resolve) => starter.once('exit', resolve));
  const file = join(dataDir, 'postgres/postmaster.pid');
  for (let tries = 0; existsSync(file) && tries < 200; tries++) await wait(50);
  expect(existsSync(file)).toBe(false);
});

test('a data folder in use by a running instance is refused by name of the settings', async () => {
  const hold = await holdDataDir(dataDir);
  await expect(holdDataDir(dataDir)).rejects.toThrow(/DATA_DIR .* in use .* another DATA_DIR and PORT/);
  hold.release();
  (await holdDataDir(dataDir)).release();
});

test('a killed instance does not keep its data folder, and what it started is ended', async () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const left = { pid: process.pid, born: 'long ago', children: [markOf(child.pid ?? 0)] };
  writeFileSync(join(dataDir, 'instance.json'), JSON.stringify(left));
  expect(runningInstance(dataDir)).toBeUndefined();
  const hold = await holdDataDir(dataDir);
  await gone;
  expect(isAlive(child.pid ?? 0)).toBe(false);
  expect(JSON.parse(readFileSync(join(dataDir, 'instance.json'), 'utf8')).pid).toBe(process.pid);
  hold.release();
});

test('a command waits for an instance that is starting or stopping, and uses the database of one that runs', async () => {
  const hold = await holdDataDir(dataDir);
  const running = settledInstance(dataDir);
  setTimeout(() => hold.announce({ ownerUrl: 'postgres://here' }), 200);
  expect((await running)?.ownerUrl).toBe('postgres://here');
  hold.announce({});
  const gone = settledInstance(dataDir);
  setTimeout(() => hold.release(), 200);
  expect(await gone).toBeUndefined();
});
