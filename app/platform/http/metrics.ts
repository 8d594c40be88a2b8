import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { env } from '../env';
import { processWide } from '../process-wide';

/** Figures of this process. Register counters of your own here. */
export const metrics: Registry = processWide('metrics', () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
});

const durations = processWide(
  'metrics.durations',
  () =>
    new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the last byte of its answer',
      labelNames: ['method', 'area', 'status'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [metrics],
    }),
);

/** Token for `/metrics` from elsewhere: derived, so that no further secret has to be kept. */
export function metricsToken(sessionSecret: string): string {
  return createHmac('sha256', sessionSecret).update('metrics').digest('hex');
}

function mayRead(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  // Behind a proxy on the same machine everybody comes from loopback.
  if (loopback && !request.headers['x-forwarded-for'] && !request.headers.forwarded) return true;
  const given = Buffer.from((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  const wanted = Buffer.from(metricsToken(env().sessionSecret));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `GET /metrics`: Prometheus text for loopback or the bearer of the token, else 404. */
export const metricsRoute: RequestHandler = async (request, response, next) => {
  if (!mayRead(request)) {
    response.status(404).end();
    return;
  }
  try {
    response.set('Content-Type', metrics.contentType).send(await metrics.metrics());
  } catch (problem) {
    next(problem);
  }
};

/** Counts how long answers take, by the first part of the path where it is one of `areas`. */
export function measure(areas: () => ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const stop = durations.startTimer();
    response.once('finish', () => {
      const first = request.path.split('/')[1] ?? '';
      stop({
        method: request.method,
        area: areas().has(first) ? first || 'home' : 'other',
        status: String(response.statusCode),
      });
    });
    next();
  };
}
