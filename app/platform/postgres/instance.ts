import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs from a data folder, as written into it. */
export interface Instance {
  readonly pid: number;
  /** Tells a process from a later one with the same number. */
  readonly born: string;
  /** Address of the owner's database, once PostgreSQL runs. */
  readonly ownerUrl?: string;
}

const fileOf = (dataDir: string) => join(dataDir, 'instance.json');

/** State of process `pid` and when it began, in the system's own count; empty where the system does not tell. */
function lookAt(pid: number): { state: string; born: string } {
  try {
    // The name stands in brackets and may hold blanks; the fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state: fields[0] ?? '', born: fields[19] ?? '' };
  } catch {
    return { state: '', born: '' };
  }
}

/** Whether process `pid` lives, whoever owns it; one that only waits to be buried does not. */
export function isAlive(pid: number): boolean {
  if (lookAt(pid).state === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The instance that runs from `dataDir` right now, if one does. */
export function runningInstance(dataDir: string): Instance | undefined {
  try {
    const instance: Instance = JSON.parse(readFileSync(fileOf(dataDir), 'utf8'));
    return isAlive(instance.pid) && lookAt(instance.pid).born === instance.born ? instance : undefined;
  } catch {
    return undefined;
  }
}

/** A data folder held by this process. */
export interface Hold {
  /** Tells other commands where the database is. */
  announce(ownerUrl: string): void;
  release(): void;
}

/**
 * Takes `dataDir` for this process, making it when it is missing.
 * @throws when another process runs from it, or when it cannot be written
 */
export function holdDataDir(dataDir: string): Hold {
  const mine: Instance = { pid: process.pid, born: lookAt(process.pid).born };
  try {
    // 0711: the account of PostgreSQL passes through, nobody lists it.
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    const other = runningInstance(dataDir);
    if (other) {
      throw new Error(
        `DATA_DIR ${dataDir} is in use by a running instance (process ${other.pid}). Stop that one, or give this one another DATA_DIR and PORT.`,
      );
    }
    rmSync(fileOf(dataDir), { force: true });
    writeFileSync(fileOf(dataDir), JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code;
    if (
      code === 'EACCES' ||
      code === 'EPERM' ||
      code === 'EROFS' ||
      code === 'ENOTDIR' ||
      code === 'EEXIST'
    ) {
      throw new Error(
        `DATA_DIR ${dataDir} cannot be used by this account (${code}). Set DATA_DIR to a folder of your own.`,
      );
    }
    throw problem;
  }
  return {
    announce: (ownerUrl) =>
      writeFileSync(fileOf(dataDir), JSON.stringify({ ...mine, ownerUrl }), { mode: 0o600 }),
    release: () => rmSync(fileOf(dataDir), { force: true }),
  };
}
