import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { StartProblem } from '../start-problem';

/** The operating-system account that PostgreSQL runs under; undefined means our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : undefined;
  });
  return uid && gid ? { uid, gid } : undefined;
}

/**
 * PostgreSQL refuses to run as root. Started by root it runs as whoever owns the existing cluster, else as
 * `postgres` (made when the system lets us), else as `nobody`.
 */
export function postgresAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const known = lookUp('postgres');
  if (known) return known;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (!account) {
    throw new StartProblem(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as. Start as an ordinary user or set DATABASE_URL.',
    );
  }
  return account;
}

/** Whether `account` may enter `folder`; asked of the system itself, so that access lists count too. */
export function mayEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { ...account, cwd: '/' }).status === 0;
}

/** Makes `folder` for `account` alone. */
export function makeFolderFor(account: Account | undefined, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Environment of PostgreSQL's programs: none of ours, so that a PGDATA or a language of the caller changes nothing. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LC_ALL: 'C', TZ: 'UTC' };
}
