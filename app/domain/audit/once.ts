import { claimEffect } from '#db/queries/outbox';
import type { Tx } from '#db/transaction';

/**
 * True the first time for this key in the tenant, false ever after; a change that is rolled back gives the key
 * back. Whoever comes second while the first still works waits for its outcome.
 * The use case of a job need not call this for the job itself: that is claimed for it. It is for an effect that
 * several jobs or a page too could bring about, such as the one receipt of a gift.
 */
export async function once(
  scope: { readonly tx: Tx; readonly now: Date },
  effectKey: string,
  job: string,
): Promise<boolean> {
  return claimEffect(scope.tx, { key: effectKey, job, at: scope.now });
}
