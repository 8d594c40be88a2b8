import { randomInt } from 'node:crypto';
import { findVerification, insertVerificationCode } from '#db/queries/verification';
import { outsideTenants } from '#db/transaction';
import type { Scope } from './use-case';

/** Crockford base 32: no I, L, O, U, so that a code read aloud from paper is typed right. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * Gives a record the code under which anyone holding the paper can verify it at `/verify/<code>`.
 * 80 random bits: not to be guessed, so the page needs no sign-in.
 */
export async function giveVerificationCode(
  scope: Scope,
  subject: { type: string; id: string },
): Promise<string> {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  await insertVerificationCode(scope.tx, { code, subjectType: subject.type, subjectId: subject.id });
  return code;
}

/** The code as it is stored, from what a person typed: any case, blanks, dashes, and O, I, L for 0 and 1. */
export function normaliseCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/** Which record of which tenant a code leads to; undefined when there is none. Public by intent. */
export async function findVerified(typed: string) {
  return outsideTenants((tx) => findVerification(tx, normaliseCode(typed)));
}
