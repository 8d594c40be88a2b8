import { insertPayments, type NewPayment } from '#db/queries/bill-payments';
import type { Scope } from '../audit/use-case';
import { accept, type Result } from '../kernel/refusals';
import { residentReceivable } from '../ledger/chart';
import { postEntries } from '../ledger/post-entries';
import { feeEvent } from './fee.events';
import { type MoneyWay, moneyAccounts } from './movement.rules';

/** Money that pays a bill and where it came from. `receivedOn` is a civil date, `amountFen` above zero. */
export interface ReceivedPayment
  extends Pick<
    NewPayment,
    'id' | 'amountFen' | 'receivedOn' | 'payerName' | 'note' | 'bankLineId' | 'orderId' | 'reviewId'
  > {
  readonly method: MoneyWay;
  readonly invoice: { readonly id: string; readonly personId: string; readonly number: string };
}

/**
 * Books payments in the running transaction: entry posted from where the money lies to the resident's account, payment
 * written, payment and bill told in the trail. `reason` is why a person thinks so, where one decided.
 */
export async function bookPayments(
  scope: Scope,
  received: readonly ReceivedPayment[],
  reason?: string,
): Promise<Result<void>> {
  const { tx, now, actor, audit } = scope;
  const posted = await postEntries.within(scope, {
    entries: received.map(({ id, method, amountFen, receivedOn, invoice }) => ({
      kind: 'fees.payment',
      subject: { type: 'payment', id },
      on: receivedOn,
      memo: invoice.number,
      postings: [
        { account: moneyAccounts[method], amountFen },
        { account: residentReceivable(invoice.personId), amountFen: -amountFen },
      ],
    })),
  });
  if (!posted.ok) return posted;
  await insertPayments(
    tx,
    received.map(({ invoice, ...payment }, index) => ({
      ...payment,
      personId: invoice.personId,
      invoiceId: invoice.id,
      entryId: posted.value.entryIds[index] as string,
      recordedAt: now,
      recordedByName: actor.name,
    })),
  );
  for (const { id, method, amountFen, invoice } of received) {
    const said = { amountFen: String(amountFen) };
    const recorded = { ...said, method, invoiceId: invoice.id };
    audit(feeEvent('payment.recorded', { type: 'payment', id }, recorded, reason));
    audit(feeEvent('invoice.paid', { type: 'invoice', id: invoice.id }, { ...said, paymentId: id }, reason));
  }
  return accept(undefined);
}
