import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getUnpaidTotals, listUnpaidInvoices } from '~/domain/fees/list-invoices';
import { page } from '~/routes/authorised.server';
import { InvoicesTable } from '~/ui/fees/invoices-table';
import { formatMoney, formatNumber } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, url }) => {
  const overdue = url.searchParams.get('overdue') === '1';
  const [invoices, totals] = await Promise.all([
    listUnpaidInvoices(actor, { overdue, after: url.searchParams.get('after') ?? undefined }),
    getUnpaidTotals(actor, {}),
  ]);
  return { overdue, invoices, totals };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_unpaid() }) }];

export default function Unpaid() {
  const { overdue, invoices, totals } = useLoaderData<typeof loader>();
  const [count, fen] = overdue ? [totals.overdue, totals.overdueFen] : [totals.count, totals.fen];
  return (
    <Page
      title={overdue ? m.fees_overdue() : m.fees_unpaid()}
      lead={m.fees_unpaid_lead({ count: formatNumber(count), amount: formatMoney(fen) })}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
      actions={
        <>
          <ButtonLink to="/bills/arrears">{m.fees_arrears()}</ButtonLink>
          <ButtonLink to={overdue ? '/bills/unpaid' : '/bills/unpaid?overdue=1'}>
            {overdue ? m.fees_unpaid_all() : m.fees_unpaid_overdue()}
          </ButtonLink>
        </>
      }
    >
      <InvoicesTable
        caption={m.fees_unpaid()}
        rows={invoices.rows}
        next={invoices.next}
        empty={m.fees_unpaid_empty()}
      />
    </Page>
  );
}
