import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertMovement } from '#db/queries/account-movements';
import { useCase } from '../audit/use-case';
import { moneyAmount } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { heldFor, onlineMoneyOf } from './find-account';
import { type MovementMethod, movementMethods, payoutKinds } from './movement.rules';

/**
 * Proposes to give money back: what was paid too much, or the deposit. Nothing moves before another person has approved it.
 * Refuses FEES.PAYOUT_KIND, .AMOUNT, .METHOD, .RECEIVER, .REASON, .MORE_THAN_HELD, .PAYOUT_ORDER when the online order is not one of
 * this resident's bills or the deposit is to go back by it, PAYMENTS.MORE_THAN_PAID, and FEES.PAYOUT_WAITS while another one of
 * the kind waits.
 */
export const proposePayout = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    personId: z.uuid('FEES.RESIDENT'),
    kind: z.enum(payoutKinds, 'FEES.PAYOUT_KIND'),
    amountFen: moneyAmount('FEES.AMOUNT'),
    /** By hand, or the id of an online order: back the way it came. */
    method: z.union([z.enum(movementMethods), z.uuid()], { error: 'FEES.METHOD' }),
    /** Who receives the money. */
    otherName: z.string({ error: 'FEES.RECEIVER' }).trim().min(1, 'FEES.RECEIVER').max(100),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(300),
  }),
  constraints: { account_movements_one_proposed: refusal('FEES.PAYOUT_WAITS', { field: 'kind' }) },
  async run(scope, { personId, kind, amountFen, method, otherName, reason }) {
    const held = await heldFor(scope, personId);
    const most = kind === 'refund' ? held.creditFen : held.depositFen;
    if (amountFen > most) return refuse(refusal('FEES.MORE_THAN_HELD', { field: 'amountFen' }));
    const order = (movementMethods as readonly string[]).includes(method)
      ? undefined
      : (await onlineMoneyOf(scope, personId)).find(({ orderId }) => orderId === method);
    if (!order && !(movementMethods as readonly string[]).includes(method))
      return refuse(refusal('FEES.PAYOUT_ORDER', { field: 'method' }));
    if (order && kind !== 'refund') return refuse(refusal('FEES.PAYOUT_ORDER', { field: 'method' }));
    if (order && amountFen > order.leftFen)
      return refuse(refusal('PAYMENTS.MORE_THAN_PAID', { field: 'amountFen' }));
    const id = newId();
    await insertMovement(scope.tx, {
      id,
      personId,
      kind,
      method: order ? order.provider : (method as MovementMethod),
      orderId: order?.orderId,
      amountFen,
      otherName,
      reason,
      status: 'proposed',
      recordedBy: actingPerson(scope.actor),
      recordedByName: scope.actor.name,
      recordedAt: scope.now,
    });
    scope.audit(
      feeEvent(
        'account.payout-proposed',
        { type: 'account', id: personId },
        { movement: kind, movementId: id, amountFen: String(amountFen) },
        reason,
      ),
    );
    return accept({ movementId: id });
  },
});
