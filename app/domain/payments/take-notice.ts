import { z } from 'zod';
import { newId } from '#db/new-id';
import { lockReviewsOfTransaction, settleReview } from '#db/queries/payment-reviews';
import {
  insertNotice,
  knowsEvent,
  lockOrder,
  markClosed,
  markPaid,
  type OrderRow,
  selectRefund,
} from '#db/queries/payments';
import { type Scope, useCase } from '../audit/use-case';
import { madeReasons } from '../kernel/made-reasons';
import { dateOf } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { findDifference } from './find-difference';
import { paymentEvent } from './payment.events';
import {
  decideTaken,
  isBookable,
  isDecided,
  providerNames,
  type ReviewKind,
  standingOf,
} from './payment.rules';

/** Who takes up the money of an order, by what the order is for: a job of a later context, which is given the order. */
const takenUpBy: Readonly<Record<string, { readonly job: string } | undefined>> = {
  invoice: { job: 'fees.take-online-payment' },
  gift: { job: 'donations.take-online-gift' },
};

const taken = z.object({
  transactionId: z.string().min(1).max(64),
  amountFen: z.bigint(),
  currency: z.string().min(1).max(16),
  at: z.date(),
});

type Taken = z.output<typeof taken>;
type Outcome = 'taken' | 'known' | 'review' | 'followed' | 'ignored';

const input = z.object({
  provider: z.enum(providerNames),
  eventId: z.string().min(1).max(200),
  source: z.enum(['hook', 'query', 'bill']),
  kind: z.enum(['paid', 'closed', 'refund', 'other']),
  orderNumber: z.string().min(1).max(64),
  taken: taken.optional(),
  refundNumber: z.string().max(64).optional(),
});

/**
 * Takes what a provider has said of an order, each event once, in whatever order events come: money that fits is taken for
 * the order, open or closed; what does not fit waits for a person, and nothing is booked; a transaction that a person booked or set aside is never taken for
 * its order as well: what is said of it otherwise waits for a person again, also what was said before something else was. Whoever calls has checked that
 * the provider said it. Gives what became of it: `known` when the event or its money was there before.
 */
export const takeNotice = useCase({
  permission: 'payments.settle',
  input,
  async run(scope, notice) {
    const { tx, now } = scope;
    const { provider, eventId, source, kind, orderNumber } = notice;
    if (await knowsEvent(tx, { provider, eventId })) return accept({ outcome: 'known' as Outcome });
    // The order first: whatever happens to it, a refund or the end of its time, waits for this and this for it.
    const order = await lockOrder(tx, { number: orderNumber });
    const outcome = await outcomeOf(scope, notice, order);
    const written = await insertNotice(tx, {
      id: newId(),
      provider,
      eventId,
      source,
      kind,
      orderNumber,
      orderId: order?.id,
      transactionId: notice.taken?.transactionId,
      refundNumber: notice.refundNumber,
      amountFen: notice.taken?.amountFen,
      currency: notice.taken?.currency,
      happenedAt: notice.taken?.at,
      receivedAt: now,
      outcome,
    });
    return accept({ outcome: written ? outcome : ('known' as Outcome) });
  },
});

async function outcomeOf(
  scope: Scope,
  notice: z.output<typeof input>,
  order: OrderRow | undefined,
): Promise<Outcome> {
  if (notice.kind === 'paid' && notice.taken) return outcomeOfMoney(scope, notice, notice.taken, order);
  if (notice.kind === 'refund') return followRefund(scope, notice, order);
  if (notice.kind === 'closed' && order?.status === 'created') {
    await closeLocked(scope, order);
    return 'taken';
  }
  return notice.kind === 'closed' ? 'known' : 'ignored';
}

