import { z } from 'zod';
import {
  type ReviewRow,
  releaseReviewRow,
  selectMoneyReviewsOf,
  selectReview,
  selectReviews,
  settleReview,
} from '#db/queries/payment-reviews';
import { lockOrder } from '#db/queries/payments';
import { type ReadScope, read, type Scope, useCase } from '../audit/use-case';
import { PAGE_LIMIT, pageOf } from '../kernel/paging';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { paymentEvent } from './payment.events';
import { closeLocked } from './take-notice';

export type { ReviewRow };

const unknown = refusal('PAYMENTS.REVIEW_UNKNOWN', { field: 'reviewId' });
const settled = refusal('PAYMENTS.REVIEW_SETTLED', { field: 'reviewId' });
const reason = z.string({ error: 'PAYMENTS.REASON' }).trim().min(1, 'PAYMENTS.REASON').max(300);

function readCursor(text: string | undefined): { happenedOn: PlainDate; id: string } | undefined {
  const [day = '', id = ''] = text?.split('_') ?? [];
  const happenedOn = parsePlainDate(day);
  return happenedOn && /^[0-9a-f-]{36}$/.test(id) ? { happenedOn, id } : undefined;
}

/** What does not fit: what waits for a person, the oldest first, or what is settled, the newest first. */
export const listReviews = read(
  'payments.view',
  async (
    { tx },
    { settled = false, after, limit = 50 }: { settled?: boolean; after?: string; limit?: number },
  ) => {
    const size = Math.min(limit, PAGE_LIMIT);
    const rows = await selectReviews(tx, { settled, after: readCursor(after), limit: size + 1 });
    return pageOf(rows, size, (row) => `${row.happenedOn}_${row.id}`);
  },
);

/** What did not fit of the money that came for a subject: which of it a person has before them, and what became of the rest. */
export const listMoneyReviewsOf = read(
  'payments.order',
  async ({ tx }, subject: { type: string; id: string }) => selectMoneyReviewsOf(tx, subject),
);

/** Whether money that came for a subject is before a person: until it is booked or put aside nobody is asked to pay again. */
export const hasMoneyWaiting = read(
  'payments.order',
  async ({ tx }, subject: { type: string; id: string }): Promise<boolean> =>
    (await selectMoneyReviewsOf(tx, subject)).some(({ settledAs }) => settledAs === null),
);

/** What stands against using the money of a review. Changes nothing. Gives PAYMENTS.REVIEW_UNKNOWN, .REVIEW_NO_MONEY, .REVIEW_SETTLED. */
export async function wrongOfReview({ tx }: ReadScope, reviewId: string): Promise<readonly Refusal[]> {
  const review = await selectReview(tx, reviewId);
  if (!review) return [unknown];
  if (review.moneyFen === null) return [refusal('PAYMENTS.REVIEW_NO_MONEY', { field: 'reviewId' })];
  return review.settledAt ? [settled] : [];
}

/**
 * Ends the order that a reviewed transaction has paid: it is over at the provider, so nobody waits for it or asks about it. The
 * lock, before the review's, holds back what the provider says of it meanwhile.
 */
async function endOrder(scope: Scope, { orderId, provider, transactionId }: ReviewRow): Promise<void> {
  if (!orderId || !transactionId) return;
  const order = await lockOrder(scope.tx, { id: orderId });
  if (order?.status === 'created' && order.provider === provider) await closeLocked(scope, order);
}

/**
 * Says what the money of a review is used for. Of two that claim it at once one gets PAYMENTS.REVIEW_SETTLED. Only part of
 * larger use cases, which post what the money does. Refuses PAYMENTS.REVIEW_UNKNOWN and PAYMENTS.REVIEW_NO_MONEY.
 */
export const claimReview = useCase({
  permission: 'payments.review',
  input: z.object({ reviewId: z.uuid(), claimId: z.uuid(), reason }),
  async run(scope, { reviewId, claimId, reason: why }) {
    const { tx, now, actor, audit } = scope;
    const review = await selectReview(tx, reviewId);
    if (!review) return refuse(unknown);
    const { moneyFen } = review;
    if (moneyFen === null) return refuse(refusal('PAYMENTS.REVIEW_NO_MONEY', { field: 'reviewId' }));
    await endOrder(scope, review);
    const done = await settleReview(tx, {
      id: reviewId,
      settledAs: 'booked',
      settledAt: now,
      settledByName: actor.name,
      reason: why,
      claimId,
    });
    if (!done) return refuse(settled);
    audit(
      paymentEvent({
        kind: 'payment-review.booked',
        subject: { type: 'payment-review', id: reviewId },
        reason: why,
        data: { paymentId: claimId, amountFen: String(moneyFen) },
      }),
    );
    return accept({ ...review, moneyFen });
  },
});

/** Makes a review wait again after what it was booked as was undone. Only part of larger use cases. */
export const releaseReview = useCase({
  permission: 'payments.review',
  input: z.object({ reviewId: z.uuid(), reason }),
  async run({ tx, audit }, { reviewId, reason: why }) {
    if (!(await releaseReviewRow(tx, reviewId))) return refuse(unknown);
    audit(
      paymentEvent({
        kind: 'payment-review.released',
        subject: { type: 'payment-review', id: reviewId },
        reason: why,
      }),
    );
    return accept({ reviewId });
  },
});

/**
 * Puts what was found off the list, with the reason: it was looked into, and nothing is to be booked; its order is over too.
 * Refuses PAYMENTS.REVIEW_UNKNOWN, .REVIEW_SETTLED, .REASON.
 */
export const putAsideReview = useCase({
  permission: 'payments.review',
  input: z.object({ reviewId: z.uuid(), reason }),
  async run(scope, { reviewId, reason: why }) {
    const { tx, now, actor, audit } = scope;
    const review = await selectReview(tx, reviewId);
    if (!review) return refuse(unknown);
    await endOrder(scope, review);
    const done = await settleReview(tx, {
      id: reviewId,
      settledAs: 'put-aside',
      settledAt: now,
      settledByName: actor.name,
      reason: why,
    });
    if (!done) return refuse(settled);
    audit(
      paymentEvent({
        kind: 'payment-review.put-aside',
        subject: { type: 'payment-review', id: reviewId },
        reason: why,
      }),
    );
    return accept({ reviewId });
  },
});
