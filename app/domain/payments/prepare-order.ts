import { z } from 'zod';
import { saveForward } from '#db/queries/payments';
import { useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findOrder, type OrderRow } from './find-order';
import { providerNamed } from './merchants';

const keepForward = useCase({
  permission: 'payments.order',
  input: z.object({ orderId: z.uuid(), kind: z.enum(['link', 'code']), text: z.string().min(1).max(8_000) }),
  async run({ tx }, { orderId, kind, text }) {
    await saveForward(tx, { id: orderId, kind, text });
    return accept({ orderId });
  },
});

/**
 * An order with where its payer goes, which the provider says once; asked again for the same number it says the same.
 * Not part of a transaction: the provider is asked over the network. `returnPath` is our page to which the payer comes back.
 * Refuses PAYMENTS.ORDER_UNKNOWN and PAYMENTS.PROVIDER_SILENT.
 */
export async function prepareOrder(
  actor: Actor,
  { orderId, returnPath, clientAddress }: { orderId: string; returnPath: string; clientAddress: string },
): Promise<Result<OrderRow>> {
  const order = await findOrder(actor, { id: orderId });
  if (!order) return refuse(refusal('PAYMENTS.ORDER_UNKNOWN'));
  if (order.status !== 'created' || order.forward || order.expiresAt <= (actor.at ?? new Date()))
    return accept(order);
  const provider = providerNamed(order.provider);
  if (!provider) return refuse(refusal('PAYMENTS.PROVIDER_SILENT'));
  try {
    const { kind, text } = await provider.create({ ...order, returnPath, clientAddress });
    const kept = await keepForward(actor, { orderId, kind, text });
    if (!kept.ok) return kept;
  } catch {
    // Whatever it is, the payer tries again, and the order ends by itself.
    return refuse(refusal('PAYMENTS.PROVIDER_SILENT'));
  }
  return accept((await findOrder(actor, { id: orderId })) ?? order);
}
