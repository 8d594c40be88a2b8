import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { projectRoot } from '~/platform/project-root';
import { demoDatabase } from './demo-database';

/** The running product: built pages, web and worker as processes, demo data in a database of its own. */
export interface Site {
  readonly origin: string;
  /** For what a journey has to look up or arrange behind the pages. */
  readonly ownerUrl: string;
}

const READY_WITHIN_MS = 60_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

class Processes {
  private readonly children: ChildProcess[] = [];
  private said = '';

  start(name: string, environment: Record<string, string | undefined>): void {
    const file = join(projectRoot, 'build/node', `serve-${name}.js`);
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      cwd: projectRoot,
      env: environment as NodeJS.ProcessEnv,
      // The channel ends with the test, and a process that loses it stops.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.said = (this.said + chunk).slice(-20_000);
      });
    }
    this.children.push(child);
  }

  async ready(origin: string): Promise<void> {
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await wait(100)) {
      const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return;
      if (this.children.some(({ exitCode }) => exitCode !== null)) break;
    }
    throw new Error(`The product did not become ready:\n${this.said}`);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children
        .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
        .map(
          (child) =>
            new Promise<void>((resolve) => {
              child.once('exit', () => resolve());
              child.kill('SIGTERM');
            }),
        ),
    );
  }
}

/**
 * Runs the product for the calling test file. `npm test` has built it; alone, run `npm run build` before. `settings` are
 * read when it starts: of what stands in for others.
 */
export function useSite({ settings = () => ({}) }: { settings?: () => Record<string, string> } = {}): Site {
  const site = { origin: '', ownerUrl: '' };
  const processes = new Processes();
  const dataDir = mkdtempSync(join(tmpdir(), 'wellspring-site-'));
  beforeAll(async () => {
    const { ownerUrl, appUrl } = await demoDatabase();
    const port = await freePort();
    Object.assign(site, { ownerUrl, origin: `http://localhost:${port}` });
    const environment = {
      ...process.env,
      NODE_ENV: 'demo',
      DATABASE_URL: appUrl,
      PORT: String(port),
      APP_ORIGIN: site.origin,
      DATA_DIR: dataDir,
      ...settings(),
    };
    processes.start('web', environment);
    processes.start('worker', environment);
    await processes.ready(site.origin);
  }, 120_000);
  afterAll(async () => {
    await processes.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return site;
}
