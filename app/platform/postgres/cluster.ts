import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../start-problem';
import { type Account, makeFolderFor, mayEnter, plainEnvironment } from './account';
import type { Binaries } from './binaries';

export const OWNER = 'wellspring_owner';
export const DATABASE = 'wellspring';

/** A cluster on disk and how its owner signs in. */
export interface Cluster {
  readonly folder: string;
  readonly password: string;
}

/** Text that a person at the console reads when something had to be put right. */
export type Notice = (message: string) => void;

/**
 * The folder as PostgreSQL gets it. Below a folder that its account may not enter (a home folder of root) the
 * path is of no use to it, but its working directory is: we enter before the account changes.
 */
export function pathFor(account: Account | undefined, folder: string): string {
  if (mayEnter(account, folder)) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new StartProblem(
    `PostgreSQL runs as another account, which may not enter ${folder}. Set DATA_DIR to a folder that every account may enter, or start as an ordinary user.`,
  );
}

function run(
  program: string,
  args: string[],
  folder: string,
  account: Account | undefined,
  input = '',
): void {
  const { status, stderr, error } = spawnSync(program, args, {
    ...account,
    cwd: folder,
    env: plainEnvironment(),
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new StartProblem(`${program} failed: ${error?.message ?? stderr.trim()}`);
}

const HBA = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
`;

/** initdb, password sign-in only, one owner that is no superuser, one database. */
function make(binaries: Binaries, folder: string, account: Account | undefined, password: string): void {
  makeFolderFor(account, folder);
  const data = pathFor(account, folder);
  // Nobody can connect while trust holds: no server listens before pg_hba.conf is replaced below.
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-instructions'];
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=zh-CN'];
  run(binaries.initdb, ['-D', data, ...flags, ...locale], folder, account);
  writeFileSync(join(folder, 'pg_hba.conf'), HBA, { mode: 0o600 });
  if (account) chownSync(join(folder, 'pg_hba.conf'), account.uid, account.gid);
  run(
    binaries.postgres,
    ['--single', '-D', data, 'postgres'],
    folder,
    account,
    [
      `create role ${OWNER} login nosuperuser createdb createrole password '${password}'`,
      `create database ${DATABASE} owner ${OWNER}`,
      '',
    ].join('\n'),
  );
}

const isWhole = (folder: string) =>
  ['PG_VERSION', 'global/pg_control', 'postgresql.conf', 'base', 'pg_wal'].every((part) =>
    existsSync(join(folder, part)),
  );

function setAside(folder: string, notice: Notice): void {
  const aside = `${folder}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(folder, aside);
  notice(`The database folder ${folder} is not whole; it was set aside as ${aside} and a new one is made.`);
}

/**
 * Opens the cluster below `dataDir`, making it when there is none. It is made under another name and renamed at
 * the end, so that a start cut short never leaves half a cluster where the next start looks for one.
 */
export function openCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | undefined,
  notice: Notice,
): Cluster {
  const folder = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'postgres-password');
  if (existsSync(folder) && (!isWhole(folder) || !existsSync(passwordFile))) setAside(folder, notice);
  if (!existsSync(folder)) {
    const half = `${folder}.half`;
    rmSync(half, { recursive: true, force: true });
    const password = randomBytes(24).toString('base64url');
    make(binaries, half, account, password);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    renameSync(half, folder);
  }
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  const major = binaries.version.split('.')[0];
  if (made !== major) {
    throw new StartProblem(
      `The database in ${folder} was made by PostgreSQL ${made}, this version brings ${major}. Back it up with the old version and restore it into a new DATA_DIR (docs/operations/backup.md).`,
    );
  }
  return { folder, password: readFileSync(passwordFile, 'utf8').trim() };
}
