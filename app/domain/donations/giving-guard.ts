import { z } from 'zod';
import {
  addressIndexOf,
  countAttempts,
  countOfAddress,
  countRefusedOfTask,
  deleteAttempts,
  insertAttempt,
  lockGiving,
} from '#db/queries/giving-attempts';
import { newTask, type Proof, readProof } from '~/platform/proof-of-work';
import { addressGroup } from '../access/address.rules';
import { type Guard, guardForm } from '../access/public-guard';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { effortFor, guardRefusal, taskUsed } from './giving-guard.rules';

const USE = 'giving';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the database answers when a task is used twice. */
export const guardConstraints = {
  giving_attempts_token_once: taskUsed,
};

/** A task for the page that somebody opens; harder the more is promised just now. */
export const newGivingTask = read('public', async ({ tx, now }: ReadScope, _: Record<string, never>) => {
  const since = new Date(now.getTime() - 10 * MINUTE);
  return newTask(USE, { effort: effortFor(await countAttempts(tx, { since })), now });
});

/** Who was let through, to be written down with the gift. */
export interface LetThrough extends Pick<Proof, 'token' | 'proven'> {
  readonly addressIndex: string;
}

/**
 * Whether somebody may promise at a public page now. Those of one address, and those without a solved task, are counted one
 * after the other. Refuses GIVING.TASK_OVER, and what `guardRefusal` refuses.
 */
export async function letThrough(
  scope: Scope,
  { address, task, solution }: Guard,
  { online }: { online: boolean },
): Promise<Result<LetThrough>> {
  const { tx, now } = scope;
  const proof = await readProof(USE, { task, solution, now });
  if (!proof) return refuse(refusal('GIVING.TASK_OVER', { field: 'guard' }));
  const { proven, token } = proof;
  const addressIndex = addressIndexOf(addressGroup(address));
  // In one order, so that nobody waits for somebody who waits for them.
  if (!proven) await lockGiving(tx, 'unproven');
  await lockGiving(tx, addressIndex);
  const hourAgo = new Date(now.getTime() - HOUR);
  const counted = await countOfAddress(tx, { addressIndex, hourAgo, dayAgo: new Date(now.getTime() - DAY) });
  const refused = guardRefusal({
    proven,
    online,
    seconds: (now.getTime() - proof.issuedAt.getTime()) / 1_000,
    ...counted,
    refused: await countRefusedOfTask(tx, token),
    unprovenInHour: proven ? 0 : await countAttempts(tx, { since: hourAgo, unproven: true }),
  });
  return refused ? refuse(refused) : accept({ token, proven, addressIndex });
}

/** Writes down what was promised by somebody who was let through. */
export const noteAttempt = ({ tx, now }: Scope, giftId: string, through: LetThrough): Promise<void> =>
  insertAttempt(tx, { giftId, at: now, ...through });

/**
 * Writes down a try that was refused and told whose a credit code is: such tries of an address are counted, and its task stays, so
 * that whoever mistyped a name mends it. In a transaction of its own, as the refusal undid that of the try.
 */
export const noteRefused = useCase({
  permission: 'public',
  input: z.object({ guard: guardForm }),
  async run({ tx, now }, { guard: { address, task, solution } }) {
    const proof = await readProof(USE, { task, solution, now });
    if (!proof) return refuse(refusal('GIVING.TASK_OVER', { field: 'guard' }));
    const { token, proven } = proof;
    await insertAttempt(tx, { at: now, token, proven, addressIndex: addressIndexOf(addressGroup(address)) });
    return accept({});
  },
});

/** Forgets from where gifts were promised that are older than two days. */
export const forgetAttempts = useCase({
  permission: 'jobs.run',
  input: z.object({ period: z.string().min(1) }),
  async run({ tx, now }) {
    await deleteAttempts(tx, new Date(now.getTime() - 2 * DAY));
    return accept({});
  },
});
