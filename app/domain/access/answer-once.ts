import { claimApiRequest, type KeptAnswer, keepAnswer, selectAnswer } from '#db/queries/access';
import { inOneTransaction } from '#db/transaction';
import { violatedConstraint } from '#db/violations';
import type { Actor } from '../kernel/actor';

/** How long a request waits for another one with the same key that is still being worked on. */
const WAIT_SECONDS = 10;

export type { KeptAnswer };

export type OnceOutcome =
  | { readonly kind: 'answered'; readonly answer: KeptAnswer; readonly again: boolean }
  /** The key was used with another request. */
  | { readonly kind: 'reused' }
  /** Another request with the key is still being worked on. */
  | { readonly kind: 'busy' };

/**
 * Does a write of the API once per Idempotency-Key. The claim of the key, everything that `work` changes and the
 * answer are one transaction: whatever interrupts it, either all of it happened or nothing. What `work` throws
 * undoes all and frees the key.
 * @param request.fingerprint hash of method, path and body; the same key with another one is refused
 */
export async function answerOnce(
  actor: Actor,
  request: { keyId: string; idempotencyKey: string; fingerprint: Buffer; now: Date },
  work: () => Promise<KeptAnswer>,
): Promise<OnceOutcome> {
  const { now: createdAt, ...claim } = request;
  try {
    return await inOneTransaction(
      { tenantId: actor.tenantId, actorId: actor.userId },
      async (tx): Promise<OnceOutcome> => {
        if (await claimApiRequest(tx, { ...claim, createdAt, waitSeconds: WAIT_SECONDS })) {
          const answer = await work();
          await keepAnswer(tx, claim, answer);
          return { kind: 'answered', answer, again: false };
        }
        const kept = await selectAnswer(tx, claim);
        if (!kept?.fingerprint.equals(claim.fingerprint)) return { kind: 'reused' };
        if (kept.status === null) return { kind: 'busy' };
        return { kind: 'answered', answer: { status: kept.status, body: kept.body }, again: true };
      },
    );
  } catch (error) {
    if (violatedConstraint(error)?.busy) return { kind: 'busy' };
    throw error;
  }
}

/** Hours for which an Idempotency-Key is remembered. */
export const KEY_REMEMBERED_HOURS = 72;
