import { listCountSheet, listLots } from '~/domain/donations/stock-changes';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { notFound, page } from '~/routes/authorised.server';
import { labelsPaper } from './labels-paper.server';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Labels of the lots that the address names, or of all that lie in the store or in one place of it. */
export const loader = page('donations.view', async ({ actor, url }) => {
  const lotIds = url.searchParams.getAll('lot');
  if (lotIds.some((id) => !ID.test(id))) throw notFound();
  const store = url.searchParams.get('store') || undefined;
  const lots =
    lotIds.length > 0 ? await listLots(actor, { lotIds }) : (await listCountSheet(actor, { store })).lots;
  if (lots.length === 0) throw notFound();
  const pdf = await labelsPaper(lots, await getTenant(actor, {}));
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="labels.pdf"' },
  });
});
