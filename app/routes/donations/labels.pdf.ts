import { listCountSheet, listLots } from '~/domain/donations/stock-changes';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { addressOf } from '~/routes/address.server';
import { notFound, page } from '~/routes/authorised.server';
import { labelsPaper } from './labels-paper.server';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Labels of the lots that the address names, or of all that lie in the store or in one place of it. */
export const loader = page('donations.view', async ({ actor, url }) => {
  const lotIds = url.searchParams.getAll('lot');
  const address = addressOf(url);
  address.read('lot', (text) => (lotIds.every((id) => ID.test(id)) ? text : undefined));
  const refused = address.refused();
  if (refused) return refused;
  const store = url.searchParams.get('store') || undefined;
  const lots =
    lotIds.length > 0 ? await listLots(actor, { lotIds }) : (await listCountSheet(actor, { store })).lots;
  if (lots.length === 0) throw notFound();
  const pdf = await labelsPaper(lots, await getTenant(actor, {}));
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="labels.pdf"' },
  });
});
