import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listGoodsInterests } from '~/domain/donations/goods-interests';
import { listHouseholdsInReview } from '~/domain/donations/tie-household';
import { page } from '~/routes/authorised.server';
import { recipientText } from '~/ui/donations/allocation-labels';
import { interestLabel } from '~/ui/donations/checking-labels';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

const goodsRow = ({ allocation, ...row }: Awaited<ReturnType<typeof listGoodsInterests>>[number]) => ({
  ...row,
  to: recipientText(allocation),
  handedOverOn: allocation.handedOverOn,
});

export const loader = page('donations.view', async ({ actor }) => ({
  rows: await listHouseholdsInReview(actor, {}),
  goods: (await listGoodsInterests(actor, { status: 'review' })).map(goodsRow),
  found: (await listGoodsInterests(actor, { status: 'found' })).map(goodsRow),
  viewer: actor.name,
}));

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.donations_household_reviews() }) },
];

type Goods = ReturnType<typeof useLoaderData<typeof loader>>['goods'][number];

const goodsColumns = (): Column<Goods>[] => [
  {
    key: 'to',
    title: m.donations_recipient(),
    heading: true,
    cell: (row) => <Link to={`/goods/allocations/${row.allocationId}`}>{row.to}</Link>,
  },
  { key: 'gifts', title: m.donations_reference(), cell: (row) => row.references.join(' ') },
  {
    key: 'findings',
    title: m.donations_household_doubts(),
    cell: (row) => row.findings.map((one) => interestLabel[one]()).join(m.reports_list_mark()),
  },
];

export default function GiftHouseholdReviews() {
  const { rows, goods, found, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_household_reviews()}
      lead={m.donations_household_reviews_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.donations_interest_money()}
        captionShown
        rows={rows}
        rowKey={(row) => row.giftId}
        empty={m.donations_household_reviews_none()}
        columns={[
          {
            key: 'gift',
            title: m.donations_reference(),
            heading: true,
            cell: (row) => <Link to={`/gifts/${row.giftId}/household`}>{row.reference}</Link>,
          },
          {
            key: 'doubts',
            title: m.donations_household_doubts(),
            cell: (row) => row.doubts.map((one) => interestLabel[one]()).join(m.reports_list_mark()),
          },
          {
            key: 'by',
            title: m.donations_household_by(),
            cell: (row) => `${row.tiedByName} ${formatInstant(row.tiedAt)}`,
          },
        ]}
      />
      <Table
        caption={m.donations_interest_goods()}
        captionShown
        rows={goods}
        rowKey={(row) => row.allocationId}
        empty={m.donations_interest_goods_none()}
        columns={[
          ...goodsColumns(),
          {
            key: 'by',
            title: m.donations_interest_asked_by(),
            cell: (row) => `${row.askedByName} ${formatInstant(row.askedAt)}`,
          },
        ]}
      />
      <Table
        caption={m.donations_interest_found()}
        captionShown
        rows={found}
        rowKey={(row) => row.allocationId}
        empty={m.donations_interest_found_none()}
        columns={[
          ...goodsColumns(),
          {
            key: 'handed',
            title: m.donations_handed_over_on(),
            cell: (row) => (row.handedOverOn ? formatDate(row.handedOverOn) : m.kit_empty_value()),
          },
          {
            key: 'named',
            title: m.donations_interest_named_by(),
            cell: (row) => `${row.askedByName} ${formatInstant(row.askedAt)}`,
          },
        ]}
      />
    </Page>
  );
}
