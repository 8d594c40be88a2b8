import { z } from 'zod';
import {
  type Gift,
  lockGift,
  lockGiftsByReference,
  selectGiftMail,
  selectGiftOfOrder,
  selectGiftReferences,
  selectGiftsByReference,
} from '#db/queries/donations';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findDifference } from '../payments/find-difference';
import { findOrder } from '../payments/find-order';
import { claimReview, wrongOfReview } from '../payments/review-money';
import { giftEvent } from './gift.events';
import { giftReference } from './gift.forms';
import { addGift } from './new-gift';
import { type Arrival, receiveMoney } from './receive-money';
import { receiverOf } from './receiver-of-gift';

/**
 * Books online money for a gift that is locked: a pledge becomes received, also one that was taken back meanwhile, because the
 * money is here. Where money had come already it is a further gift of the same donor for the same purpose.
 */
async function receiveOnline(
  scope: Scope,
  gift: Gift,
  arrival: Omit<Arrival, 'gift'>,
): Promise<Result<{ giftId: string }>> {
  const waiting = gift.status === 'pledged' || gift.status === 'withdrawn';
  const further = waiting ? gift : { ...gift, ...(await addFurther(scope, gift, arrival)) };
  const received = await receiveMoney(scope, [{ gift: further, ...arrival }]);
  return received.ok ? accept({ giftId: further.id }) : received;
}

async function addFurther(scope: Scope, gift: Gift, { amountFen, on }: Omit<Arrival, 'gift'>) {
  const { donorId, payerName, anonymous, source, entityId, purposeId, purposeCode, appealId } = gift;
  const { giftId, reference } = await addGift(
    scope,
    { entity: { id: entityId }, purpose: { id: purposeId }, appealId },
    {
      kind: 'money',
      status: 'pledged',
      donorId,
      payerName,
      mail: await selectGiftMail(scope.tx, gift.id),
      anonymous,
      source,
      pledgedOn: on,
      pledgedFen: amountFen,
    },
  );
  scope.audit(
    giftEvent('gifts.pledged', giftId, {
      data: { reference, purpose: purposeCode, source, again: gift.reference },
    }),
  );
  return { id: giftId, reference, pledgedFen: amountFen };
}

/**
 * Makes the money of a paid online order the gift that it is for, once: received, booked, and its receipt under way, in one
 * transaction. When the receiver may not receive on that day, the money waits for a person instead.
 * Refuses GIFT.ORDER_UNPAID and GIFT.UNKNOWN.
 */
export const takeOnlineGift = useCase({
  permission: 'jobs.run',
  input: z.object({ orderId: z.uuid() }),
  constraints: {
    gifts_order_once: refusal('GIFT.ORDER_TAKEN', { field: 'orderId' }),
    gifts_transaction_once: refusal('GIFT.ORDER_TAKEN', { field: 'orderId' }),
  },
  async run(scope, { orderId }): Promise<Result<{ giftId: string }>> {
    const order = await findOrder.within(scope, { id: orderId });
    if (!order?.paidAt || order.subjectType !== 'gift') return refuse(refusal('GIFT.ORDER_UNPAID'));
    // The lock of the gift it was ordered for: who asks at the same time finds below what became of it.
    const gift = await lockGift(scope.tx, order.subjectId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const known = await selectGiftOfOrder(scope.tx, orderId);
    if (known) return accept({ giftId: known.id });

    const { provider, amountFen, paidAt } = order;
    const on = dateOf(paidAt);
    const { handler, unable } = await receiverOf(scope, gift, on);
    if (!unable) return receiveOnline(scope, gift, { amountFen, on, means: provider, orderId, handler });
    await findDifference(scope, {
      key: `${provider} gift ${orderId}`,
      kind: 'not-receivable',
      provider,
      orderNumber: order.number,
      orderId,
      transactionId: order.transactionId ?? undefined,
      amountFen,
      expectedFen: amountFen,
      currency: order.currency,
      on,
      moneyFen: amountFen,
    });
    return accept({ giftId: gift.id });
  },
});

/** What is wrong with the gift that money is said to be for, and with that money, as far as it could be read. Changes nothing. */
async function wrongOfBooking(
  scope: ReadScope,
  { reviewId, reference }: { reviewId?: string; reference?: string },
): Promise<readonly Refusal[]> {
  const wrong: Refusal[] = [];
  if (reference) {
    const [gift] = await selectGiftsByReference(scope.tx, [reference]);
    const about = { field: 'reference', params: { reference } };
    if (!gift) wrong.push(refusal('GIFT.REFERENCE_UNKNOWN', about));
    else if (gift.kind !== 'money') wrong.push(refusal('GIFT.STEP_OF_OTHER_KIND', about));
  }
  return [...wrong, ...(reviewId ? await wrongOfReview(scope, reviewId) : [])];
}

/**
 * A person says which gift money is for that a provider has taken and nobody here knew: it is received, or a further gift of its
 * donor when it was. Refuses GIFT.REFERENCE_FORM, GIFT.REFERENCE_UNKNOWN, GIFT.STEP_OF_OTHER_KIND, GIFT.ENTITY_NOT_QUALIFIED,
 * GIFT.ENTITY_LAPSED, PAYMENTS.REVIEW_UNKNOWN, .REVIEW_SETTLED, .REVIEW_NO_MONEY, .REASON; all that is wrong at once.
 */
export const bookReviewedGift = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    reviewId: z.uuid(),
    reference: giftReference,
    reason: claimReview.input.shape.reason,
  }),
  constraints: {
    gifts_review_once: refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' }),
    gifts_transaction_once: refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' }),
  },
  known: wrongOfBooking,
  async run(scope, { reviewId, reference, reason }) {
    const [gift] = await lockGiftsByReference(scope.tx, [reference]);
    const wrong = await wrongOfBooking(scope, { reviewId, reference });
    if (!gift || wrong.length > 0) return refuse(...wrong);
    const claimed = await claimReview.within(scope, { reviewId, claimId: gift.id, reason });
    if (!claimed.ok) return claimed;
    const { provider, moneyFen, happenedOn } = claimed.value;
    const { unable } = await receiverOf(scope, gift, happenedOn);
    if (unable) return refuse({ ...unable, field: 'reference' });
    return receiveOnline(scope, gift, {
      amountFen: moneyFen,
      on: happenedOn,
      means: provider,
      reviewId,
      handler: scope.actor.name,
    });
  },
});

/** Gifts that orders are for, id and reference, by order. */
export const listGiftReferences = read(
  'donations.view',
  async (
    scope,
    { orders }: { orders: readonly { id: string; subjectType: string; subjectId: string }[] },
  ) => {
    const ofGifts = orders.filter(({ subjectType }) => subjectType === 'gift');
    const references = await selectGiftReferences(
      scope.tx,
      ofGifts.map(({ subjectId }) => subjectId),
    );
    return new Map(
      ofGifts.flatMap(({ id, subjectId }) => {
        const reference = references.get(subjectId);
        return reference ? [[id, { id: subjectId, reference }] as const] : [];
      }),
    );
  },
);
