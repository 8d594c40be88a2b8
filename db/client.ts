import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type Hearing, hear } from './hear';

/** A drizzle database over one pool; `close` drains it. */
export interface Database {
  readonly db: PostgresJsDatabase;
  /** Hears what the database notifies on `channel`, also after a lost connection. Resolves to the way to stop. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Hears notices on a connection of its own that always comes back, for what must miss nothing. Gives the way to stop. */
  hear(channel: string, hearing: Hearing): () => Promise<void>;
  close(): Promise<void>;
}

/** Opens a pool. `max` is the number of connections this process may hold. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const sql = postgres(url, {
    max,
    // A statement that runs for a minute on a request path is a defect, not a wait.
    connection: { application_name: 'wellspring', statement_timeout: 60_000 },
    onnotice: () => {},
    types: { bigint: postgres.BigInt },
  });
  return {
    db: drizzle(sql),
    listen: async (channel, heard) => (await sql.listen(channel, heard)).unlisten,
    hear: (channel, hearing) => hear(url, channel, hearing),
    close: () => sql.end({ timeout: 5 }),
  };
}

// The web server and the pages are built apart, and what one opens the other must find.
const kept = globalThis as { [key: symbol]: Database | undefined };
const KEY = Symbol.for('wellspring.database');

/** Makes `database` the one that transactions of this process use; called once at start. */
export function useDatabase(database: Database): void {
  kept[KEY] = database;
}

/** The database of this process. Throws when the process has not been started properly. */
export function database(): Database {
  const database = kept[KEY];
  if (!database) throw new Error('useDatabase() has not been called');
  return database;
}
