import { sql } from 'drizzle-orm';
import type { Database } from './client';
import type { Tx } from './transaction';

/** What a query needs of a transaction or of the sign-in pool itself, where one statement is its own transaction. */
export type SignInTx = Pick<Tx, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

// The web server and the pages are built apart, and what one opens the other must find.
const kept = globalThis as { [key: symbol]: Database | undefined };
const KEY = Symbol.for('wellspring.sign-in-database');

/** Makes `database`, connected as `SIGN_IN_ROLE`, the one that sign-in uses; called once at start. */
export function useSignInDatabase(database: Database): void {
  kept[KEY] = database;
}

/**
 * The pool of sign-in: it sees users, sessions and keys of every tenant, because whoever signs in has none yet,
 * and no other table. Throws when the process has not been started properly.
 */
export function signInDatabase(): Database {
  const database = kept[KEY];
  if (!database) throw new Error('useSignInDatabase() has not been called');
  return database;
}

/** A transaction before the tenant is known. */
export async function inSignIn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return signInDatabase().db.transaction(async (tx) => {
    // A sign-in never waits long for another one.
    await tx.execute(sql`set local lock_timeout = '5s'`);
    return work(tx);
  });
}
