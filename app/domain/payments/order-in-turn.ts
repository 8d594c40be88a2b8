import { systemActor } from '../access/system-actor';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findOrder, type OrderRow } from './find-order';
import { settleOrder } from './settle-order';

/** The product itself, asking a provider on behalf of whoever waits: what a provider says is nobody's deed here. */
export const asProvider = ({ tenantId, requestId, at }: Actor): Actor => ({
  ...systemActor(tenantId, 'payments.settle-order', requestId),
  at,
});

/**
 * Makes an order by `order`, a use case that ends in `ensureOrder`; one that is open by another way is asked for first, closed
 * at its provider, and makes room. When it turns out to be paid, that one is the answer; when it was paid otherwise than asked,
 * its money waits for a person and no other order is made. Not part of a transaction: the
 * provider is asked over the network. Refuses what `order` refuses, and PAYMENTS.PROVIDER_SILENT.
 */
export async function orderInTurn(
  actor: Actor,
  order: () => Promise<Result<{ orderId: string }>>,
): Promise<Result<{ orderId: string }>> {
  const result = await order();
  const another = result.ok
    ? undefined
    : result.refusals.find(({ code }) => code === 'PAYMENTS.ANOTHER_OPEN');
  const orderId = String(another?.params?.orderId ?? '');
  if (!orderId) return result;
  const provider = asProvider(actor);
  try {
    await settleOrder(provider, { orderId, close: true });
  } catch {
    return refuse(refusal('PAYMENTS.PROVIDER_SILENT'));
  }
  const before = await findOrder(provider, { id: orderId });
  return before?.paidAt ? accept({ orderId }) : order();
}

/** Asks the provider how an open order stands, for whoever waits for it. A provider that does not answer changes nothing. */
export async function askAfter(actor: Actor, order: OrderRow): Promise<void> {
  if (order.status !== 'created') return;
  try {
    await settleOrder(asProvider(actor), {
      orderId: order.id,
      close: order.expiresAt <= (actor.at ?? new Date()),
    });
  } catch {
    // It is looked for again: by whoever waits, and when its time is over.
  }
}
