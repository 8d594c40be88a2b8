import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import { env } from '~/platform/env';
import { limitBody } from '~/platform/http/body-limit';
import { listenProblem } from '~/platform/http/listen-problem';
import { measure, metricsRoute } from '~/platform/http/metrics';
import { type ReadinessChecks, readiness } from '~/platform/http/readiness';
import { logRequest, type RequestLocals } from '~/platform/http/request-log';
import { refuseOtherSites } from '~/platform/http/same-origin';
import { securityHeaders } from '~/platform/http/security-headers';
import { currentLocale, inRequestLocale, type Locale } from '~/platform/i18n/locale.server';
import { scriptsIn } from '~/platform/i18n/scripts-in';
import { endStreams } from '~/platform/live/event-stream';
import { logger } from '~/platform/logger';
import type { Service } from '~/platform/process-life';
import { projectRoot } from '~/platform/project-root';
import { m } from '~/words/generated/messages';

/** What a web server is made of. */
export interface WebServerOptions {
  /** The built pages, or how to get them anew for each request while developing. */
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly checks: ReadinessChecks;
  /** Serves sources and reloads while developing; absent in production. */
  readonly liveAssets?: RequestHandler;
}

const FINISH_WITHIN_MS = 10_000;
const client = join(projectRoot, 'build/client');

const localsOf = (response: Response) => response.locals as RequestLocals;

/** Only what a proxy must have set is believed, and only where one must stand: before https. */
function trustProxy(app: Express): void {
  app.set('trust proxy', env().appOrigin.startsWith('https:') ? 1 : false);
}

const checkHost: RequestHandler = (request, response, next) => {
  delete request.headers['x-forwarded-host'];
  if (/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(request.headers.host ?? '')) next();
  else response.status(400).end();
};

/** Pages show what one person may see: unless a page says otherwise, no cache between keeps it. */
const keepPrivate: RequestHandler = (_request, response, next) => {
  const writeHead = response.writeHead;
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-cache');
    return writeHead.apply(response, args);
  }) as typeof writeHead;
  next();
};

function serveAssets(app: Express): void {
  // The name of a file in assets/ changes with its content.
  app.use(
    '/assets',
    express.static(join(client, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(client, { maxAge: '1h', index: false }));
}

/** First parts of the paths that exist, so that figures are not split by what strangers type. */
function areasOf(build: ServerBuild | undefined): ReadonlySet<string> {
  const paths = Object.values(build?.routes ?? {}).map(({ path = '' }) => path.split('/')[0] ?? '');
  return new Set(['', 'assets', ...paths.filter((path) => !path.startsWith(':') && path !== '*')]);
}

const failed: ErrorRequestHandler = (problem, request, response, next) => {
  const { requestId, logger: log } = localsOf(response);
  // express.static and malformed paths say themselves what the client did wrong.
  const status = typeof problem?.status === 'number' && problem.status < 500 ? problem.status : 500;
  if (status === 500) log.error({ err: problem }, 'request failed');
  if (response.headersSent) {
    next(problem);
    return;
  }
  const words = inRequestLocale(
    { cookie: request.headers.cookie, acceptLanguage: request.headers['accept-language'] },
    () => (status === 500 ? `${m.kit_error_500_title()} ${requestId}` : m.kit_error_404_title()),
  );
  response.status(status).type('text/plain; charset=utf-8').send(words);
};

/** The whole web server but its socket: what is asked of every request, then the pages. */
export function createApp(
  { build, checks, liveAssets }: WebServerOptions,
  isStopping = () => false,
): Express {
  const app = express();
  const areas = areasOf(typeof build === 'function' ? undefined : build);
  app.disable('x-powered-by');
  trustProxy(app);
  app.use(securityHeaders({ live: Boolean(liveAssets) }));
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok'));
  app.get('/readyz', readiness(checks, isStopping));
  app.get('/metrics', metricsRoute);
  app.use(measure(() => areas));
  app.use(compression());
  if (liveAssets) app.use(liveAssets);
  else serveAssets(app);
  app.use(logRequest, checkHost, refuseOtherSites, limitBody, keepPrivate);
  const pagesIn = (locale: Locale) =>
    createRequestHandler({
      build: typeof build === 'function' ? build : { ...build, assets: scriptsIn(locale, build.assets) },
      getLoadContext: (request, response) => ({
        ...localsOf(response),
        clientAddress: request.ip ?? '',
      }),
      mode: liveAssets ? 'development' : 'production',
    });
  const pages = { 'zh-CN': pagesIn('zh-CN'), en: pagesIn('en') };
  app.all('*', (request, response, next) => {
    const { cookie, 'accept-language': acceptLanguage } = request.headers;
    void inRequestLocale({ cookie, acceptLanguage }, () => pages[currentLocale()](request, response, next));
  });
  app.use(failed);
  return app;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => reject(listenProblem(problem, port, host)));
    server.listen(port, host, resolve);
  });
}

/** Serves on PORT until stopped: then answers what has begun, for at most ten seconds, and takes nothing new. */
export async function startWebServer(options: WebServerOptions): Promise<Service> {
  const { port, host } = env();
  let stopping = false;
  const server = createServer(createApp(options, () => stopping));
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  server.on('request', (_request, response) => {
    if (stopping) response.setHeader('Connection', 'close');
  });
  await listen(server, port, host);
  logger.info({ service: 'web', port, host }, 'listening');
  return {
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      endStreams();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
      await closed;
      clearTimeout(patience);
    },
  };
}
