import { findAllocation } from '~/domain/donations/list-stock';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { notFound, page } from '~/routes/authorised.server';
import { slipPaper } from './slip-paper.server';

/** The slip of an allocation to sign on; none of what was taken back or may not be handed over. */
export const loader = page('donations.view', async ({ actor, id }) => {
  const allocation = await findAllocation(actor, { allocationId: id });
  if (!allocation || allocation.status === 'withdrawn' || allocation.waits || allocation.visitOff)
    throw notFound();
  const pdf = await slipPaper(allocation, { tenant: await getTenant(actor, {}), printedBy: actor.name });
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="slip.pdf"' },
  });
});
