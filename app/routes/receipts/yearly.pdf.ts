import { getTenant } from '~/domain/organisations/find-tenant-name';
import { findYearStatement, yearOf } from '~/domain/receipts/year-statement';
import { notFound, page } from '~/routes/authorised.server';
import { yearStatementPdf } from './pdf-answer.server';

/** What a donor gave in a year, as PDF. */
export const loader = page('receipts.view', async ({ actor, id, param }) => {
  const year = yearOf(param('year'));
  const statement = year && (await findYearStatement(actor, { donorId: id, year }));
  if (!statement) throw notFound();
  return yearStatementPdf(statement, await getTenant(actor, {}));
});
