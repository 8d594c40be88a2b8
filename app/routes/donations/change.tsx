import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { approveStockChange, declineStockChange, findStockChange } from '~/domain/donations/stock-changes';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import {
  changeKindLabel,
  changeStatusLabel,
  changeTone,
  changeWorth,
  differenceText,
  lineWorth,
} from '~/ui/donations/change-words';
import { goodsName, meansLabel, named } from '~/ui/donations/labels';
import { lotCode } from '~/ui/donations/lot-code';
import { DecideRow } from '~/ui/fees/decide-row';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, id }) => {
  const change = await findStockChange(actor, { changeId: id });
  if (!change) throw notFound();
  const { kind, status, means, proceedsFen, costsFen } = change;
  const sale =
    proceedsFen === null || costsFen === null || means === null
      ? []
      : [
          { term: m.donations_sale_buyer(), value: change.buyer ?? '' },
          { term: m.donations_sale_proceeds(), value: formatMoney(proceedsFen) },
          { term: m.donations_sale_costs(), value: formatMoney(costsFen) },
          {
            term: m.donations_sale_net(),
            value: m.donations_sale_net_value({
              amount: formatMoney(proceedsFen - costsFen),
              purpose: named({ name: change.purposeName ?? '', nameEn: change.purposeNameEn }),
            }),
          },
          { term: m.donations_means(), value: meansLabel[means]() },
          { term: m.donations_sale_document(), value: change.document ?? '' },
        ];
  return {
    id,
    title: changeKindLabel[kind](),
    status: { text: changeStatusLabel[status](), tone: changeTone[status] },
    own: change.own,
    mayDecide: status === 'proposed' && actor.permissions.has('donations.approve-stock'),
    entry: change.entryId && actor.permissions.has('ledger.view') ? change.entryId : undefined,
    facts: [
      { term: m.donations_reason(), value: change.reason },
      {
        term: m.donations_return_by(),
        value: `${change.proposedByName} ${formatInstant(change.proposedAt)}`,
      },
      {
        term: status === 'proposed' ? m.donations_change_worth_now() : m.donations_change_worth(),
        value: changeWorth(change),
      },
      ...sale,
      ...(change.decidedByName && change.decidedAt
        ? [
            {
              term: m.donations_change_decided_by(),
              value: `${change.decidedByName} ${formatInstant(change.decidedAt)}`,
            },
          ]
        : []),
      ...(change.decisionReason
        ? [{ term: m.donations_change_why_not(), value: change.decisionReason }]
        : []),
    ],
    lines: change.lines.map((line) => ({
      lotId: line.lotId,
      goods: goodsName(line),
      lot: lotCode(line.lotId),
      store: line.store,
      expires: line.expiresOn ? formatDate(line.expiresOn) : m.donations_never_expires(),
      expected: `${formatNumber(line.expected)} ${line.unit}`,
      counted: formatNumber(line.counted),
      difference: line.counted - line.expected,
      reason: line.reason ?? m.kit_empty_value(),
      value: lineWorth(line),
    })),
    counts: kind === 'count',
  };
});

const here = {
  with: ({ id }: { id: string }) => ({ changeId: id }),
  then: (_: unknown, { id }: { id: string }) => `/goods/changes/${id}`,
};

export const action = intents({
  approve: post(approveStockChange, here),
  decline: post(declineStockChange, here),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.title ?? m.donations_changes() }) },
];

export default function ChangePage() {
  const { id, title, status, own, mayDecide, entry, facts, lines, counts } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={title}
      above={[{ to: '/goods/changes', label: m.donations_changes() }]}
      status={<Status tone={status.tone}>{status.text}</Status>}
    >
      <Section>
        <DescriptionList items={facts} />
        {entry ? (
          <p>
            <Link to={`/ledger/entries/${entry}`}>{m.donations_entry()}</Link>
          </p>
        ) : null}
        {mayDecide ? <DecideRow reply={reply} field="changeId" id={id} own={own} /> : null}
      </Section>
      {counts && lines.every(({ difference }) => difference === 0) ? (
        <Notice tone="ok" title={m.donations_count_right()} />
      ) : null}
      <Table
        caption={title}
        rows={lines}
        rowKey={(line) => line.lotId}
        empty={m.donations_items_none()}
        columns={[
          { key: 'goods', title: m.donations_item_name(), heading: true, cell: (line) => line.goods },
          {
            key: 'lot',
            title: m.donations_lot(),
            cell: (line) => <Link to={`/goods/lots/${line.lotId}`}>{line.lot}</Link>,
          },
          { key: 'store', title: m.donations_store(), cell: (line) => line.store },
          { key: 'expires', title: m.donations_expires_on(), cell: (line) => line.expires },
          { key: 'expected', title: m.donations_expected(), numeric: true, cell: (line) => line.expected },
          {
            key: 'counted',
            title: counts ? m.donations_counted() : m.donations_quantity_left(),
            numeric: true,
            cell: (line) => line.counted,
          },
          {
            key: 'difference',
            title: m.donations_count_difference(),
            numeric: true,
            cell: ({ difference }) =>
              difference === 0 ? (
                differenceText(difference)
              ) : (
                <Status tone={difference < 0 ? 'late' : 'due'}>{differenceText(difference)}</Status>
              ),
          },
          { key: 'value', title: m.donations_change_value(), numeric: true, cell: (line) => line.value },
          { key: 'reason', title: m.donations_reason(), cell: (line) => line.reason },
        ]}
      />
    </Page>
  );
}
