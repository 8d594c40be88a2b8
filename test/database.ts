import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { connect, useDatabase } from '#db/client';
import { APP_ROLE, SIGN_IN_ROLE, urlAs } from '#db/connections';
import { parseKeyRing, useKeyRing } from '#db/sealed';
import { useSignInDatabase } from '#db/sign-in-database';
import { DEMO_FIELD_KEYS, DEMO_SESSION_SECRET } from '~/platform/env';
import { onDatabase } from './global-setup';

/** A database of one test file, at the newest schema. */
export interface FreshDatabase {
  /** For what only the owner may do: arranging tenants, looking behind row-level security. */
  readonly ownerUrl: string;
  /** As web and worker connect: neither owner nor superuser. */
  readonly appUrl: string;
  readonly signInUrl: string;
}

let made = 0;

/** Clones a template. The run drops its databases at the end. */
export async function cloned(sql: postgres.Sql, template: string): Promise<FreshDatabase> {
  const { ownerUrl, prefix } = inject('postgres');
  made += 1;
  const name = `${prefix}${process.pid}_${made}`;
  await sql.unsafe(`create database ${name} template ${template}`);
  const own = onDatabase(ownerUrl, name);
  return {
    ownerUrl: own,
    appUrl: urlAs(own, APP_ROLE, DEMO_SESSION_SECRET),
    signInUrl: urlAs(own, SIGN_IN_ROLE, DEMO_SESSION_SECRET),
  };
}

/** What only the owner of the server may do. */
export async function asOwner<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(inject('postgres').ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** A database with nothing in it but what migrations bring. */
export const freshDatabase = (): Promise<FreshDatabase> =>
  asOwner((sql) => cloned(sql, inject('postgres').template));

/**
 * Gives the calling test file a database of its own and makes it (with the demo key ring) the one of this
 * process, as a start would. Call at the top of the file; the addresses are there once tests run.
 */
export function useFreshDatabase({ connections = 10 }: { connections?: number } = {}): FreshDatabase {
  const addresses = { ownerUrl: '', appUrl: '', signInUrl: '' };
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    Object.assign(addresses, await freshDatabase());
    const database = connect(addresses.appUrl, { max: connections });
    const signIn = connect(addresses.signInUrl, { max: 4 });
    close = () => Promise.all([database.close(), signIn.close()]);
    useDatabase(database);
    useSignInDatabase(signIn);
    useKeyRing(parseKeyRing(DEMO_FIELD_KEYS));
  });
  afterAll(() => close());
  return addresses;
}
