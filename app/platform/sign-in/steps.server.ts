import { APIError } from 'better-auth/api';
import { auth } from './auth.server';

/** Outcome of one step of a sign-in. `cookies` are values of Set-Cookie for the browser. */
export type Step =
  | {
      readonly ok: true;
      readonly userId: string;
      readonly cookies: readonly string[];
      readonly codeNeeded: boolean;
    }
  | { readonly ok: false };

/** What a step that was refused on purpose becomes; anything else is a defect and goes on up. */
async function unlessRefused<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined;
    throw error;
  }
}

const cookiesOf = (headers: Headers): string[] => headers.getSetCookie();

/** Checks a password and starts a session, or asks for a code when the user has a second factor. An unknown name costs the same work. */
export async function checkPassword(given: {
  userName: string;
  password: string;
  remember: boolean;
  headers: Headers;
}): Promise<Step & { userId?: string }> {
  const { userName, password, remember, headers } = given;
  const answer = await unlessRefused(() =>
    auth().api.signInUsername({
      body: { username: userName, password, rememberMe: remember },
      headers,
      returnHeaders: true,
    }),
  );
  if (!answer?.response) return { ok: false };
  const { response } = answer;
  const codeNeeded = 'twoFactorRedirect' in response;
  return {
    ok: true,
    userId: codeNeeded ? '' : response.user.id,
    cookies: cookiesOf(answer.headers),
    codeNeeded,
  };
}

/** Checks the code of the second step and starts the session. Each backup code works once. */
export async function checkCode({
  code,
  kind,
  headers,
}: {
  code: string;
  kind: 'totp' | 'backup-code';
  headers: Headers;
}): Promise<Step> {
  const { api } = auth();
  const given = { body: { code }, headers, returnHeaders: true as const };
  const answer = await unlessRefused(async () => {
    const checked = await (kind === 'totp' ? api.verifyTOTP(given) : api.verifyBackupCode(given));
    return { headers: checked.headers, userId: checked.response.user.id };
  });
  if (!answer) return { ok: false };
  return { ok: true, userId: answer.userId, cookies: cookiesOf(answer.headers), codeNeeded: false };
}

/** Name of the half-finished sign-in that a request carries, as it lies in `verifications`. */
export function pendingSignIn(headers: Headers): string | undefined {
  const value = /wellspring\.two_factor=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1];
  const signed = value && decodeURIComponent(value);
  return signed?.slice(0, signed.lastIndexOf('.'));
}

/** Ends the session of a request. */
export async function endSession(headers: Headers): Promise<readonly string[]> {
  const answer = await auth().api.signOut({ headers, returnHeaders: true });
  return cookiesOf(answer.headers);
}

/** Begins enrolment of a second factor: its secret and backup codes. Undefined when the password is wrong. It holds only after `finishEnrolment`. */
export async function beginEnrolment({ password, headers }: { password: string; headers: Headers }) {
  const answer = await unlessRefused(() =>
    auth().api.enableTwoFactor({ body: { password, method: 'totp' }, headers }),
  );
  if (answer?.method !== 'totp') return undefined;
  return {
    secret: new URL(answer.totpURI).searchParams.get('secret') ?? '',
    backupCodes: answer.backupCodes,
  };
}

/** Ends enrolment with a first code. The session goes on under a new cookie. Undefined when the code is wrong. */
export async function finishEnrolment({
  code,
  headers,
}: {
  code: string;
  headers: Headers;
}): Promise<readonly string[] | undefined> {
  const answer = await unlessRefused(() =>
    auth().api.verifyTOTP({ body: { code }, headers, returnHeaders: true }),
  );
  return answer && cookiesOf(answer.headers);
}

/** Takes one's own second factor away. The session goes on under a new cookie. Undefined when the password is wrong. */
export async function removeOwnSecondFactor({
  password,
  headers,
}: {
  password: string;
  headers: Headers;
}): Promise<readonly string[] | undefined> {
  const answer = await unlessRefused(() =>
    auth().api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  return answer && cookiesOf(answer.headers);
}
