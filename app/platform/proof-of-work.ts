import { createHmac, randomInt } from 'node:crypto';
import { type Challenge, createChallenge, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { env } from './env';

/** Iterations of one try: about two milliseconds of a desktop computer, ten times that of an old telephone. */
const COST = 2_000;
/** Seconds for which a task holds. */
const SECONDS_VALID = 2 * 3_600;
/** Longest text that is read; a task has some 500 letters. */
const LONGEST = 2_000;

const secrets = (use: string) => {
  const secret = (part: string) =>
    createHmac('sha256', env().sessionSecret).update(`proof-of-work/${part}/${use}`).digest('hex');
  return { hmacSignatureSecret: secret('task'), hmacKeySignatureSecret: secret('key') };
};

/** What became of a task that a page was given. `token` tells one task from all others, for who lets each be used once. */
export interface Proof {
  readonly token: string;
  readonly issuedAt: Date;
  /** Whether it is solved; without script nobody solves it. */
  readonly proven: boolean;
}

/**
 * A task for the browser of somebody at a public page, as JSON: it tries up to `effort` keys, half of that at least, and so
 * pays with time for what it asks. Nothing of it is kept here. `use` says what for.
 */
export async function newTask(use: string, { effort, now }: { effort: number; now: Date }): Promise<string> {
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(Math.ceil(effort / 2), effort + 1),
    deriveKey,
    data: { issued: now.getTime() },
    ...secrets(use),
  });
  return JSON.stringify(challenge);
}

/** Reads a task and its solution; undefined when the task is not ours, was changed, or is over. */
export async function readProof(
  use: string,
  { task, solution, now }: { task: string; solution: string; now: Date },
): Promise<Proof | undefined> {
  const challenge = parsed<Challenge>(task);
  const token = challenge?.parameters?.nonce;
  const issued = Number(challenge?.parameters?.data?.issued);
  if (!challenge || !token || !(now.getTime() - issued <= SECONDS_VALID * 1_000)) return undefined;
  try {
    const checked = await verifySolution({
      challenge,
      solution: parsed<Solution>(solution) ?? ({} as Solution),
      deriveKey,
      ...secrets(use),
    });
    if (checked.invalidSignature !== false) return undefined;
    return { token, issuedAt: new Date(issued), proven: checked.verified };
  } catch {
    // What is no task at all.
    return undefined;
  }
}

function parsed<Shape>(text: string): Shape | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}
