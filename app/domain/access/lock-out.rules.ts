/** Attempts to sign in under one key (a user name, an address) that have not ended in a sign-in. */
export interface Attempts {
  readonly failures: number;
  /** Locks in a row; each is twice as long as the one before. */
  readonly locks: number;
  readonly lockedUntil: Date | null;
  readonly lastAt: Date;
}

export interface LockOutBounds {
  /** Failures in a row after which the key is locked. */
  readonly failures: number;
  readonly firstLockMinutes: number;
  readonly longestLockMinutes: number;
  /** Quiet time after which failures and locks are forgotten. */
  readonly forgetAfterHours: number;
}

/** By user name: five failures lock for 15 minutes, then 30, 60 … up to a day. */
export const nameBounds: LockOutBounds = {
  failures: 5,
  firstLockMinutes: 15,
  longestLockMinutes: 1_440,
  forgetAfterHours: 24,
};

/** By address: an office shares one, so it bears more; it stops whoever tries one password on many names. */
export const addressBounds: LockOutBounds = {
  failures: 50,
  firstLockMinutes: 15,
  longestLockMinutes: 60,
  forgetAfterHours: 1,
};

const MINUTE_MS = 60_000;

export type Admission =
  | { readonly admitted: false; readonly lockedUntil: Date }
  /** `lastGuess`: unless this attempt succeeds, the key is locked from now on. */
  | { readonly admitted: true; readonly lastGuess: boolean; readonly attempts: Attempts };

/**
 * Whether one more attempt may look at the password. It is counted as a failure beforehand and forgotten when it
 * succeeds, so that many attempts at once get no more guesses than one after another.
 */
export function admitAttempt(before: Attempts | undefined, now: Date, bounds: LockOutBounds): Admission {
  if (before?.lockedUntil && before.lockedUntil > now)
    return { admitted: false, lockedUntil: before.lockedUntil };

  const quietSince = Math.max(before?.lastAt.getTime() ?? 0, before?.lockedUntil?.getTime() ?? 0);
  const forgotten = !before || now.getTime() - quietSince >= bounds.forgetAfterHours * 60 * MINUTE_MS;
  const locks = forgotten ? 0 : before.locks;
  const failures = (forgotten || before.lockedUntil ? 0 : before.failures) + 1;
  if (failures < bounds.failures) {
    return {
      admitted: true,
      lastGuess: false,
      attempts: { failures, locks, lockedUntil: null, lastAt: now },
    };
  }
  const minutes = Math.min(bounds.firstLockMinutes * 2 ** Math.min(locks, 20), bounds.longestLockMinutes);
  const lockedUntil = new Date(now.getTime() + minutes * MINUTE_MS);
  return {
    admitted: true,
    lastGuess: true,
    attempts: { failures, locks: locks + 1, lockedUntil, lastAt: now },
  };
}
