import { findOwnStatement } from '~/domain/fees/find-statement';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { notFound, page } from '~/routes/authorised.server';
import { statementPdf } from './statement-paper.server';

export const loader = page('fees.view-own', async ({ actor, id }) => {
  const statement = await findOwnStatement(actor, { id });
  if (!statement) throw notFound();
  return statementPdf(statement, { tenant: await getTenant(actor, {}), viewer: actor.name });
});
