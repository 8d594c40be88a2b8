import { newId } from '#db/new-id';
import { insertPayments } from '#db/queries/bill-payments';
import type { Scope } from '../audit/use-case';
import type { Fen } from '../kernel/money';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result } from '../kernel/refusals';
import { chart, residentReceivable } from '../ledger/chart';
import { claimBankLines } from '../ledger/claim-bank-lines';
import { postEntries } from '../ledger/post-entries';
import { feeEvent } from './fee.events';

/** A bank line that pays a bill. */
export interface Transfer {
  readonly line: {
    readonly id: string;
    readonly amountFen: Fen;
    readonly bookedOn: PlainDate;
    readonly counterpartyName: string;
    readonly summary: string;
    readonly remark: string;
  };
  readonly invoice: { readonly id: string; readonly personId: string };
}

/**
 * Records bank lines as payments of bills, all in the running transaction: line claimed, entry posted, payment written.
 * Lines that somebody else claimed meanwhile are left out; gives the ids of the payments by line. `reason` is why a person
 * thinks so, where one decided.
 */
export async function recordTransfers(
  scope: Scope,
  transfers: readonly Transfer[],
  reason?: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const { tx, now, actor, audit } = scope;
  const proposed = transfers.map((transfer) => ({ ...transfer, paymentId: newId() }));
  const claims = proposed.map(({ line, paymentId }) => ({
    lineId: line.id,
    subject: { type: 'payment', id: paymentId },
  }));
  const claimed = await claimBankLines.within(scope, { claims });
  if (!claimed.ok) return claimed;
  const taken = proposed.filter(({ line }) => claimed.value.claimed.has(line.id));
  if (taken.length === 0) return accept(new Map());

  const posted = await postEntries.within(scope, {
    entries: taken.map(({ line, invoice, paymentId }) => ({
      kind: 'fees.payment',
      subject: { type: 'payment', id: paymentId },
      on: line.bookedOn,
      postings: [
        { account: chart.bank, amountFen: line.amountFen },
        { account: residentReceivable(invoice.personId), amountFen: -line.amountFen },
      ],
    })),
  });
  if (!posted.ok) return posted;
  await insertPayments(
    tx,
    taken.map(({ line, invoice, paymentId }, index) => ({
      id: paymentId,
      personId: invoice.personId,
      invoiceId: invoice.id,
      method: 'transfer' as const,
      amountFen: line.amountFen,
      receivedOn: line.bookedOn,
      payerName: line.counterpartyName || '—',
      note: [line.summary, line.remark].filter(Boolean).join(' · ') || null,
      bankLineId: line.id,
      entryId: posted.value.entryIds[index] as string,
      recordedAt: now,
      recordedByName: actor.name,
    })),
  );
  for (const { line, invoice, paymentId } of taken) {
    const amountFen = String(line.amountFen);
    audit(
      feeEvent(
        'payment.recorded',
        { type: 'payment', id: paymentId },
        { amountFen, method: 'transfer', invoiceId: invoice.id },
        reason,
      ),
    );
    audit(feeEvent('invoice.paid', { type: 'invoice', id: invoice.id }, { paymentId, amountFen }));
  }
  return accept(new Map(taken.map(({ line, paymentId }) => [line.id, paymentId])));
}
