import { beginEnrolment, finishEnrolment, removeOwnSecondFactor } from '~/platform/sign-in/steps.server';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { userEvent } from './access.events';
import { recordUserEvent } from './record-user-event';

/** What an authenticator needs, and the codes for when it is lost. */
export interface Enrolment {
  /** Secret in base32, for the authenticator. */
  readonly secret: string;
  readonly backupCodes: readonly string[];
}

/** Cookies for the browser, under which the session goes on. */
export interface NewCookies {
  readonly cookies: readonly string[];
}

/** Begins enrolment of one's own second factor; nothing changes until it is confirmed. Refuses ACCESS.PASSWORD_WRONG. */
export async function beginSecondFactor(password: string, headers: Headers): Promise<Result<Enrolment>> {
  const enrolment = await beginEnrolment({ password, headers });
  return enrolment ? accept(enrolment) : refuse(refusal('ACCESS.PASSWORD_WRONG', { field: 'password' }));
}

/** Confirms enrolment with a first code of the authenticator; from now on sign-in asks for one. Refuses ACCESS.CODE_WRONG. */
export async function confirmSecondFactor(
  actor: Actor,
  typed: string,
  headers: Headers,
): Promise<Result<NewCookies>> {
  const cookies = await finishEnrolment({ code: typed.normalize('NFKC').replace(/\s/g, ''), headers });
  if (!cookies) return refuse(refusal('ACCESS.CODE_WRONG', { field: 'code' }));
  if (actor.userId) await recordUserEvent(actor, userEvent('access.second-factor-enabled', actor.userId, {}));
  return accept({ cookies });
}

/** Takes one's own second factor away. Refuses ACCESS.PASSWORD_WRONG. */
export async function dropSecondFactor(
  actor: Actor,
  password: string,
  headers: Headers,
): Promise<Result<NewCookies>> {
  const cookies = await removeOwnSecondFactor({ password, headers });
  if (!cookies) return refuse(refusal('ACCESS.PASSWORD_WRONG', { field: 'password' }));
  if (actor.userId)
    await recordUserEvent(actor, userEvent('access.second-factor-disabled', actor.userId, {}));
  return accept({ cookies });
}
