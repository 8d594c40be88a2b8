import pg from 'pg';

/** What to do with notices of the database. */
export interface Hearing {
  /** One notice, as soon as the transaction that sent it has committed. */
  heard(payload: string): void;
  /** Listening begins, or begins again after the connection was lost: what was sent before was not heard. */
  missed(): void;
  /** It could not be had this time; it is tried again. */
  failed(error: unknown): void;
}

/** How often a silent connection is asked for a sign of life, and how long one waits for it. */
const PROBE_MS = 30_000;
const PATIENCE_MS = 10_000;
const AGAIN_MS = 1_000;

/**
 * Listens to `channel` on one connection of its own until stopped, and comes back by itself after the database was away,
 * however long. (The pool's own `listen` gives up when the first attempt to come back fails.)
 */
export function hear(url: string, channel: string, hearing: Hearing): () => Promise<void> {
  let stopped = false;
  let end = () => {};

  async function listenOnce(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'wellspring live',
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    const gone = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      end = resolve;
    });
    client.on('notification', ({ payload }) => hearing.heard(payload ?? ''));
    let probe: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      hearing.missed();
      probe = setInterval(() => void client.query('select 1').catch(end), PROBE_MS);
      if (!stopped) await gone;
    } finally {
      clearInterval(probe);
      await client.end().catch(() => undefined);
    }
  }

  async function keepListening(): Promise<void> {
    while (!stopped) {
      try {
        await listenOnce();
      } catch (error) {
        if (!stopped) hearing.failed(error);
      }
      if (!stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, AGAIN_MS);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  }

  const running = keepListening();
  return async () => {
    stopped = true;
    end();
    await running;
  };
}
