import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** A drizzle database over one pool; `close` drains it. */
export interface Database {
  readonly db: PostgresJsDatabase;
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
  return { db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}

let current: Database | undefined;

/** Makes `database` the one that transactions of this process use; called once at start. */
export function useDatabase(database: Database): void {
  current = database;
}

/** The database of this process. Throws when the process has not been started properly. */
export function database(): Database {
  if (!current) throw new Error('useDatabase() has not been called');
  return current;
}
