import { connect, type Database, useDatabase } from '#db/client';
import { APP_ROLE, SIGN_IN_ROLE, urlAs } from '#db/connections';
import { parseKeyRing, useKeyRing } from '#db/sealed';
import { useSignInDatabase } from '#db/sign-in-database';
import { env } from '~/platform/env';
import { logger } from '~/platform/logger';
import { holdDataDir, settledInstance } from '~/platform/postgres/instance';
import { startPostgres } from '~/platform/postgres/server';
import { setUpDatabase } from '~/set-up-database';

/** What a process of the product holds while it runs. */
export interface Application {
  /** Ends every connection, letting running statements finish. */
  close(): Promise<void>;
}

interface Connections {
  /** Address of the database, whatever role it names. */
  readonly databaseUrl: string;
  /** Connections of this process for the work of the product. */
  readonly work?: number;
  /** Connections of this process for sign-in. */
  readonly signIn?: number;
}

/** Makes database, sign-in database and key ring those of this process. Web, worker and commands all begin here. */
export function openApplication({ databaseUrl, work = 10, signIn = 4 }: Connections): Application {
  const { sessionSecret, fieldKeys } = env();
  const open = (role: string, max: number): Database =>
    connect(urlAs(databaseUrl, role, sessionSecret), { max });
  const database = open(APP_ROLE, work);
  const signInDatabase = open(SIGN_IN_ROLE, signIn);
  useDatabase(database);
  useSignInDatabase(signInDatabase);
  useKeyRing(parseKeyRing(fieldKeys));
  return {
    async close() {
      await Promise.all([database.close(), signInDatabase.close()]);
    },
  };
}

/**
 * Gives `work` the address of the database for its owner: DATABASE_URL, else that of the instance running from
 * DATA_DIR, else an embedded PostgreSQL that runs as long as `work` does.
 */
export async function withOwnerDatabase<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = env();
  const known = databaseUrl ?? (await settledInstance(dataDir))?.ownerUrl;
  if (known) return work(known);
  // Not announced: a second command waits for this one, whose database ends with it.
  const hold = await holdDataDir(dataDir);
  const server = await startPostgres({ dataDir, notice: (message) => logger.warn(message) });
  try {
    return await work(server.ownerUrl);
  } finally {
    await server.stop();
    hold.release();
  }
}

/** Opens the product for a command, on whichever database `withOwnerDatabase` finds, at the newest schema. */
export async function withApplication<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  return withOwnerDatabase(async (databaseUrl) => {
    // An operator's database is migrated by `db:migrate`, on purpose.
    if (!env().databaseUrl) await setUpDatabase(databaseUrl);
    const application = openApplication({ databaseUrl, work: 4, signIn: 1 });
    try {
      return await work(databaseUrl);
    } finally {
      await application.close();
    }
  });
}
