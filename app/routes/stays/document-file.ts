import { viewDocument } from '~/domain/stays/view-document';
import { notFound, page } from '~/routes/authorised.server';
import { documentResponse } from './document-files.server';

/** A paper for staff; that it was looked at is written down. */
export const loader = page(viewDocument.permission, async ({ actor, id }) => {
  const paper = await viewDocument(actor, { documentId: id });
  if (!paper.ok) throw notFound();
  return documentResponse(paper.value);
});
