import { formatInstant } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

interface Shown {
  readonly disabledAt: Date | null;
  readonly lockedUntil: Date | null;
  readonly passwordTemporary: boolean;
}

/** Whether a user can sign in, and if not why. */
export function UserState({ user }: { user: Shown }) {
  if (user.disabledAt) return <Status tone="stopped">{m.access_state_disabled()}</Status>;
  if (user.lockedUntil)
    return <Status tone="late">{m.access_state_locked({ until: formatInstant(user.lockedUntil) })}</Status>;
  if (user.passwordTemporary) return <Status tone="due">{m.access_state_temporary()}</Status>;
  return <Status tone="ok">{m.access_state_active()}</Status>;
}
