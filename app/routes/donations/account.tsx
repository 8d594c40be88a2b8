import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findDonors, linkDonor, listDonorAccounts, unlinkDonor } from '~/domain/donations/link-donor';
import { type FormVisit, intents, notFound, page, post } from '~/routes/authorised.server';
import { TieForm, TieReason, UntieDialog } from '~/ui/access/account-ties';
import { donorKindLabel } from '~/ui/donations/labels';
import { DonorFields } from '~/ui/donations/pledge-fields';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.link-account', async ({ actor, id, url }) => {
  const [account] = await listDonorAccounts(actor, { userId: id });
  if (!account) throw notFound();
  const search = url.searchParams.get('search')?.trim().slice(0, 60) || undefined;
  return {
    account,
    search,
    found: search && !account.donor ? await findDonors(actor, { search }) : [],
    viewer: actor.name,
  };
});

const ofAccount = {
  with: ({ id }: FormVisit) => ({ userId: id }),
  then: (_: unknown, { id }: FormVisit) => `/gifts/accounts/${id}`,
};

export const action = intents({ tie: post(linkDonor, ofAccount), untie: post(unlinkDonor, ofAccount) });

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.account.name ?? m.donations_accounts() }) },
];

export default function DonorAccount() {
  const { account, search, found, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { donor } = account;
  return (
    <Page
      title={account.name}
      above={[{ to: '/gifts/accounts', label: m.donations_accounts() }]}
      status={donor ? null : <Status tone="due">{m.access_accounts_untied()}</Status>}
      actions={donor ? <UntieDialog reply={reply} /> : null}
      watermark={viewer}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.access_user_name(), value: <code>{account.userName}</code> },
            { term: m.access_tied_donor(), value: donor?.name ?? m.access_accounts_untied() },
            ...(donor?.creditCode ? [{ term: m.donations_credit_code(), value: donor.creditCode }] : []),
            ...(donor?.phone ? [{ term: m.donations_phone(), value: donor.phone }] : []),
          ]}
        />
      </Section>
      {donor ? null : (
        <Section title={m.donations_accounts_find()}>
          <FilterForm values={{ search }}>
            <TextField name="search" type="search" label={m.donations_accounts_find_label()} />
          </FilterForm>
          {search ? (
            <Table
              caption={m.donations_accounts_find()}
              rows={found}
              rowKey={(one) => one.id}
              empty={m.donations_accounts_found_none()}
              columns={[
                { key: 'name', title: m.donations_donor(), heading: true, cell: (one) => one.name },
                { key: 'kind', title: m.donations_donor_kind(), cell: (one) => donorKindLabel[one.kind]() },
                {
                  key: 'phone',
                  title: m.donations_phone(),
                  cell: (one) => one.phone ?? m.kit_empty_value(),
                },
                {
                  key: 'code',
                  title: m.donations_credit_code(),
                  cell: (one) => one.creditCode ?? m.kit_empty_value(),
                },
                {
                  key: 'tie',
                  title: m.access_tie(),
                  cell: (one) =>
                    one.account ? (
                      m.donations_accounts_taken({ account: one.account })
                    ) : (
                      <Dialog id={`tie-${one.id}`} title={m.access_tie()} trigger={m.access_tie()}>
                        <TieForm field="donorId" id={one.id} reply={reply}>
                          <p>
                            {one.name} {one.phone}
                          </p>
                        </TieForm>
                      </Dialog>
                    ),
                },
              ]}
            />
          ) : null}
          <Dialog id="new-donor" title={m.donations_accounts_new()} trigger={m.donations_accounts_new()}>
            <EditForm
              intent="tie"
              id="tie-new-form"
              reply={reply}
              values={{ donor: { kind: 'person', name: account.name } }}
            >
              <p>{m.donations_accounts_new_hint()}</p>
              <DonorFields />
              <TieReason />
              <SubmitButton>{m.access_tie()}</SubmitButton>
            </EditForm>
          </Dialog>
        </Section>
      )}
    </Page>
  );
}
