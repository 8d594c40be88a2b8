import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { logger } from '../logger';

/** What the request carries from here on. */
export interface RequestLocals {
  requestId: string;
  logger: Logger;
  cspNonce: string;
}

/** Paths whose second part is a secret or a number on somebody's paper. */
const SECRET_PATHS = /^\/(calendar|verify|reset-password|invitations|give\/pay)\/.+/;

/** The path as the log may know it: without query, because people search for names, and without secrets. */
export function loggedPath(path: string): string {
  return path.replace(SECRET_PATHS, '/$1/…').slice(0, 300);
}

/** Gives each request an id of ours, a log that carries it, and one line at its end. No address, no query, no header. */
export const logRequest: RequestHandler = (request, response, next) => {
  const requestId = randomUUID();
  const log = logger.child({ requestId });
  const began = performance.now();
  Object.assign(response.locals, { requestId, logger: log });
  response.set('X-Request-Id', requestId);
  response.once('close', () => {
    const line = {
      method: request.method,
      path: loggedPath(request.path),
      status: response.statusCode,
      ms: Math.round(performance.now() - began),
      ...(!response.writableFinished && { cut: true }),
    };
    if (response.statusCode >= 500) log.error(line, 'request');
    else log.info(line, 'request');
  });
  next();
};
