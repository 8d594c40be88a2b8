import { markMoneyReceived } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result } from '../kernel/refusals';
import { chart } from '../ledger/chart';
import { postEntries } from '../ledger/post-entries';
import { giftEvent } from './gift.events';
import { moneyIncome } from './gift-accounts';

/** Where money lies once it has arrived; what was paid online lies with its provider until it pays it out. */
export const moneyLies = {
  transfer: chart.bank,
  cash: chart.cash,
  alipay: chart.alipay,
  wechatpay: chart.wechatpay,
} as const;

/** Money that arrived for a gift that is locked and may receive it. */
export interface Arrival {
  readonly gift: {
    readonly id: string;
    readonly reference: string;
    readonly purposeId: string;
    readonly pledgedFen: Fen | null;
  };
  readonly amountFen: Fen;
  readonly on: PlainDate;
  readonly means: keyof typeof moneyLies;
  readonly bankLineId?: string;
  /** Online money: of which order it is, or of which review it was booked. */
  readonly orderId?: string;
  readonly reviewId?: string;
  /** Name of whoever took it. */
  readonly handler: string;
}

/**
 * Books money that arrived, marks the gifts received and has their receipts issued, all in the open transaction.
 * What arrived counts, not what was promised. Entries go in one call, so that many at once lock in one order.
 */
export async function receiveMoney(
  scope: Scope,
  arrivals: readonly Arrival[],
): Promise<Result<{ giftIds: string[] }>> {
  if (arrivals.length === 0) return accept({ giftIds: [] });
  const posted = await postEntries.within(scope, {
    entries: arrivals.map(({ gift, amountFen, on, means }) => ({
      kind: 'donations.money',
      subject: { type: 'gift', id: gift.id },
      on,
      memo: gift.reference,
      postings: [
        { account: moneyLies[means], amountFen },
        { account: moneyIncome(gift.purposeId), amountFen: -amountFen },
      ],
    })),
  });
  if (!posted.ok) return posted;
  await markMoneyReceived(
    scope.tx,
    arrivals.map(({ gift, amountFen, on, means, bankLineId, orderId, reviewId, handler }, index) => ({
      id: gift.id,
      receivedFen: amountFen,
      receivedOn: on,
      means,
      bankLineId: bankLineId ?? null,
      orderId: orderId ?? null,
      reviewId: reviewId ?? null,
      handler,
      entryId: posted.value.entryIds[index] as string,
    })),
  );
  for (const { gift, amountFen, bankLineId, orderId, reviewId, on } of arrivals) {
    const data = {
      receivedFen: amountFen.toString(),
      pledgedFen: gift.pledgedFen?.toString() ?? null,
      on,
      bankLineId: bankLineId ?? null,
      ...(orderId && { orderId }),
      ...(reviewId && { reviewId }),
    };
    scope.audit(giftEvent('gifts.money-received', gift.id, { data }));
    scope.publish({ job: 'receipts.issue-receipt', key: gift.id, payload: { giftId: gift.id } });
  }
  return accept({ giftIds: arrivals.map(({ gift }) => gift.id) });
}
