import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listStockChanges } from '~/domain/donations/stock-changes';
import { page } from '~/routes/authorised.server';
import {
  changeKindLabel,
  changeStatusLabel,
  changeTone,
  changeWorth,
  differenceText,
} from '~/ui/donations/change-words';
import { goodsName } from '~/ui/donations/labels';
import { formatInstant } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** Goods that differ, as many as a row says; the rest stands on its page. */
const SAID = 3;

export const loader = page('donations.view', async ({ actor, url }) => {
  const { rows, next } = await listStockChanges(actor, { after: url.searchParams.get('after') ?? undefined });
  return {
    next,
    rows: rows.map((change) => {
      const { id, kind, status, reason, proposedByName, proposedAt, lines } = change;
      const differing = lines.filter(({ expected, counted }) => expected !== counted);
      const said = differing
        .slice(0, SAID)
        .map((line) => `${goodsName(line)} ${differenceText(line.counted - line.expected)} ${line.unit}`);
      return {
        id,
        kind: changeKindLabel[kind](),
        what:
          said.length === 0
            ? m.donations_change_none({ lots: lines.length })
            : [...said, ...(differing.length > SAID ? ['…'] : [])].join(m.reports_list_mark()),
        worth: changeWorth(change),
        reason,
        by: `${proposedByName} ${formatInstant(proposedAt)}`,
        status: { text: changeStatusLabel[status](), tone: changeTone[status] },
      };
    }),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_changes() }) }];

export default function Changes() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_changes()}
      lead={m.donations_changes_lead()}
      above={[{ to: '/goods', label: m.donations_stock_title() }]}
    >
      <Table
        caption={m.donations_changes()}
        rows={rows}
        rowKey={(row) => row.id}
        next={next}
        empty={m.donations_changes_none()}
        columns={[
          {
            key: 'kind',
            title: m.donations_change_kind(),
            heading: true,
            cell: (row) => <Link to={`/goods/changes/${row.id}`}>{row.kind}</Link>,
          },
          { key: 'what', title: m.donations_change_what(), cell: (row) => row.what },
          { key: 'worth', title: m.donations_change_value(), numeric: true, cell: (row) => row.worth },
          { key: 'reason', title: m.donations_reason(), cell: (row) => row.reason },
          { key: 'by', title: m.donations_return_by(), cell: (row) => row.by },
          {
            key: 'status',
            title: m.donations_status(),
            cell: ({ status }) => <Status tone={status.tone}>{status.text}</Status>,
          },
        ]}
      />
    </Page>
  );
}
