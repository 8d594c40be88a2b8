import { getTenant } from '~/domain/organisations/find-tenant-name';
import { getOwnReceipt } from '~/domain/receipts/list-receipts';
import { notFound, page } from '~/routes/authorised.server';
import { receiptPdf } from './pdf-answer.server';

export const loader = page('receipts.view-own', async ({ actor, id }) => {
  const receipt = await getOwnReceipt(actor, { receiptId: id });
  if (!receipt) throw notFound();
  return receiptPdf(receipt, await getTenant(actor, {}));
});
