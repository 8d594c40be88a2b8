import postgres from 'postgres';

/**
 * What the database refused. `retry`: a deadlock or serialization failure, after which the same change may succeed.
 * `busy`: somebody else held what was waited for, longer than the wait was allowed to last.
 */
export interface Violation {
  readonly constraint?: string;
  readonly retry: boolean;
  readonly busy: boolean;
}

const RETRY = new Set(['40001', '40P01']);
const LOCK_TIMEOUT = '55P03';

/** Reads a refusal of the database out of an error, wherever drizzle wrapped it. */
export function violatedConstraint(error: unknown): Violation | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) {
      return {
        constraint: cause.constraint_name,
        retry: RETRY.has(cause.code),
        busy: cause.code === LOCK_TIMEOUT,
      };
    }
  }
  return undefined;
}
