import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { APP_ROLE, urlAs } from '#db/connections';
import { roles } from '~/domain/access/roles';
import { type Env, env } from '~/platform/env';
import { listenProblem } from '~/platform/http/listen-problem';
import { logger } from '~/platform/logger';
import { holdDataDir, markOf, type ProcessMark } from '~/platform/postgres/instance';
import { type PostgresServer, startPostgres } from '~/platform/postgres/server';
import { runProcess, type Service } from '~/platform/process-life';
import { projectRoot } from '~/platform/project-root';
import { setUpDatabase } from '~/set-up-database';

const live = process.argv.includes('--dev');
const LONGEST_PAUSE_MS = 30_000;
/** A process that ran this long was well; its next failure is a first one again. */
const WELL_AFTER_MS = 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Asks for PORT before anything is started, so that a taken one is told at once. */
function checkPort({ port, host }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (problem) => reject(listenProblem(problem, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

interface Part {
  readonly name: string;
  readonly args: readonly string[];
}

const node = (name: string) => ['--enable-source-maps', join(projectRoot, 'build/node', `serve-${name}.js`)];

const parts: readonly Part[] = live
  ? [
      { name: 'web', args: [...node('web'), '--dev'] },
      {
        name: 'worker',
        args: [
          join(projectRoot, 'node_modules/tsx/dist/cli.mjs'),
          'watch',
          '--clear-screen=false',
          'app/commands/serve-worker.ts',
        ],
      },
    ]
  : [
      { name: 'web', args: node('web') },
      { name: 'worker', args: node('worker') },
    ];

/** Keeps the processes of the product running: one that dies is started again, later each time. */
class Parts {
  private readonly running = new Map<string, ChildProcess>();
  private stopping = false;

  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly changed: (pids: number[]) => void,
  ) {}

  /** Resolves when every part works, rejects when one ends before it ever did. */
  async start(): Promise<void> {
    await Promise.all(parts.map((part) => this.launch(part, 0)));
  }

  private launch(part: Part, failures: number): Promise<void> {
    const began = Date.now();
    const child = spawn(process.execPath, part.args, {
      cwd: projectRoot,
      env: this.environment,
      // Not in our group: Ctrl-C reaches us alone, and we stop them in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.running.set(part.name, child);
    this.announce();
    return new Promise((resolve, reject) => {
      let ready = false;
      child.once('message', () => {
        ready = true;
        resolve();
      });
      // tsx does not pass the message on.
      if (live && part.name === 'worker') resolve();
      child.once('exit', (code, signal) => {
        this.running.delete(part.name);
        if (this.stopping) return resolve();
        if (!ready && failures === 0) return reject(new EndedEarly(part.name, code ?? 1));
        const again = Date.now() - began > WELL_AFTER_MS ? 1 : failures + 1;
        const pause = Math.min(500 * 2 ** again, LONGEST_PAUSE_MS);
        logger.error({ service: part.name, code, signal, againInMs: pause }, 'ended unexpectedly');
        void wait(pause, undefined, { ref: false }).then(() => {
          if (!this.stopping) void this.launch(part, again).catch(() => undefined);
        });
      });
    });
  }

  private announce(): void {
    this.changed([...this.running.values()].flatMap(({ pid }) => pid ?? []));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(
      [...this.running.values()].map(
        (child) =>
          new Promise<void>((resolve) => {
            child.once('exit', () => resolve());
            child.kill('SIGTERM');
          }),
      ),
    );
  }
}

/** A part that ended before it worked has said why itself. */
class EndedEarly extends Error {
  constructor(
    part: string,
    readonly code: number,
  ) {
    super(`${part} did not start`);
  }
}

/** PostgreSQL that comes back on the same port should it ever end by itself. */
async function keepPostgres(dataDir: string): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const notice = (message: string) => say(message);
  let stopping = false;
  let server: PostgresServer = await startPostgres({ dataDir, notice });
  const { ownerUrl, port } = server;
  const watch = () =>
    void server.ended.then(async () => {
      if (stopping) return;
      logger.error({ service: 'postgres' }, 'ended unexpectedly');
      server = await startPostgres({ dataDir, notice, port });
      watch();
    });
  watch();
  return {
    ownerUrl,
    stop() {
      stopping = true;
      return server.stop();
    },
  };
}

function introduce({ appOrigin, mode }: Env): void {
  say(`\nWellspring 源泉  ${appOrigin}`);
  if (mode === 'demo') {
    say(`\nDemo accounts (演示数据), one per role, password yuanquan-demo:\n  ${roles.join(', ')}`);
    say('A second tenant has the same names with the suffix 2.');
  }
  say('\nCtrl-C stops everything.\n');
}

async function start(): Promise<Service> {
  const settings = env();
  const hold = await holdDataDir(settings.dataDir);
  const undo: (() => Promise<void> | void)[] = [() => hold.release()];
  let children: readonly ProcessMark[] = [];
  const stop = async () => {
    // Nobody else may begin to use a database that is about to stop.
    hold.announce({ children });
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await checkPort(settings);
    const postgres = settings.databaseUrl ? undefined : await keepPostgres(settings.dataDir);
    if (postgres) undo.push(() => postgres.stop());
    const ownerUrl = postgres?.ownerUrl ?? settings.databaseUrl ?? '';
    await setUpDatabase(ownerUrl);
    const running = new Parts(
      // Web and worker never learn how the owner signs in.
      { ...process.env, DATABASE_URL: urlAs(ownerUrl, APP_ROLE, settings.sessionSecret) },
      (pids) => {
        children = pids.map(markOf);
        hold.announce({ ownerUrl, children });
      },
    );
    undo.push(() => running.stop());
    await running.start();
  } catch (problem) {
    await stop();
    if (problem instanceof EndedEarly) process.exit(problem.code || 1);
    throw problem;
  }
  introduce(settings);
  return { stop };
}

await runProcess('start', start);
