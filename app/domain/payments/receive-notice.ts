import type { Acknowledgement } from '~/platform/payments/port';
import { NoticeRefused } from '~/platform/payments/port';
import { systemActor } from '../access/system-actor';
import { findMerchant } from './merchants';
import type { ProviderName } from './payment.rules';
import { takeNotice } from './take-notice';

/** What to answer a provider, and what a log may know of why. */
export interface Received {
  readonly answer: Acknowledgement;
  readonly why?: string;
}

/**
 * Takes a notice as it came over the network: its signature is checked on the very bytes, then it is taken in the
 * district whose merchant account it is. Answers as the provider expects; undefined when it is not set up here.
 */
export async function receiveNotice(
  name: ProviderName,
  {
    headers,
    body,
    requestId,
    now = new Date(),
  }: { headers: Headers; body: string; requestId: string; now?: Date },
): Promise<Received | undefined> {
  const merchant = await findMerchant(name);
  if (!merchant) return undefined;
  const { provider, tenantId } = merchant;
  try {
    const notice = provider.readNotice(headers, body, now);
    const actor = systemActor(tenantId, `hooks.${name}`, requestId);
    const result = await takeNotice(actor, { provider: name, source: 'hook', ...notice });
    if (result.ok) return { answer: provider.accepted };
    return { answer: provider.failed, why: result.refusals[0]?.code };
  } catch (error) {
    if (!(error instanceof NoticeRefused)) throw error;
    return { answer: provider.refused, why: error.why };
  }
}
