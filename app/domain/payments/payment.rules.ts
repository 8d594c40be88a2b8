import type { PayWay, ProviderName } from '~/platform/payments/port';
import { madeReasons } from '../kernel/made-reasons';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';

/** Ways of paying online, in the order in which they are offered. */
export const providerNames = ['alipay', 'wechatpay'] as const satisfies readonly ProviderName[];
export type { PayWay, ProviderName };

export const payWays = ['desk', 'phone', 'code'] as const satisfies readonly PayWay[];

export const orderStatuses = ['created', 'paid', 'closed', 'refunded'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const reviewKinds = [
  'order-unknown',
  'amount-differs',
  'currency-differs',
  'paid-again',
  'not-in-bill',
  'refund-unknown',
  'refund-differs',
  'refund-failed',
  'not-receivable',
  'booked-otherwise',
  'put-aside-before',
] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** Minutes that a payer has. Our own choice: long enough to find the telephone, short enough for a family that changes its mind. */
export const MINUTES_TO_PAY = 30;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Our number of an order at the provider: the day, and sixteen letters that nobody guesses, from as many random bytes. */
export const orderNumber = (day: PlainDate, random: Uint8Array): string =>
  day.replaceAll('-', '') + [...random.subarray(0, 16)].map((byte) => LETTERS[byte % 32]).join('');

/** Our number of a refund, made from what asks for it: asked again, it is the same refund at the provider. */
export const refundNumber = (subjectId: string): string => `R${subjectId.replaceAll('-', '').toUpperCase()}`;

/** What a provider says to have taken, beside the order that it names. */
export interface TakenFor {
  readonly transactionId: string;
  readonly amountFen: Fen;
  readonly currency: string;
}

export interface OrderFacts {
  readonly provider: ProviderName;
  readonly status: OrderStatus;
  readonly amountFen: Fen;
  readonly currency: string;
  readonly transactionId: string | null;
}

/**
 * What becomes of money that a provider says to have taken. It is taken for the order when amount and currency are the
 * order's, whether the order is open still or was closed meanwhile; the same money said again is known; everything else
 * is for a person, and nothing is booked.
 */
export function decideTaken(
  order: OrderFacts | undefined,
  provider: ProviderName,
  said: TakenFor,
): 'take' | 'known' | ReviewKind {
  if (!order || order.provider !== provider) return 'order-unknown';
  if (order.transactionId === said.transactionId)
    return said.amountFen === order.amountFen ? 'known' : 'amount-differs';
  if (said.currency !== order.currency) return 'currency-differs';
  if (said.amountFen !== order.amountFen) return 'amount-differs';
  return order.transactionId === null ? 'take' : 'paid-again';
}

/** What a review says of a transaction: what was said of it then, and what became of it. */
export interface ReviewedMoney {
  readonly amountFen: Fen | null;
  readonly currency: string | null;
  readonly settledAs: 'booked' | 'put-aside' | null;
  readonly reason: string | null;
}

/** Reasons for which the product itself takes a review off the list: nobody has decided anything then. */
const madeByUs: readonly string[] = [madeReasons.answeredByProvider, madeReasons.saidOtherwiseSince];

/** Whether a person has decided on what a review says. */
export const isDecided = ({ settledAs, reason }: ReviewedMoney): boolean =>
  settledAs !== null && !madeByUs.includes(reason ?? '');

/**
 * What becomes of money that fits its order or not, when the same transaction was reviewed before: `unseen` when it was not,
 * `waiting` while a person has exactly this before them, `waiting-otherwise` while they have what was said before, `same` when
 * a person decided on exactly this, `booked` and `put-aside` when it was for what was said otherwise then. Booked once is
 * booked, whatever is said of it later.
 */
export function standingOf(
  reviews: readonly ReviewedMoney[],
  said: TakenFor,
): 'unseen' | 'waiting' | 'waiting-otherwise' | 'same' | 'booked' | 'put-aside' {
  if (reviews.length === 0) return 'unseen';
  const ofThis = reviews.filter(
    ({ amountFen, currency }) => amountFen === said.amountFen && currency === said.currency,
  );
  const same = ofThis.some(isDecided);
  if (ofThis.some(({ settledAs }) => settledAs === null)) return 'waiting';
  if (reviews.some(({ settledAs }) => settledAs === 'booked')) return same ? 'same' : 'booked';
  if (reviews.some(({ settledAs }) => settledAs === null)) return 'waiting-otherwise';
  return same ? 'same' : 'put-aside';
}

/** Whether what waits is money at the provider that can be booked to somebody; money of another currency is not. */
export const isBookable = (kind: ReviewKind, currency: string | null): boolean =>
  currency === 'CNY' &&
  ['order-unknown', 'amount-differs', 'paid-again', 'not-receivable', 'put-aside-before'].includes(kind);

/** Status that an order has once this much of it has gone back. */
export const statusAfterRefunds = (amountFen: Fen, refundedFen: Fen): 'paid' | 'refunded' =>
  refundedFen >= amountFen ? 'refunded' : 'paid';
