import type { RequestHandler } from 'express';
import { logger } from '../logger';

/** Resolves when the part can do its work, throws when it cannot. */
export type ReadinessCheck = () => Promise<void>;

/** The parts that a web process needs to serve. */
export type ReadinessChecks = Readonly<Record<'database' | 'queue' | 'worker', ReadinessCheck>>;

const PATIENCE_MS = 2_000;

async function outcome(part: string, check: ReadinessCheck): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch (problem) {
    logger.warn({ part, reason: problem instanceof Error ? problem.message : String(problem) }, 'not ready');
    return 'unavailable';
  } finally {
    clearTimeout(timer);
  }
}

/** `GET /readyz`: 200 when every part answers, else 503; why a part does not is in the log, not in the answer. */
export function readiness(checks: ReadinessChecks, isStopping: () => boolean): RequestHandler {
  return async (_request, response) => {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([part, check]) => [part, await outcome(part, check)] as const),
    );
    const ready = !isStopping() && parts.every(([, state]) => state === 'ok');
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ok' : 'unavailable', ...Object.fromEntries(parts) });
  };
}
