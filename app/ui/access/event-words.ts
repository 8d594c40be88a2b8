import type { UserEventKind } from '~/domain/access/access.events';
import { m } from '~/words/generated/messages';

/** What happened to users, keys and sign-in, in words. */
export const accessEventWords: Record<
  UserEventKind | 'access.key-created' | 'access.key-revoked' | 'access.security-changed',
  () => string
> = {
  'access.signed-in': m.access_event_signed_in,
  'access.sign-in-failed': m.access_event_sign_in_failed,
  'access.locked': m.access_event_locked,
  'access.signed-out': m.access_event_signed_out,
  'access.sessions-ended': m.access_event_sessions_ended,
  'access.password-changed': m.access_event_password_changed,
  'access.second-factor-enabled': m.access_event_second_factor_enabled,
  'access.second-factor-disabled': m.access_event_second_factor_disabled,
  'access.user-created': m.access_event_user_created,
  'access.user-disabled': m.access_event_user_disabled,
  'access.user-enabled': m.access_event_user_enabled,
  'access.user-unlocked': m.access_event_user_unlocked,
  'access.user-linked': m.access_event_user_linked,
  'access.user-unlinked': m.access_event_user_unlinked,
  'access.roles-assigned': m.access_event_roles_assigned,
  'access.password-reset': m.access_event_password_reset,
  'access.key-created': m.access_event_key_created,
  'access.key-revoked': m.access_event_key_revoked,
  'access.security-changed': m.access_event_security_changed,
};
