import postgres from 'postgres';

/** What the database refused. `retry`: a deadlock or serialization failure, after which the same change may succeed. */
export interface Violation {
  readonly constraint?: string;
  readonly retry: boolean;
}

const RETRY = new Set(['40001', '40P01']);

/** Reads a refusal of the database out of an error, wherever drizzle wrapped it. */
export function violatedConstraint(error: unknown): Violation | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError) {
      return { constraint: cause.constraint_name, retry: RETRY.has(cause.code) };
    }
  }
  return undefined;
}
