import { z } from 'zod';
import { selectInvoice } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findBankLine } from '../ledger/list-bank-lines';
import { recordTransfers } from './record-transfers';

/**
 * A person says which bill a bank line pays, by the bill's reference. Refuses LEDGER.LINE_UNKNOWN, LEDGER.LINE_CLAIMED,
 * FEES.LINE_OUT for money that went out, and FEES.REFERENCE_UNKNOWN.
 */
export const matchBankLine = useCase({
  permission: 'fees.record-payment',
  input: z.object({
    lineId: z.uuid(),
    reference: z
      .string({ error: 'FEES.REFERENCE_UNKNOWN' })
      .transform((text) => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')),
    /** Why it is this bill's, where the line does not say so itself. */
    reason: z.string().trim().max(300).optional(),
  }),
  async run(scope, { lineId, reference, reason }) {
    const line = await findBankLine.within(scope, { lineId });
    const invoice = await selectInvoice(scope.tx, { reference });
    if (!line) return refuse(refusal('LEDGER.LINE_UNKNOWN', { field: 'lineId' }));
    if (line.amountFen <= 0n) return refuse(refusal('FEES.LINE_OUT', { field: 'lineId' }));
    if (!invoice) return refuse(refusal('FEES.REFERENCE_UNKNOWN', { field: 'reference' }));
    const recorded = await recordTransfers(scope, [{ line, invoice }], reason || undefined);
    if (!recorded.ok) return recorded;
    const paymentId = recorded.value.get(lineId);
    return paymentId
      ? accept({ paymentId, invoiceId: invoice.id })
      : refuse(refusal('LEDGER.LINE_CLAIMED', { field: 'lineId' }));
  },
});
