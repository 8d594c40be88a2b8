import type { Fen } from '../kernel/money';
import { type Refusal, refusal } from '../kernel/refusals';

/** Where a gift stands. Money: pledged → received → returned, when it was given by mistake. Goods: pledged → received → inspected → stocked, or refused. Either may be withdrawn while pledged. */
export type GiftStatus =
  | 'pledged'
  | 'received'
  | 'inspected'
  | 'stocked'
  | 'refused'
  | 'withdrawn'
  | 'returned';
export type GiftKind = 'money' | 'goods';

/** What is done with a gift, and in which state of which kind it may be done. */
const steps = {
  withdraw: { kinds: ['money', 'goods'], from: ['pledged'] },
  'receive-money': { kinds: ['money'], from: ['pledged'] },
  return: { kinds: ['money'], from: ['received'] },
  'receive-goods': { kinds: ['goods'], from: ['pledged'] },
  inspect: { kinds: ['goods'], from: ['received'] },
  value: { kinds: ['goods'], from: ['inspected'] },
  stock: { kinds: ['goods'], from: ['inspected'] },
} as const satisfies Record<string, { kinds: readonly GiftKind[]; from: readonly GiftStatus[] }>;

export type GiftStep = keyof typeof steps;

/** Why a step is not possible now: GIFT.STEP_OF_OTHER_KIND, GIFT.STEP_NOT_NOW. */
export function stepRefusal(
  gift: { readonly kind: GiftKind; readonly status: GiftStatus; readonly reference: string },
  step: GiftStep,
): Refusal | undefined {
  const { kinds, from }: { kinds: readonly GiftKind[]; from: readonly GiftStatus[] } = steps[step];
  if (!kinds.includes(gift.kind))
    return refusal('GIFT.STEP_OF_OTHER_KIND', { params: { reference: gift.reference } });
  return from.includes(gift.status)
    ? undefined
    : refusal('GIFT.STEP_NOT_NOW', { params: { reference: gift.reference } });
}

/** Whether money goes back by hand: it lies with its provider, and no order here asks it for a refund. */
export const goesBackByHand = (gift: {
  readonly means: string | null;
  readonly orderId: string | null;
}): boolean => (gift.means === 'alipay' || gift.means === 'wechatpay') && gift.orderId === null;

/** Largest gift that is taken at once: 100 million yuan; beyond it somebody mistyped. */
export const LARGEST_GIFT: Fen = 10_000_000_000n;

/** Why an amount is none for a gift: GIFT.AMOUNT_FORM. */
export const amountRefusal = (amountFen: Fen, field = 'amountFen'): Refusal | undefined =>
  amountFen > 0n && amountFen <= LARGEST_GIFT
    ? undefined
    : refusal('GIFT.AMOUNT_FORM', { field, params: { leastFen: '1', mostFen: LARGEST_GIFT.toString() } });

/** What arrived beyond what was promised; negative when less did. */
export const receivedDifference = (gift: {
  readonly pledgedFen: Fen | null;
  readonly receivedFen: Fen | null;
}): Fen => (gift.pledgedFen === null || gift.receivedFen === null ? 0n : gift.receivedFen - gift.pledgedFen);
