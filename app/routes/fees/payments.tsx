import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listPayments } from '~/domain/fees/list-payments';
import { page } from '~/routes/authorised.server';
import { PaymentsTable } from '~/ui/fees/payments-table';
import { ButtonLink, Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, url }) => ({
  payments: await listPayments(actor, { after: url.searchParams.get('after') ?? undefined }),
  mayMatch: actor.permissions.has('ledger.match'),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_payments() }) }];

export default function Payments() {
  const { payments, mayMatch } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.fees_payments()}
      lead={m.fees_payments_lead()}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
      actions={
        mayMatch ? (
          <ButtonLink to="/bank-lines?state=unmatched">{m.ledger_lines_unmatched()}</ButtonLink>
        ) : null
      }
    >
      <PaymentsTable rows={payments.rows} next={payments.next} withResident />
    </Page>
  );
}
