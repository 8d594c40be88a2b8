import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listFamilyAccounts } from '~/domain/stays/link-family';
import { page } from '~/routes/authorised.server';
import { AccountsTable } from '~/ui/access/account-ties';
import { Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('stays.link-family', async ({ actor, url }) => {
  const text = url.searchParams.get('text')?.trim().slice(0, 60) || undefined;
  const accounts = await listFamilyAccounts(actor, { text });
  return {
    text,
    accounts: accounts.map(({ person, ...account }) => ({ ...account, tiedTo: person?.name ?? null })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_accounts() }) }];

export default function FamilyAccounts() {
  const { text, accounts } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stays_accounts()}
      lead={m.stays_accounts_lead()}
      above={[{ to: '/people', label: m.people_title() }]}
    >
      <AccountsTable
        caption={m.stays_accounts()}
        empty={m.stays_accounts_none()}
        path="/people/accounts"
        record={m.access_tied_person()}
        text={text}
        accounts={accounts}
      />
    </Page>
  );
}
