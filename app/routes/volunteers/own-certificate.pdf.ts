import { getTenant } from '~/domain/organisations/find-tenant-name';
import { findOwnCertificate } from '~/domain/volunteers/find-certificate';
import { notFound, page } from '~/routes/authorised.server';
import { certificatePdf } from './certificate-paper.server';

export const loader = page('volunteers.view-own', async ({ actor, id }) => {
  const certificate = await findOwnCertificate(actor, { certificateId: id });
  if (!certificate) throw notFound();
  return certificatePdf(certificate, (await getTenant(actor)).demo);
});
