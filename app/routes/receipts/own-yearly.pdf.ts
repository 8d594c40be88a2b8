import { getTenant } from '~/domain/organisations/find-tenant-name';
import { findOwnYearStatement, yearOf } from '~/domain/receipts/year-statement';
import { notFound, page } from '~/routes/authorised.server';
import { yearStatementPdf } from './pdf-answer.server';

/** What the donor who is signed in gave in a year, as PDF. */
export const loader = page('receipts.view-own', async ({ actor, param }) => {
  const year = yearOf(param('year'));
  const statement = year && (await findOwnYearStatement(actor, { year }));
  if (!statement) throw notFound();
  return yearStatementPdf(statement, await getTenant(actor, {}));
});
