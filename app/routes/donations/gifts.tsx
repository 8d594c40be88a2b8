import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { listGifts } from '~/domain/donations/list-gifts';
import { addressOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { giftColumns } from '~/ui/donations/gift-columns';
import { giftKindLabel, giftStatusLabel, named, optionsOf } from '~/ui/donations/labels';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

const known =
  <Value extends string>(labels: Readonly<Record<Value, unknown>>) =>
  (text: string): Value | undefined =>
    Object.hasOwn(labels, text) ? (text as Value) : undefined;

export const loader = page('donations.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const { purposes } = await listGivingChoices(actor, {});
  const filters = {
    purposeId: read('purposeId', (text) => purposes.find(({ id }) => id === text)?.id),
    kind: read('kind', known(giftKindLabel)),
    status: read('status', known(giftStatusLabel)),
    text: url.searchParams.get('text')?.trim().slice(0, 60) || undefined,
  };
  return {
    filters,
    unread: unread(),
    purposes: purposes.map((purpose) => ({ value: purpose.id, label: named(purpose) })),
    gifts: await listGifts(actor, { ...filters, after: url.searchParams.get('after') ?? undefined }),
    may: {
      give: actor.permissions.has('donations.confirm-money'),
      tie: actor.permissions.has('donations.confirm-money'),
      link: actor.permissions.has('donations.link-account'),
      import: actor.permissions.has('donations.import'),
    },
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_title() }) }];

export default function Gifts() {
  const { filters, unread, purposes, gifts, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_title()}
      actions={
        <>
          {may.give ? (
            <ButtonLink to="/gifts/new" main>
              {m.donations_new()}
            </ButtonLink>
          ) : null}
          {may.give ? <ButtonLink to="/gifts/new-goods">{m.donations_new_goods()}</ButtonLink> : null}
          {may.tie ? <ButtonLink to="/gifts/bank-lines">{m.donations_bank_lines()}</ButtonLink> : null}
          {may.link ? <ButtonLink to="/gifts/accounts">{m.donations_accounts()}</ButtonLink> : null}
          {may.import ? <ButtonLink to="/imports/gifts">{m.donations_import()}</ButtonLink> : null}
          <ButtonLink to="/gifts/spendings">{m.donations_spendings()}</ButtonLink>
          <ButtonLink to="/gifts/report">{m.donations_report()}</ButtonLink>
          <ButtonLink to="/gifts/corrections">{m.donations_corrections()}</ButtonLink>
        </>
      }
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={filters}>
        <SelectField name="kind" label={m.donations_kind()} options={optionsOf(giftKindLabel)} optional />
        <SelectField
          name="status"
          label={m.donations_status()}
          options={optionsOf(giftStatusLabel)}
          optional
        />
        <SelectField name="purposeId" label={m.donations_purpose()} options={purposes} optional />
        <TextField
          name="text"
          type="search"
          label={m.donations_search()}
          hint={m.donations_search_hint()}
          optional
        />
      </FilterForm>
      <Table
        caption={m.donations_title()}
        rows={gifts.rows}
        rowKey={(gift) => gift.id}
        next={gifts.next}
        empty={m.donations_empty()}
        columns={[
          {
            key: 'reference',
            title: m.donations_reference(),
            heading: true,
            cell: (gift) => <Link to={`/gifts/${gift.id}`}>{gift.reference}</Link>,
          },
          {
            key: 'donor',
            title: m.donations_donor(),
            cell: (gift) => gift.donorName ?? gift.payerName ?? m.donations_donor_unknown(),
          },
          ...giftColumns(),
        ]}
      />
    </Page>
  );
}
