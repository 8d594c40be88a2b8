import { z } from 'zod';
import { selectInvoicesByReference } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { listUnmatchedBankLines } from '../ledger/list-bank-lines';
import { findReferences } from '../ledger/payment-reference.rules';
import { referencedInvoice } from './matching.rules';
import { recordTransfers, type Transfer } from './record-transfers';

/**
 * Records the lines of a bank statement that name a bill by its reference as payments of it, whatever their amount: too
 * little leaves the rest open, too much stays as credit. A line that names bills of two residents, or a gift too, is
 * left for a person to decide; so is everything without a reference.
 */
export const matchBankLines = useCase({
  permission: 'fees.record-payment',
  input: z.object({ batchId: z.uuid() }),
  async run(scope, { batchId }) {
    let matched = 0;
    for (let after: string | undefined; ; ) {
      const page = await listUnmatchedBankLines.within(scope, { batchId, after });
      const texts = page.rows.map((line) => `${line.remark} ${line.summary}`);
      const references = texts.flatMap((text) => findReferences('F', text));
      const known = references.length > 0 ? await selectInvoicesByReference(scope.tx, references) : [];
      const byReference = new Map(known.map((invoice) => [invoice.reference, invoice]));
      const transfers = page.rows.flatMap((line, index): Transfer[] => {
        const invoice = referencedInvoice(texts[index] ?? '', byReference);
        return invoice ? [{ line, invoice }] : [];
      });
      const recorded =
        transfers.length > 0 ? await recordTransfers(scope, transfers) : accept(new Map<string, string>());
      if (!recorded.ok) return recorded;
      matched += recorded.value.size;
      after = page.next;
      if (after === undefined) return accept({ matched });
    }
  },
});
