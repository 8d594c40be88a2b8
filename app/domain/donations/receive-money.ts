import { markMoneyReceived } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result } from '../kernel/refusals';
import { chart } from '../ledger/chart';
import { postEntries } from '../ledger/post-entries';
import { giftEvent } from './gift.events';
import { moneyIncome } from './gift-accounts';

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
  readonly means: 'transfer' | 'cash';
  readonly bankLineId?: string;
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
        { account: means === 'transfer' ? chart.bank : chart.cash, amountFen },
        { account: moneyIncome(gift.purposeId), amountFen: -amountFen },
      ],
    })),
  });
  if (!posted.ok) return posted;
  await markMoneyReceived(
    scope.tx,
    arrivals.map(({ gift, amountFen, on, means, bankLineId, handler }, index) => ({
      id: gift.id,
      receivedFen: amountFen,
      receivedOn: on,
      means,
      bankLineId: bankLineId ?? null,
      handler,
      entryId: posted.value.entryIds[index] as string,
    })),
  );
  for (const { gift, amountFen, bankLineId, on } of arrivals) {
    const data = {
      receivedFen: amountFen.toString(),
      pledgedFen: gift.pledgedFen?.toString() ?? null,
      on,
      bankLineId: bankLineId ?? null,
    };
    scope.audit(giftEvent('gifts.money-received', gift.id, { data }));
    scope.publish({ job: 'receipts.issue-receipt', key: gift.id, payload: { giftId: gift.id } });
  }
  return accept({ giftIds: arrivals.map(({ gift }) => gift.id) });
}
