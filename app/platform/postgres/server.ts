import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterDeath } from '../after-death';
import { StartProblem } from '../start-problem';
import { type Account, plainEnvironment, postgresAccount } from './account';
import { type Binaries, findBinaries } from './binaries';
import { type Cluster, DATABASE, type Notice, OWNER, openCluster, pathFor } from './cluster';
import { isAlive } from './instance';

/** A PostgreSQL that this process started. */
export interface PostgresServer {
  /** Address of the database for its owner: may migrate, is no superuser. */
  readonly ownerUrl: string;
  readonly port: number;
  /** Settles when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  /** For tests: nothing has to survive a power cut, and the folder goes when the process does. */
  readonly throwAway?: boolean;
  /** Port to come back on, so that pools find the server again; else a free one. */
  readonly port?: number;
  readonly notice?: Notice;
}

const MAX_LOG_BYTES = 10_000_000;
const START_SECONDS = 60;
const STOP_SECONDS = 15;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const postmasterFile = (folder: string) => join(folder, 'postmaster.pid');

function postmasterLines(folder: string): string[] {
  try {
    return readFileSync(postmasterFile(folder), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Whether `pid` is a PostgreSQL serving `folder`, and not a process that inherited the number. */
function serves(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return realpathSync(folder) === readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return false;
  }
}

/** Ends what a killed run left behind, so that its cluster can be opened again. */
async function clearRemains(folder: string, notice: Notice): Promise<void> {
  const pid = Number(postmasterLines(folder)[0]);
  if (!pid) return;
  if (serves(pid, folder)) {
    notice('A PostgreSQL of an earlier run is still alive; it is stopped first.');
    process.kill(pid, 'SIGINT');
    for (let tries = 0; serves(pid, folder); tries++) {
      if (tries > STOP_SECONDS * 20) process.kill(pid, 'SIGQUIT');
      await wait(50);
    }
  }
  // After a power cut the number may belong to another program by now, which PostgreSQL would respect.
  rmSync(postmasterFile(folder), { force: true });
}

function openLog(dataDir: string): number {
  const file = join(dataDir, 'postgres.log');
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function logTail(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgres.log'), 'utf8').trim().split('\n').slice(-12).join('\n');
}

/** Should we be killed, PostgreSQL stops too (and the folder of a test goes). */
function guardAgainstDeath(pid: number, dataDir: string, throwAway: boolean): () => void {
  const script = throwAway ? 'kill -QUIT "$0"; sleep 1; rm -rf -- "$1"' : 'kill -INT "$0"';
  return afterDeath(script, [String(pid), dataDir]);
}

const settings = (port: number, throwAway: boolean): string[] => {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    // Statements carry what people typed; a failing one must not carry it into the log.
    log_min_error_statement: 'panic',
    ...(throwAway && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_wal_size: '2GB',
    }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

interface Launch {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly cluster: Cluster;
  readonly dataDir: string;
  readonly throwAway: boolean;
  readonly wantedPort: number | undefined;
}

async function launch(plan: Launch): Promise<PostgresServer> {
  const { binaries, account, cluster, dataDir, throwAway } = plan;
  const port = plan.wantedPort ?? (await freePort());
  const log = openLog(dataDir);
  const server = spawn(
    binaries.postgres,
    ['-D', pathFor(account, cluster.folder), ...settings(port, throwAway)],
    {
      ...account,
      cwd: cluster.folder,
      // A group of its own: Ctrl-C reaches us first, and we stop it after those who still use it.
      detached: true,
      stdio: ['ignore', log, log],
      env: plainEnvironment(),
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  let over = false;
  let callOff: (() => void) | undefined;
  void ended.then(() => {
    over = true;
    callOff?.();
  });
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!postmasterLines(cluster.folder)[7]?.startsWith('ready')) {
    if (over || Date.now() > deadline) {
      server.kill('SIGQUIT');
      throw new StartProblem(`PostgreSQL did not start. The last lines of its log:\n${logTail(dataDir)}`);
    }
    await wait(25);
  }
  callOff = guardAgainstDeath(server.pid ?? 0, dataDir, throwAway);
  const stop = async () => {
    server.kill(throwAway ? 'SIGQUIT' : 'SIGINT');
    const patience = setTimeout(() => server.kill('SIGQUIT'), STOP_SECONDS * 1000);
    await ended;
    clearTimeout(patience);
  };
  const ownerUrl = `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}`;
  return { ownerUrl, port, ended, stop };
}

/**
 * Starts the embedded PostgreSQL below `dataDir`, making the cluster the first time. Whoever calls holds the
 * data folder (`holdDataDir`), so that what still runs in it is a remnant.
 * @throws with the end of PostgreSQL's log when it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { dataDir, throwAway = false, notice = () => undefined } = options;
  const folder = join(dataDir, 'postgres');
  const account = postgresAccount(folder);
  const binaries = findBinaries(account);
  await clearRemains(folder, notice);
  const cluster = openCluster(dataDir, binaries, account, notice);
  const launching = { binaries, account, cluster, dataDir, throwAway, wantedPort: options.port };
  try {
    return await launch(launching);
  } catch (problem) {
    // Somebody may have taken the port in between; the rest fails the same way again.
    if (!/could not bind|pre-existing shared memory/.test(String(problem))) throw problem;
    await wait(1000);
    return launch(launching);
  }
}