async function outcomeOfMoney(
  scope: Scope,
  { provider, orderNumber }: z.output<typeof input>,
  said: Taken,
  order: OrderRow | undefined,
): Promise<Outcome> {
  const decision = decideTaken(order, provider, said);
  if (decision === 'known') return 'known';
  const reviews = await lockReviewsOfTransaction(scope.tx, { provider, transactionId: said.transactionId });
  const standing = standingOf(reviews, said);
  if (standing === 'same') return 'known';
  const waiting = reviews.filter(({ settledAt }) => settledAt === null);
  if (decision === 'take' && order && !reviews.some(isDecided)) {
    // What waited of it is answered: nobody books the same money out of the review as well.
    for (const { id } of waiting) await answerReview(scope, id, madeReasons.answeredByProvider);
    await takeMoney(scope, order, said);
    return 'taken';
  }
  // A person has the transaction before them already.
  if (standing === 'waiting') return 'review';
  const kind = kindOf(decision, standing);
  const fresh = order?.transactionId !== said.transactionId;
  const moneyFen =
    fresh && said.amountFen > 0n && isBookable(kind, said.currency) ? said.amountFen : undefined;
  const key = `${provider} money ${said.transactionId}`;
  const isNew = await findDifference(scope, {
    // The same may be said again after something else was: then it waits anew.
    key: standing === 'unseen' ? key : `${key} ${said.amountFen} ${said.currency} ${reviews.length}`,
    kind,
    provider,
    orderNumber,
    orderId: order?.id,
    transactionId: said.transactionId,
    amountFen: said.amountFen,
    expectedFen: reviews.find(({ settledAs }) => settledAs === 'booked')?.moneyFen ?? order?.amountFen,
    currency: said.currency,
    on: dateOf(said.at),
    moneyFen,
  });
  if (isNew && standing === 'waiting-otherwise') {
    // One transaction waits once, as its provider last told it: nobody books what it no longer says. Money that can be booked
    // gives way to such money alone: of an order that was paid but not taken up nothing could be booked any more.
    for (const { id } of waiting.filter((one) => moneyFen !== undefined || one.moneyFen === null))
      await answerReview(scope, id, madeReasons.saidOtherwiseSince);
  }
  return 'review';
}

/** Under which heading money waits: what was decided of its transaction before says more than how it fits its order. */
function kindOf(
  decision: Exclude<ReturnType<typeof decideTaken>, 'known'>,
  standing: ReturnType<typeof standingOf>,
): ReviewKind {
  if (standing === 'booked') return 'booked-otherwise';
  // What fits its order is not taken for it because a person put the transaction aside.
  return decision === 'take' ? 'put-aside-before' : decision;
}

/** Takes a review off the list that its provider answered: by the amount of the order, or by yet another. */
async function answerReview(
  { tx, now, actor, audit }: Scope,
  reviewId: string,
  reason: string,
): Promise<void> {
  await settleReview(tx, {
    id: reviewId,
    settledAs: 'put-aside',
    settledAt: now,
    settledByName: actor.name,
    reason,
  });
  audit(
    paymentEvent({
      kind: 'payment-review.put-aside',
      subject: { type: 'payment-review', id: reviewId },
      reason,
    }),
  );
}

async function takeMoney({ tx, audit, publish }: Scope, order: OrderRow, said: Taken): Promise<void> {
  await markPaid(tx, { id: order.id, at: said.at, transactionId: said.transactionId });
  audit(
    paymentEvent({
      kind: 'payment-order.paid',
      subject: { type: 'payment-order', id: order.id },
      data: { amountFen: String(order.amountFen), transactionId: said.transactionId, was: order.status },
    }),
  );
  const by = takenUpBy[order.subjectType];
  if (by) publish({ job: by.job, key: order.id, payload: { orderId: order.id } });
}

/** A provider's word of a refund is only the reason to ask it: what it answers then is what counts. */
async function followRefund(
  scope: Scope,
  { provider, orderNumber, refundNumber = '', eventId }: z.output<typeof input>,
  order: OrderRow | undefined,
): Promise<Outcome> {
  const refund = refundNumber ? await selectRefund(scope.tx, { number: refundNumber }) : undefined;
  if (refund && refund.orderId === order?.id) {
    scope.publish({
      job: 'payments.settle-refund',
      key: `${refund.id}:${eventId}`,
      payload: { refundId: refund.id },
    });
    return 'followed';
  }
  await findDifference(scope, {
    key: `${provider} refund ${refundNumber || orderNumber}`,
    kind: 'refund-unknown',
    provider,
    orderNumber,
    orderId: order?.id,
    on: scope.today,
  });
  return 'review';
}

/** Closes an order that is locked and open. */
export async function closeLocked({ tx, now, audit }: Scope, order: OrderRow): Promise<void> {
  await markClosed(tx, { id: order.id, at: now });
  audit(paymentEvent({ kind: 'payment-order.closed', subject: { type: 'payment-order', id: order.id } }));
}
