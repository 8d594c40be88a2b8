import { runMigrations } from 'bullmq';
import pg from 'pg';
import { APP_ROLE, QUEUE_ROLE, SIGN_IN_ROLE } from './connections';

/** Schema in which the queue keeps its own tables when no Redis is set. */
export const QUEUE_SCHEMA = 'jobs_queue';

/**
 * Brings the queue's own schema to what the installed library needs, as the owner, and lets only the queue's
 * role use it. Made also when a Redis is set, so that going back to PostgreSQL needs no further step.
 */
export async function prepareQueueSchema(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    // The library makes one sequence per queue as it goes, hence `create`.
    await client.query(`
      revoke all on schema ${QUEUE_SCHEMA} from public, ${APP_ROLE}, ${SIGN_IN_ROLE};
      grant usage, create on schema ${QUEUE_SCHEMA} to ${QUEUE_ROLE};
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${QUEUE_ROLE}`);
    // Only the owner's own: those the library made are the queue role's already, and not the owner's to grant.
    const own = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relkind = 'S' and relnamespace = $1::regnamespace and relowner = current_user::regrole`,
      [QUEUE_SCHEMA],
    );
    for (const { name } of own.rows) {
      await client.query(`grant usage, select, update on sequence ${name} to ${QUEUE_ROLE}`);
    }
  } finally {
    await client.end();
  }
}
