import { findProof } from '~/domain/donations/get-gift';
import { notFound, page } from '~/routes/authorised.server';

/** The scan that proves the value, as it was handed in; never shown inside a page of ours. */
export const loader = page('donations.view', async ({ actor, id }) => {
  const proof = await findProof(actor, { giftId: id });
  if (!proof) throw notFound();
  return new Response(new Uint8Array(proof.content), {
    headers: {
      'Content-Type': proof.type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(proof.name)}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
});
