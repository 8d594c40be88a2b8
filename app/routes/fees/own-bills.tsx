import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listOwnInvoices } from '~/domain/fees/list-invoices';
import { page } from '~/routes/authorised.server';
import { InvoicesTable } from '~/ui/fees/invoices-table';
import { Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view-own', async ({ actor }) => ({
  invoices: await listOwnInvoices(actor, {}),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_own_title() }) }];

export default function OwnBills() {
  const { invoices } = useLoaderData<typeof loader>();
  return (
    <Page title={m.fees_own_title()} lead={m.fees_own_lead()}>
      <InvoicesTable
        caption={m.fees_own_title()}
        rows={invoices}
        empty={m.fees_own_empty()}
        base="/my/bills"
      />
    </Page>
  );
}
