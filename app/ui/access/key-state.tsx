import { Status } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

/** Whether an API key still works. */
export function KeyState({ apiKey }: { apiKey: { revokedAt: Date | null; expired: boolean } }) {
  if (apiKey.revokedAt) return <Status tone="stopped">{m.access_key_revoked()}</Status>;
  if (apiKey.expired) return <Status tone="due">{m.access_key_expired()}</Status>;
  return <Status tone="ok">{m.access_key_running()}</Status>;
}
