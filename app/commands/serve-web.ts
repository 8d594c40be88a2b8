import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { exposeJobMetrics, liveWorkers, workerAlive } from '#jobs/health';
import { COMMON_QUEUE, openQueues } from '#jobs/queue';
import { openApplication } from '~/application';
import { env, requiredDatabaseUrl } from '~/platform/env';
import { metrics } from '~/platform/http/metrics';
import { logger } from '~/platform/logger';
import { runProcess, type Service } from '~/platform/process-life';
import { projectRoot } from '~/platform/project-root';
import { startWebServer, type WebServerOptions } from '~/server';

type Pages = Pick<WebServerOptions, 'build' | 'liveAssets'> & { close(): Promise<void> };

async function builtPages(): Promise<Pages> {
  const file = pathToFileURL(join(projectRoot, 'build/server/index.js')).href;
  const build: ServerBuild = await import(file);
  return { build, close: async () => undefined };
}

/** Pages from source, reloading when a file changes. */
async function livePages(): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root: projectRoot, server: { middlewareMode: true }, appType: 'custom' });
  return {
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
    liveAssets: vite.middlewares,
    close: () => vite.close(),
  };
}

/** Opens what the checks of readiness and the figures ask, beside what pages need. */
async function start(): Promise<Service> {
  const { sessionSecret, redisUrl } = env();
  const databaseUrl = requiredDatabaseUrl();
  // The settings are read; from here on NODE_ENV only tells React and others to be quick.
  const live = process.argv.includes('--dev');
  process.env.NODE_ENV = live ? 'development' : 'production';
  const application = openApplication({ databaseUrl });
  const queues = await openQueues({ databaseUrl, sessionSecret, redisUrl }, logger);
  exposeJobMetrics(metrics);
  const pages = live ? await livePages() : await builtPages();
  const server = await startWebServer({
    ...pages,
    checks: {
      database: async () => void (await liveWorkers()),
      queue: async () => void (await queues.queue(COMMON_QUEUE).getJobCounts('waiting')),
      worker: async () => {
        if (!(await workerAlive())) throw new Error('no worker gives a sign of life');
      },
    },
  });
  return {
    async stop() {
      await server.stop();
      await pages.close();
      await queues.close();
      await application.close();
    },
  };
}

await runProcess('web', start);
