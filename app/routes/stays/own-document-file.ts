import { findOwnDocument } from '~/domain/stays/view-document';
import { notFound, page } from '~/routes/authorised.server';
import { documentResponse } from './document-files.server';

/** A paper for the family that handed it in. */
export const loader = page('stays.view-own', async ({ actor, id }) => {
  const paper = await findOwnDocument(actor, { id });
  if (!paper) throw notFound();
  return documentResponse(paper);
});
