import { setTimeout as pause } from 'node:timers/promises';
import {
  deleteFailures,
  deleteSessions,
  lockFailures,
  saveFailures,
  selectActingUser,
  selectPendingUserId,
  takeBackFailure,
} from '#db/queries/access';
import { inSignIn, signInDatabase } from '#db/sign-in-database';
import {
  checkCode,
  checkPassword,
  endSession,
  pendingSignIn,
  type Step,
} from '~/platform/sign-in/steps.server';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { findActor } from './find-actor';
import { addressBounds, admitAttempt, type LockOutBounds, nameBounds } from './lock-out.rules';
import { recordUserEvent } from './record-user-event';
import { staffRoles } from './roles';

/** A refused sign-in takes at least this long, whatever it was refused for: the time tells nobody which names exist. */
const REFUSAL_MS = 400;

/** Where an attempt comes from. */
export interface SignInRequest {
  /** Cookie, browser and address of the request, as `signInHeaders` makes them. */
  readonly headers: Headers;
  readonly address: string;
  readonly requestId: string;
}

/** `code`: the password was right and the second factor is still to come. */
export interface SignInProgress {
  readonly step: 'done' | 'code';
  /** Values of Set-Cookie for the browser. */
  readonly cookies: readonly string[];
}

/** As the user name is kept: people type capitals and full-width letters. */
const userNameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase().slice(0, 100);

/**
 * Signs a person in by user name and password. After five failures in a row the name is locked for 15 minutes,
 * then for twice as long each time; many failures from one address lock the address. The refusals are the same
 * whether or not anybody has the name. Refuses ACCESS.WRONG, ACCESS.LOCKED and, to who knows the password, ACCESS.DISABLED.
 */
export async function signIn(
  given: { userName: string; password: string; remember?: boolean },
  from: SignInRequest,
): Promise<Result<SignInProgress>> {
  return inEvenTime<SignInProgress>(async () => {
    const userName = userNameOf(given.userName);
    const admission = await admit(userName, from.address);
    if (!admission.admitted) return locked(admission.lockedUntil);

    const user = await selectActingUser(signInDatabase().db, { userName });
    const staff = user?.roles.some((role) => staffRoles.has(role as never)) ?? false;
    const step = await checkPassword({
      userName,
      password: given.password,
      remember: given.remember === true && !staff,
      headers: from.headers,
    });
    if (!step.ok || !user) {
      if (user) await recordFailure(user, { step: 'password', lastGuess: admission.lastGuess }, from);
      return refuse(refusal('ACCESS.WRONG'));
    }
    await forgetFailures(userName, from.address);
    if (user.disabledAt) {
      await deleteSessions(signInDatabase().db, { userId: user.id });
      return refuse(refusal('ACCESS.DISABLED'));
    }
    if (step.codeNeeded) return accept({ step: 'code', cookies: step.cookies });
    await recordSignIn({ userId: user.id, secondFactor: null }, from);
    return accept({ step: 'done', cookies: step.cookies });
  });
}

/**
 * The second step: six digits of the authenticator, or one of the backup codes. better-auth allows five tries per
 * sign-in and ten in a row per user. Refuses ACCESS.CODE_WRONG; after too many the sign-in begins anew.
 */
export async function signInWithCode(typed: string, from: SignInRequest): Promise<Result<SignInProgress>> {
  return inEvenTime<SignInProgress>(async () => {
    const code = typed.normalize('NFKC').replace(/\s/g, '');
    const kind = /^\d{6}$/.test(code) ? 'totp' : 'backup-code';
    const pending = pendingSignIn(from.headers);
    const userId = pending && (await selectPendingUserId(signInDatabase().db, pending));
    if (!userId) return refuse(refusal('ACCESS.CODE_EXPIRED'));
    const user = await selectActingUser(signInDatabase().db, { id: userId });
    const step: Step = user?.disabledAt
      ? { ok: false }
      : await checkCode({ code, kind, headers: from.headers });
    if (!step.ok) {
      if (user) await recordFailure(user, { step: 'code', lastGuess: false }, from);
      return refuse(refusal('ACCESS.CODE_WRONG', { field: 'code' }));
    }
    await recordSignIn({ userId, secondFactor: kind }, from);
    return accept({ step: 'done', cookies: step.cookies });
  });
}

/** Ends the session of the request. Returns the cookies that the browser is to forget. */
export async function signOut(actor: Actor | undefined, headers: Headers): Promise<readonly string[]> {
  if (actor?.userId) await recordUserEvent(actor, userEvent('access.signed-out', actor.userId, {}));
  return endSession(headers);
}

async function inEvenTime<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  const even = pause(REFUSAL_MS);
  const result = await work();
  if (!result.ok) await even;
  return result;
}

const locked = (until: Date): Result<never> =>
  refuse(
    refusal('ACCESS.LOCKED', {
      params: { minutes: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000)) },
    }),
  );

/** Counts the attempt under its address and its name; both must admit it. */
async function admit(userName: string, address: string) {
  return inSignIn(async (tx) => {
    const now = new Date();
    const count = async (kind: 'name' | 'address', key: string, bounds: LockOutBounds) => {
      const admission = admitAttempt(await lockFailures(tx, { kind, key }), now, bounds);
      if (admission.admitted) await saveFailures(tx, { kind, key, ...admission.attempts });
      return admission;
    };
    const byAddress = await count('address', address.slice(0, 100), addressBounds);
    return byAddress.admitted ? count('name', userName, nameBounds) : byAddress;
  });
}

async function forgetFailures(userName: string, address: string): Promise<void> {
  const { db } = signInDatabase();
  await deleteFailures(db, { kind: 'name', key: userName });
  await takeBackFailure(db, { kind: 'address', key: address.slice(0, 100) });
}

async function recordSignIn(
  { userId, secondFactor }: { userId: string; secondFactor: 'totp' | 'backup-code' | null },
  { address, requestId }: SignInRequest,
): Promise<void> {
  const person = await findActor({ id: userId }, requestId);
  if (!person) return;
  await recordUserEvent(person.actor, userEvent('access.signed-in', userId, { secondFactor, address }));
}

async function recordFailure(
  user: { id: string; tenantId: string; userName: string },
  { step, lastGuess }: { step: 'password' | 'code'; lastGuess: boolean },
  { address, requestId }: SignInRequest,
): Promise<void> {
  // Nobody is signed in, so nobody acts: the trail shows the name that was tried.
  const actor: Actor = {
    tenantId: user.tenantId,
    userId: null,
    name: user.userName,
    roles: [],
    permissions: new Set(['account']),
    requestId,
  };
  await recordUserEvent(actor, userEvent('access.sign-in-failed', user.id, { step, address }));
  if (lastGuess) await recordUserEvent(actor, userEvent('access.locked', user.id, { address }));
}
