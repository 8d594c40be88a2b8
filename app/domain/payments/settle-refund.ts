import { z } from 'zod';
import {
  lockOrder,
  markRefunded,
  type OrderRow,
  type RefundRow,
  selectRefund,
  selectRefundSums,
  settleRefundRow,
} from '#db/queries/payments';
import { type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findDifference } from './find-difference';
import { findRefund } from './find-order';
import { providerNamed } from './merchants';
import { paymentEvent } from './payment.events';
import { statusAfterRefunds } from './payment.rules';

/** Who undoes what was booked for a refund that failed, by what asked for it. */
const undoneBy: Readonly<
  Record<
    string,
    ((id: string) => { readonly job: string; readonly payload: Readonly<Record<string, string>> }) | undefined
  >
> = {
  'account-movement': (movementId) => ({ job: 'fees.undo-payout', payload: { movementId } }),
  'gift-return': (returnId) => ({ job: 'donations.undo-return', payload: { returnId } }),
};

/** Writes what became of a refund, once. */
export const recordRefund = useCase({
  permission: 'payments.settle',
  input: z.object({
    refundId: z.uuid(),
    state: z.enum(['done', 'failed', 'stuck', 'pending']),
    code: z.string().max(100).optional(),
  }),
  async run(scope, { refundId, state, code = '' }) {
    const known = await selectRefund(scope.tx, { id: refundId });
    const order = known && (await lockOrder(scope.tx, { id: known.orderId }));
    // Read again under the lock: another answer may have come first.
    const refund = order && (await selectRefund(scope.tx, { id: refundId }));
    if (!order || !refund) return refuse(refusal('PAYMENTS.REFUND_UNKNOWN'));
    if (refund.status === 'asked') await settle(scope, { order, refund, state, code });
    return accept({ refundId });
  },
});

async function settle(
  scope: Scope,
  { order, refund, state, code }: { order: OrderRow; refund: RefundRow; state: string; code: string },
): Promise<void> {
  if (state === 'done') await settleDone(scope, order, refund);
  if (state !== 'failed' && state !== 'stuck') return;
  await findDifference(scope, {
    key: `${order.provider} refund ${refund.number} ${state}`,
    kind: 'refund-failed',
    provider: order.provider,
    orderNumber: order.number,
    orderId: order.id,
    amountFen: refund.amountFen,
    currency: order.currency,
    on: scope.today,
  });
  if (state === 'stuck') return;
  await settleRefundRow(scope.tx, {
    id: refund.id,
    status: 'failed',
    at: scope.now,
    failure: code || 'FAILED',
  });
  scope.audit(
    paymentEvent({
      kind: 'payment-refund.failed',
      subject: { type: 'payment-refund', id: refund.id },
      data: { code },
    }),
  );
  const undone = undoneBy[refund.subjectType]?.(refund.subjectId);
  if (undone) scope.publish({ ...undone, key: refund.id });
}

/** A refund that was made, of an order that is locked. */
export async function settleDone(
  { tx, now, audit }: Scope,
  order: OrderRow,
  refund: RefundRow,
): Promise<void> {
  if (!(await settleRefundRow(tx, { id: refund.id, status: 'done', at: now }))) return;
  audit(paymentEvent({ kind: 'payment-refund.done', subject: { type: 'payment-refund', id: refund.id } }));
  const sums = await selectRefundSums(tx, [order.id]);
  if (statusAfterRefunds(order.amountFen, sums.get(order.id)?.doneFen ?? 0n) === 'refunded') {
    await markRefunded(tx, order.id);
    audit(paymentEvent({ kind: 'payment-order.refunded', subject: { type: 'payment-order', id: order.id } }));
  }
}

/**
 * Asks the provider for a refund and writes what it answers. Asked again it is the same refund, under the same number; what
 * it cannot do at the moment throws, and is tried again. Not part of a transaction.
 */
export async function settleRefund(
  actor: Actor,
  { refundId }: { refundId: string },
): Promise<Result<unknown>> {
  const { effect: _, ...asking } = actor;
  const found = await findRefund(asking, { id: refundId });
  if (!found) return refuse(refusal('PAYMENTS.REFUND_UNKNOWN'));
  const { refund, order } = found;
  if (refund.status !== 'asked') return accept({ refundId });
  const provider = providerNamed(order.provider);
  if (!provider) return refuse(refusal('PAYMENTS.PROVIDER_SILENT'));
  const answer = await provider.refund({
    orderNumber: order.number,
    number: refund.number,
    amountFen: refund.amountFen,
    orderFen: order.amountFen,
    reason: refund.reason,
  });
  const state = answer.state === 'unknown' ? 'pending' : answer.state;
  return recordRefund(actor, { refundId, state, code: 'code' in answer ? answer.code : undefined });
}
