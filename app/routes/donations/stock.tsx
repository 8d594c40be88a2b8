import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listStock } from '~/domain/donations/list-stock';
import { page } from '~/routes/authorised.server';
import { goodsName, named } from '~/ui/donations/labels';
import { formatDate, formatMoney, formatNumber } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor }) => ({
  lots: await listStock(actor, {}),
  mayAllocate: actor.permissions.has('donations.allocate-goods'),
  mayChange: actor.permissions.has('donations.change-stock'),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_stock_title() }) }];

type Lot = ReturnType<typeof useLoaderData<typeof loader>>['lots'][number];

export default function Stock() {
  const { lots, mayAllocate, mayChange } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_stock_title()}
      lead={m.donations_stock_lead()}
      actions={
        <>
          {mayAllocate ? (
            <ButtonLink to="/goods/allocate" main>
              {m.donations_allocate()}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/goods/allocations">{m.donations_allocations()}</ButtonLink>
          {mayChange ? <ButtonLink to="/goods/count">{m.donations_count()}</ButtonLink> : null}
          <ButtonLink to="/goods/changes">{m.donations_changes()}</ButtonLink>
          {lots.length > 0 ? (
            <a className="button" href="/goods/labels.pdf">
              {m.donations_labels_print()}
            </a>
          ) : null}
        </>
      }
    >
      <Table
        caption={m.donations_stock_title()}
        rows={lots}
        rowKey={(lot) => lot.lotId}
        empty={m.donations_stock_empty()}
        columns={[
          {
            key: 'name',
            title: m.donations_item_name(),
            heading: true,
            cell: (lot) => <Link to={`/goods/lots/${lot.lotId}`}>{goodsName(lot)}</Link>,
          },
          {
            key: 'remaining',
            title: m.donations_quantity_remaining(),
            numeric: true,
            cell: (lot) => `${formatNumber(lot.remaining)} ${lot.unit}`,
          },
          {
            key: 'set-aside',
            title: m.donations_set_aside(),
            numeric: true,
            cell: (lot) => `${formatNumber(lot.setAside)} ${lot.unit}`,
          },
          { key: 'expires', title: m.donations_expires_on(), cell: (lot) => <Expiry lot={lot} /> },
          { key: 'store', title: m.donations_store(), cell: (lot) => lot.store },
          {
            key: 'purpose',
            title: m.donations_purpose(),
            cell: (lot) => named({ name: lot.purposeName, nameEn: lot.purposeNameEn }),
          },
          {
            key: 'value',
            title: m.donations_value(),
            numeric: true,
            cell: (lot) =>
              lot.remainingFen === null ? m.donations_no_value() : formatMoney(lot.remainingFen),
          },
          {
            key: 'gift',
            title: m.donations_gift(),
            cell: (lot) => <Link to={`/gifts/${lot.giftId}`}>{lot.giftReference}</Link>,
          },
        ]}
      />
    </Page>
  );
}

function Expiry({ lot: { expiresOn, usable } }: { lot: Lot }) {
  if (!expiresOn) return m.donations_never_expires();
  return usable ? (
    formatDate(expiresOn)
  ) : (
    <Status tone="late">{m.donations_expired({ on: formatDate(expiresOn) })}</Status>
  );
}
