import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../start-problem';

/** A process, told from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  readonly born: string;
}

/** Who runs from a data folder, as written into it. */
export interface Instance extends ProcessMark {
  /** Address of the owner's database, once PostgreSQL runs. */
  readonly ownerUrl?: string;
  /** Processes that this one started and that must not outlive it. */
  readonly children?: readonly ProcessMark[];
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

/** The mark of process `pid` as it is now. */
export const markOf = (pid: number): ProcessMark => ({ pid, born: lookAt(pid).born });

const stillRuns = ({ pid, born }: ProcessMark) => isAlive(pid) && lookAt(pid).born === born;

function readInstance(dataDir: string): Instance | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The instance that runs from `dataDir` right now, if one does. */
export function runningInstance(dataDir: string): Instance | undefined {
  const instance = readInstance(dataDir);
  return instance && stillRuns(instance) ? instance : undefined;
}

/**
 * The instance of `dataDir` once it can be asked for its database, or none. One that is starting or stopping is
 * waited for: its database would break off in the middle of a command.
 */
export async function settledInstance(dataDir: string, patienceMs = 60_000): Promise<Instance | undefined> {
  const until = Date.now() + patienceMs;
  let instance = runningInstance(dataDir);
  while (instance && !instance.ownerUrl && Date.now() < until) {
    await wait(100);
    instance = runningInstance(dataDir);
  }
  return instance;
}

/** Ends what a killed instance started: it would still hold the port and write into the same database. */
async function endOrphans(children: readonly ProcessMark[]): Promise<void> {
  for (const child of children.filter(stillRuns)) {
    process.kill(child.pid, 'SIGKILL');
    while (stillRuns(child)) await wait(20);
  }
}

/** A data folder held by this process. */
export interface Hold {
  /** Tells other commands where the database is, and the next start what to end should this process be killed. */
  announce(content: Pick<Instance, 'ownerUrl' | 'children'>): void;
  release(): void;
}

function inWords(problem: unknown, dataDir: string): unknown {
  const code = (problem as NodeJS.ErrnoException).code ?? '';
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code)) return problem;
  return new StartProblem(
    `DATA_DIR ${dataDir} cannot be used by this account (${code}). Set DATA_DIR to a folder of your own.`,
  );
}

/** Step by step, because Node's recursive way never ends where the system makes no folders, as below /proc. */
function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  if (!existsSync(dirname(dataDir))) makeDataDir(dirname(dataDir));
  // The account of PostgreSQL passes through, nobody lists it.
  mkdirSync(dataDir, { mode: 0o711 });
}

/**
 * Takes `dataDir` for this process, making it when it is missing, and ends what a killed instance left running.
 * @throws StartProblem when another process runs from it, or when it cannot be written
 */
export async function holdDataDir(dataDir: string): Promise<Hold> {
  const mine: Instance = markOf(process.pid);
  const file = fileOf(dataDir);
  try {
    makeDataDir(dataDir);
    const other = runningInstance(dataDir);
    if (other) {
      throw new StartProblem(
        `DATA_DIR ${dataDir} is in use by a running instance (process ${other.pid}). Stop that one, or give this one another DATA_DIR and PORT.`,
      );
    }
    await endOrphans(readInstance(dataDir)?.children ?? []);
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  } catch (problem) {
    throw inWords(problem, dataDir);
  }
  return {
    announce: (content) => writeFileSync(file, JSON.stringify({ ...mine, ...content }), { mode: 0o600 }),
    release: () => rmSync(file, { force: true }),
  };
}
