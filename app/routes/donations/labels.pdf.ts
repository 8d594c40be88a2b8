import { listCountSheet, listLots, SHEET_LIMIT } from '~/domain/donations/stock-changes';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { addressOf } from '~/routes/address.server';
import { notFound, page } from '~/routes/authorised.server';
import { labelsPaper } from './labels-paper.server';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Labels of the lots that the address names, or of those of a sheet: all that lie in the store or in one place of it, from behind `after`. */
export const loader = page('donations.view', async ({ actor, url }) => {
  const lotIds = url.searchParams.getAll('lot');
  const address = addressOf(url);
  address.read('lot', (text) => (lotIds.every((id) => ID.test(id)) ? text : undefined));
  const refused = address.refused();
  if (refused) return refused;
  const store = url.searchParams.get('store') || undefined;
  const after = url.searchParams.get('after') || undefined;
  const sheet =
    lotIds.length > 0
      ? { lots: await listLots(actor, { lotIds }), more: lotIds.length > SHEET_LIMIT }
      : await listCountSheet(actor, { store, after }).then(({ lots, next }) => ({
          lots,
          more: next !== undefined,
        }));
  if (sheet.lots.length === 0) throw notFound();
  const pdf = await labelsPaper(sheet, await getTenant(actor, {}));
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="labels.pdf"' },
  });
});
