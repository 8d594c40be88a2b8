import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listAllocations } from '~/domain/donations/list-stock';
import { page } from '~/routes/authorised.server';
import { allocationStatusLabel, allocationTone, recipientText } from '~/ui/donations/allocation-labels';
import { goodsName } from '~/ui/donations/labels';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, url }) => ({
  allocations: await listAllocations(actor, { after: url.searchParams.get('after') ?? undefined }),
  viewer: actor.name,
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_allocations() }) }];

type Allocation = ReturnType<typeof useLoaderData<typeof loader>>['allocations']['rows'][number];

export default function Allocations() {
  const { allocations, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_allocations()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.donations_allocations()}
        rows={allocations.rows}
        rowKey={(row) => row.id}
        next={allocations.next}
        empty={m.donations_allocations_none()}
        columns={[
          {
            key: 'to',
            title: m.donations_recipient(),
            heading: true,
            cell: (row) => <Link to={`/goods/allocations/${row.id}`}>{recipientText(row)}</Link>,
          },
          {
            key: 'goods',
            title: m.donations_items(),
            cell: (row) =>
              row.lines
                .map((line) => `${goodsName(line)} ${formatNumber(line.quantity)} ${line.unit}`)
                .join(m.reports_list_mark()),
          },
          { key: 'on', title: m.donations_allocated_on(), cell: (row) => formatDate(row.allocatedOn) },
          {
            key: 'status',
            title: m.donations_status(),
            cell: (row) =>
              row.waits ? (
                <Status tone="due">{m.donations_interest_review()}</Status>
              ) : (
                <Status tone={allocationTone[row.status]}>{allocationStatusLabel[row.status]()}</Status>
              ),
          },
          { key: 'handed', title: m.donations_handed_over(), cell: handedOver },
        ]}
      />
    </Page>
  );
}

const handedOver = (row: Allocation): string =>
  row.handedOverOn && row.handedTo
    ? m.donations_handed_over_value({
        on: formatDate(row.handedOverOn),
        to: row.handedTo,
        by: row.handedOverBy ?? '',
      })
    : (row.withdrawnReason ?? m.kit_empty_value());
