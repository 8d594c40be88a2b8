import { z } from 'zod';
import { lockOrder } from '#db/queries/payments';
import { useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findOrder } from './find-order';
import { providerNamed } from './merchants';
import { closeLocked, takeNotice } from './take-notice';

/** Closes an order if it is open still. */
const closeOrder = useCase({
  permission: 'payments.settle',
  input: z.object({ orderId: z.uuid() }),
  async run(scope, { orderId }) {
    const order = await lockOrder(scope.tx, { id: orderId });
    if (order?.status === 'created') await closeLocked(scope, order);
    return accept({ outcome: 'closed' as const });
  },
});

/**
 * Asks the provider how an order stands, and takes what it answers: money as a notice would bring it. With `close` an order
 * that is not paid is closed at the provider, so that nobody pays it any more, and then here. Not part of a transaction.
 * Refuses PAYMENTS.ORDER_UNKNOWN; throws ProviderProblem when the provider does not answer.
 */
export async function settleOrder(
  actor: Actor,
  { orderId, close }: { orderId: string; close: boolean },
): Promise<Result<unknown>> {
  const { effect: _, ...asking } = actor;
  const order = await findOrder(asking, { id: orderId });
  if (!order) return refuse(refusal('PAYMENTS.ORDER_UNKNOWN'));
  const provider = providerNamed(order.provider);
  if (order.status !== 'created') return accept({ outcome: order.status });
  // Without its settings nobody can be sent there any more either.
  if (!provider) return close ? closeOrder(actor, { orderId }) : accept({ outcome: 'open' });

  let state = await provider.query(order.number);
  if (state.state !== 'paid' && close && (await provider.close(order.number)) === 'paid')
    state = await provider.query(order.number);
  if (state.state !== 'paid')
    return close || state.state === 'closed' ? closeOrder(actor, { orderId }) : accept({ outcome: 'open' });

  const { state: _paid, ...money } = state;
  const result = await takeNotice(actor, {
    provider: order.provider,
    eventId: `query ${money.transactionId} ${money.amountFen} ${money.currency}`,
    source: 'query',
    kind: 'paid',
    orderNumber: order.number,
    taken: money,
  });
  // Money that does not fit waits for a person; the order itself is over.
  if (result.ok && close && result.value.outcome !== 'taken') return closeAfterwards(actor, orderId);
  return result;
}

const closeAfterwards = ({ effect: _, ...actor }: Actor, orderId: string) => closeOrder(actor, { orderId });
