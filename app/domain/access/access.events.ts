import type { AuditEvent } from '../audit/use-case';

type UserData = {
  'access.signed-in': { secondFactor: 'totp' | 'backup-code' | null; address: string };
  'access.sign-in-failed': { step: 'password' | 'code'; address: string };
  'access.locked': { address: string };
  'access.signed-out': Record<string, never>;
  'access.sessions-ended': { sessions: number };
  'access.password-changed': { sessionsEnded: number };
  'access.second-factor-enabled': Record<string, never>;
  'access.second-factor-disabled': Record<string, never>;
  'access.user-created': { userName: string; roles: readonly string[] };
  'access.user-disabled': { sessionsEnded: number };
  'access.user-enabled': Record<string, never>;
  'access.user-unlocked': Record<string, never>;
  'access.user-linked': { townCode?: string; personId?: string; volunteerId?: string; donorId?: string };
  'access.user-unlinked': { personId?: string; donorId?: string };
  'access.roles-assigned': { before: readonly string[]; after: readonly string[] };
  'access.password-reset': { sessionsEnded: number };
};

export type UserEventKind = keyof UserData;

/** Something that happened to a user. Passwords, codes and session tokens are never part of it. */
export const userEvent = <Kind extends UserEventKind>(
  kind: Kind,
  userId: string,
  data: UserData[Kind],
  reason?: string,
): AuditEvent => ({ kind, subject: { type: 'user', id: userId }, data, reason });

/** Something that happened to an API key. */
export const keyEvent = (
  kind: 'access.key-created' | 'access.key-revoked',
  keyId: string,
  data: { start: string; role?: string },
): AuditEvent => ({
  kind,
  subject: { type: 'api-key', id: keyId },
  data,
});

/** The tenant's demands on sign-in were changed. */
export const securityEvent = (tenantId: string, data: { staffSecondFactor: boolean }): AuditEvent => ({
  kind: 'access.security-changed',
  subject: { type: 'tenant', id: tenantId },
  data,
});
