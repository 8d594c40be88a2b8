import { z } from 'zod';
import { selectGift, selectGiftOfOrder } from '#db/queries/donations';
import { selectWaitingGift } from '#db/queries/monthly-gifts';
import { read, type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { ensureOrder } from '../payments/ensure-order';
import { findOrder, findOrderByNumber, listOrdersOf, type OrderRow } from '../payments/find-order';
import { askAfter, asProvider, orderInTurn } from '../payments/order-in-turn';
import { prepareOrder } from '../payments/prepare-order';
import { listMoneyReviewsOf } from '../payments/review-money';
import { stepRefusal } from './gift.rules';
import { giftOrder, onlineForm } from './pledge-gift';
import { receiverOf } from './receiver-of-gift';

/** Orders that are made for one gift at most: who changes the way of paying more often asks for something else. */
const ORDERS_OF_GIFT = 8;

type Gift = NonNullable<Awaited<ReturnType<typeof selectGift>>>;
type Way = Pick<z.output<typeof ensureOrder.input>, 'provider' | 'way'>;

async function order(scope: Scope, gift: Gift | undefined, way: Way): Promise<Result<{ orderId: string }>> {
  if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  const notNow = stepRefusal(gift, 'receive-money');
  if (notNow) return refuse(notNow);
  // Its money would only wait for a person: nobody is led to pay it.
  const { unable } = await receiverOf(scope, gift, scope.today);
  if (unable) return refuse(unable);
  const orders = await listOrdersOf.within(scope, { type: 'gift', ids: [gift.id] });
  if (orders.length >= ORDERS_OF_GIFT)
    return refuse(refusal('GIFT.ORDERS_MANY', { params: { reference: gift.reference } }));
  return ensureOrder.within(scope, { ...giftOrder(gift), amountFen: gift.pledgedFen ?? 0n, ...way });
}

/**
 * An online order of a money gift that was promised: by the donor for their own, by finance for any.
 * Refuses GIFT.UNKNOWN, GIFT.STEP_NOT_NOW, GIFT.STEP_OF_OTHER_KIND, GIFT.ENTITY_NOT_QUALIFIED, GIFT.ENTITY_LAPSED,
 * GIFT.ORDERS_MANY, and what `ensureOrder` refuses.
 */
export const orderGift = useCase({
  permission: 'donations.give',
  input: z.object({ giftId: z.uuid(), ...onlineForm }),
  async run(scope, { giftId, ...way }) {
    const { actor, tx } = scope;
    const gift = await selectGift(tx, giftId);
    const theirs =
      actor.permissions.has('donations.confirm-money') ||
      (gift?.donorId != null && gift.donorId === actor.donorId);
    return order(scope, theirs ? gift : undefined, way);
  },
});

/** Another order of the gift that an order is for, for whoever knows its number. Refuses as `orderGift`. */
const orderGiftAgain = useCase({
  permission: 'public',
  input: z.object({ number: z.string().max(40), ...onlineForm }),
  async run(scope, { number, ...way }) {
    const before = await findOrderByNumber.within(scope, { number });
    const gift = before?.subjectType === 'gift' ? await selectGift(scope.tx, before.subjectId) : undefined;
    return order(scope, gift, way);
  },
});

/** An order of the gift that a monthly reminder is about. Refuses MONTHLY.NOTHING_WAITS, and as `orderGift`. */
const orderMonthlyGift = useCase({
  permission: 'public',
  input: z.object({ monthlyId: z.uuid(), ...onlineForm }),
  async run(scope, { monthlyId, ...way }) {
    const waiting = await selectWaitingGift(scope.tx, monthlyId);
    if (!waiting) return refuse(refusal('MONTHLY.NOTHING_WAITS'));
    return order(scope, await selectGift(scope.tx, waiting.giftId), way);
  },
});

/** As `orderGift`; an open order by another way makes room. Not part of a transaction. */
export const payGift = async (
  actor: Actor,
  wanted: z.input<typeof orderGift.input>,
): Promise<Result<Ordered>> => numbered(actor, await orderInTurn(actor, () => orderGift(actor, wanted)));

/** Pays the gift that a monthly reminder is about, for whoever has its link. Not part of a transaction. */
export const payMonthlyGift = async (
  actor: Actor,
  wanted: z.input<typeof orderMonthlyGift.input>,
): Promise<Result<Ordered>> =>
  numbered(actor, await orderInTurn(actor, () => orderMonthlyGift(actor, wanted)));

/** Pays by another way than the order of this number says. Not part of a transaction. */
export const payGiftOtherwise = async (
  actor: Actor,
  wanted: z.input<typeof orderGiftAgain.input>,
): Promise<Result<Ordered>> => numbered(actor, await orderInTurn(actor, () => orderGiftAgain(actor, wanted)));

/** An order with the number that its page has. */
export interface Ordered {
  readonly orderId: string;
  readonly number: string;
}

async function numbered(actor: Actor, result: Result<{ orderId: string }>): Promise<Result<Ordered>> {
  if (!result.ok) return result;
  const { orderId } = result.value;
  const found = await findOrder(asProvider(actor), { id: orderId });
  return accept({ orderId, number: found?.number ?? '' });
}

/** A gift as far as the page shows it on which it is paid: nothing of who gives. */
export interface GiftToPay {
  readonly order: OrderRow;
  readonly gift: Pick<
    Gift,
    'reference' | 'entityId' | 'purposeName' | 'purposeNameEn' | 'entityName' | 'entityNameEn'
  >;
  /** The gift that its money became. */
  readonly receivedId: string | undefined;
  /**
   * Whether what was paid, by whichever order of the gift, is before a person, or was booked by one; `not-taken`: what was paid by
   * this order was put aside by a person, who has it go back; `returned`: it was booked and went back to the donor since.
   */
  readonly byHand: 'waiting' | 'booked' | 'not-taken' | 'returned' | undefined;
  /** Why its receiver may not receive it today, if so. */
  readonly unable: Refusal | undefined;
}

function handOf(
  reviews: readonly { readonly settledAs: 'booked' | 'put-aside' | null }[],
): GiftToPay['byHand'] {
  if (reviews.some(({ settledAs }) => settledAs === null)) return 'waiting';
  if (reviews.some(({ settledAs }) => settledAs === 'booked')) return 'booked';
  return reviews.length > 0 ? 'not-taken' : undefined;
}

/** What is paid by the order of this number; undefined when there is none for a gift. The number is known to whoever pays. */
export const findGiftToPay = read(
  'public',
  async (scope, { number }: { number: string }): Promise<GiftToPay | undefined> => {
    const found = await findOrderByNumber.within(scope, { number });
    const gift = found?.subjectType === 'gift' ? await selectGift(scope.tx, found.subjectId) : undefined;
    if (!found || !gift) return undefined;
    const { reference, entityId, purposeName, purposeNameEn, entityName, entityNameEn } = gift;
    const own = await selectGiftOfOrder(scope.tx, found.id);
    const ofGift = own ? [] : await listMoneyReviewsOf.within(scope, { type: 'gift', id: gift.id });
    const reviews = ofGift.filter(({ orderId }) => orderId === found.id);
    // By another order of the gift: it is not paid here as well meanwhile.
    const elsewhere = !found.paidAt && ofGift.some(({ settledAs }) => settledAs === null);
    // Booked by hand it may have become somebody else's gift: only this one is shown to whoever has the number.
    const byReview = reviews.some(({ id }) => id === gift.reviewId) ? gift : undefined;
    return {
      order: found,
      gift: { reference, entityId, purposeName, purposeNameEn, entityName, entityNameEn },
      receivedId: (own ?? byReview)?.id,
      byHand: elsewhere ? 'waiting' : byReview?.status === 'returned' ? 'returned' : handOf(reviews),
      unable: (await receiverOf(scope, gift, scope.today)).unable,
    };
  },
);

/** As `findGiftToPay`, after asking the provider how it stands. Not part of a transaction. */
export async function askAboutGift(
  actor: Actor,
  { number }: { number: string },
): Promise<GiftToPay | undefined> {
  const before = await findGiftToPay(actor, { number });
  if (before?.order.status !== 'created') return before;
  await askAfter(actor, before.order);
  return findGiftToPay(actor, { number });
}

/** The order with where its payer goes; as `prepareOrder`. Not part of a transaction. */
export const prepareGiftOrder = (
  actor: Actor,
  wanted: Parameters<typeof prepareOrder>[1],
): Promise<Result<OrderRow>> => prepareOrder(asProvider(actor), wanted);
