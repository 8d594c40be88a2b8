import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listDonorAccounts } from '~/domain/donations/link-donor';
import { page } from '~/routes/authorised.server';
import { AccountsTable } from '~/ui/access/account-ties';
import { Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.link-account', async ({ actor, url }) => {
  const text = url.searchParams.get('text')?.trim().slice(0, 60) || undefined;
  const accounts = await listDonorAccounts(actor, { text });
  return {
    text,
    accounts: accounts.map(({ donor, ...account }) => ({ ...account, tiedTo: donor?.name ?? null })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_accounts() }) }];

export default function DonorAccounts() {
  const { text, accounts } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_accounts()}
      lead={m.donations_accounts_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
    >
      <AccountsTable
        caption={m.donations_accounts()}
        empty={m.donations_accounts_none()}
        path="/gifts/accounts"
        record={m.access_tied_donor()}
        text={text}
        accounts={accounts}
      />
    </Page>
  );
}
