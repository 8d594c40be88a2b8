import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listPeople } from '~/domain/people/list-people';
import { linkFamily, listFamilyAccounts, unlinkFamily } from '~/domain/stays/link-family';
import { type FormVisit, intents, notFound, page, post } from '~/routes/authorised.server';
import { TieForm, UntieDialog } from '~/ui/access/account-ties';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatEmpty, formatIdentityNumber, formatPhone } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('stays.link-family', async ({ actor, id, url }) => {
  const [account] = await listFamilyAccounts(actor, { userId: id });
  if (!account) throw notFound();
  const search = url.searchParams.get('search')?.trim().slice(0, 60) || undefined;
  return {
    account,
    search,
    found: search && !account.person ? (await listPeople(actor, { search })).rows : [],
    viewer: actor.name,
  };
});

const ofAccount = {
  with: ({ id }: FormVisit) => ({ userId: id }),
  then: (_: unknown, { id }: FormVisit) => `/people/accounts/${id}`,
};

export const action = intents({ tie: post(linkFamily, ofAccount), untie: post(unlinkFamily, ofAccount) });

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.account.name ?? m.stays_accounts() }) },
];

export default function FamilyAccount() {
  const { account, search, found, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { person } = account;
  return (
    <Page
      title={account.name}
      above={[
        { to: '/people', label: m.people_title() },
        { to: '/people/accounts', label: m.stays_accounts() },
      ]}
      status={person ? null : <Status tone="due">{m.access_accounts_untied()}</Status>}
      actions={person ? <UntieDialog reply={reply} /> : null}
      watermark={viewer}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.access_user_name(), value: <code>{account.userName}</code> },
            { term: m.access_tied_person(), value: person?.name ?? m.access_accounts_untied() },
            ...(person?.identityNumber
              ? [{ term: m.people_identity_number(), value: formatIdentityNumber(person.identityNumber) }]
              : []),
          ]}
        />
      </Section>
      {person ? null : (
        <Section title={m.stays_accounts_find()}>
          <FilterForm values={{ search }}>
            <TextField name="search" type="search" label={m.stays_accounts_find_label()} />
          </FilterForm>
          {search ? (
            <Table
              caption={m.stays_accounts_find()}
              rows={found}
              rowKey={(one) => one.id}
              empty={m.stays_accounts_found_none()}
              columns={[
                { key: 'name', title: m.people_name(), heading: true, cell: (one) => one.name },
                {
                  key: 'identity',
                  title: m.people_identity_number(),
                  cell: (one) =>
                    one.identityNumber ? formatIdentityNumber(one.identityNumber) : formatEmpty(),
                },
                {
                  key: 'phone',
                  title: m.people_phone(),
                  cell: (one) => (one.phone ? formatPhone(one.phone) : formatEmpty()),
                },
                {
                  key: 'tie',
                  title: m.access_tie(),
                  cell: (one) => (
                    <Dialog id={`tie-${one.id}`} title={m.access_tie()} trigger={m.access_tie()}>
                      <TieForm field="personId" id={one.id} reply={reply}>
                        <p>{one.name}</p>
                      </TieForm>
                    </Dialog>
                  ),
                },
              ]}
            />
          ) : null}
        </Section>
      )}
    </Page>
  );
}
