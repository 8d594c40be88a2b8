import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisServer } from './redis-binary';

/** A Redis for tests and measurements. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/**
 * REDIS_URL when set, else a server of its own, in memory only, that ends with `stop`. With a `port` always its own.
 * @throws when there is no redis-server to be found: then the half of the tests that needs it must not pass in silence
 */
export async function startRedis({ port: wanted }: { port?: number } = {}): Promise<TestRedis> {
  if (process.env.REDIS_URL && !wanted) return { url: process.env.REDIS_URL, stop: async () => undefined };
  const binary = redisServer();
  if (!binary) throw new Error('No redis-server: set REDIS_URL or put one on PATH');
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-redis-'));
  const port = wanted ?? (await freePort());
  const settings = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const server = spawn(binary, settings, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  for (const until = Date.now() + 10_000; !(await answers(url)); ) {
    if (Date.now() > until || server.exitCode !== null) throw new Error(`${binary} does not start`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { url, stop: () => end(server, folder) };
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
