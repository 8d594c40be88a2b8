import type { Result } from '../kernel/refusals';
import type { Scope } from './use-case';

/** Carries the outcome out of a part of the transaction that is taken back. */
class TakenBack extends Error {
  constructor(readonly outcome: unknown) {
    super('rehearsed');
  }
}

/**
 * The dry run of an import: does all of `work`, with every check of the database, and takes it back. What it
 * would have written to the audit trail and the outbox is dropped with it. Gives the outcome of `work`.
 */
export async function rehearse<T>(
  scope: Scope,
  work: (scope: Scope) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    await scope.tx.transaction(async (tx) => {
      throw new TakenBack(await work({ ...scope, tx, audit: () => undefined, publish: () => undefined }));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome as Result<T>;
    throw error;
  }
  throw new Error('A rehearsal ended without being taken back');
}
