import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Disclosure, disclose } from '~/domain/donations/disclose';
import { publicPage } from '~/routes/authorised.server';
import { correctedColumns } from '~/ui/donations/corrected-columns';
import { purposesText } from '~/ui/donations/gift-use';
import { giftKindLabel, goodsName, named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { receivedColumns } from '~/ui/donations/received-columns';
import { UseTable, usedTotals } from '~/ui/donations/use-table';
import { groundLabel } from '~/ui/funds/labels';
import { BarChart, ColumnChart } from '~/ui/kit/chart';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { publicDistrict } from '../public-district.server';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  return { ...whose, page: await disclose(actor, {}) };
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.donations_disclosure_title() }) },
];

export default function DisclosurePage() {
  const { page, district, others, demo } = useLoaderData<typeof loader>();
  const received = page.total.moneyReceivedFen + page.total.goodsReceivedFen;
  const used = page.total.moneyUsedFen + page.total.goodsUsedFen;
  return (
    <Page
      title={m.donations_disclosure_title()}
      lead={m.donations_disclosure_lead({ district: named(district), at: formatInstant(page.asOf) })}
      actions={
        <>
          <a className="button" href={`/disclosure.csv?district=${district.slug}`}>
            {m.donations_disclosure_csv()}
          </a>
          <a className="button" href={`/disclosure.json?district=${district.slug}`}>
            {m.donations_disclosure_json()}
          </a>
        </>
      }
    >
      {demo ? <Notice tone="demo" title={m.kit_demo_data()} /> : null}
      <Section title={m.donations_disclosure_totals()}>
        <DescriptionList
          items={[
            {
              term: m.donations_disclosure_received(),
              value: <strong className="numeric">{formatMoney(received)}</strong>,
            },
            ...(page.total.soldFen === 0n
              ? []
              : [
                  {
                    term: m.donations_money_sold(),
                    value: <strong className="numeric">{formatMoney(page.total.soldFen)}</strong>,
                  },
                ]),
            ...usedTotals(page.total),
            {
              term: m.donations_disclosure_left(),
              value: (
                <strong className="numeric">{formatMoney(received - used - page.total.goodsLostFen)}</strong>
              ),
            },
          ]}
        />
        <Reconciled reconciled={page.reconciled} />
      </Section>
      <Section title={m.donations_disclosure_by_purpose()}>
        <Table
          caption={m.donations_disclosure_by_purpose()}
          rows={page.byPurpose}
          rowKey={(row) => row.code}
          empty={m.donations_disclosure_none()}
          columns={[
            { key: 'purpose', title: m.donations_purpose(), heading: true, cell: named },
            ...receivedColumns(page.byPurpose),
          ]}
        />
      </Section>
      {page.carriedOver.length > 0 ? (
        <Section title={m.donations_disclosure_carried()}>
          <CarriedTable carried={page.carriedOver} />
        </Section>
      ) : null}
      <Section title={m.donations_disclosure_use()}>
        <Use page={page} />
      </Section>
      <Section title={m.donations_disclosure_by_month()}>
        {page.byMonth.length > 1 ? <MonthsChart months={page.byMonth} /> : null}
        <Table
          caption={m.donations_disclosure_by_month()}
          rows={page.rows}
          rowKey={(row) => `${row.month} ${row.code}`}
          empty={m.donations_disclosure_none()}
          columns={[
            {
              key: 'month',
              title: m.donations_month(),
              heading: true,
              cell: (row) => formatMonth(row.month),
            },
            { key: 'purpose', title: m.donations_purpose(), cell: named },
            ...receivedColumns(page.rows),
          ]}
        />
      </Section>
      <Section title={m.donations_disclosure_gifts()}>
        <GiftsTable gifts={page.gifts} />
      </Section>
      <Section title={m.donations_disclosure_goods()}>
        <GoodsTable goods={page.goods} />
      </Section>
      {page.corrections.length > 0 ? (
        <Section title={m.donations_corrections()}>
          <Corrections corrections={page.corrections} />
          <div className="actions">
            <a className="button" href={`/disclosure.csv?district=${district.slug}&list=corrections`}>
              {m.donations_disclosure_csv()}
            </a>
          </div>
        </Section>
      ) : null}
      <OtherDistricts path="/disclosure" others={others} />
    </Page>
  );
}

const Reconciled = ({ reconciled }: { reconciled: boolean }) =>
  reconciled ? (
    <Notice tone="ok" title={m.donations_disclosure_reconciled()} />
  ) : (
    <Notice tone="late" title={m.donations_disclosure_not_reconciled()} />
  );

/** Money that went from one purpose to another, and why it might. */
function CarriedTable({ carried }: { carried: Disclosure['carriedOver'] }) {
  return (
    <Table
      caption={m.donations_disclosure_carried()}
      rows={carried.map((row, index) => ({ ...row, index }))}
      rowKey={(row) => row.index}
      empty={null}
      columns={[
        { key: 'from', title: m.funds_given_for(), heading: true, cell: (row) => named(row.from) },
        { key: 'to', title: m.funds_goes_to(), cell: (row) => named(row.to) },
        {
          key: 'ground',
          title: m.funds_ground(),
          cell: (row) => (row.ground ? groundLabel[row.ground]() : m.kit_empty_value()),
        },
        {
          key: 'on',
          title: m.ledger_on(),
          cell: (row) =>
            row.undoneOn
              ? m.donations_disclosure_undone({ on: formatDate(row.on), undone: formatDate(row.undoneOn) })
              : formatDate(row.on),
        },
        {
          key: 'amount',
          title: m.donations_disclosure_amount(),
          numeric: true,
          cell: (row) => formatMoney(row.amountFen),
        },
      ]}
    />
  );
}

/** What was used: the sums that each concern enough people, and a drawing of them by purpose. */
function Use({ page }: { page: Disclosure }) {
  const byPurpose = new Map<string, bigint>();
  for (const row of [...page.moneyUsed, ...page.goodsUsed])
    byPurpose.set(purposesText(row), (byPurpose.get(purposesText(row)) ?? 0n) + row.fen);
  return (
    <>
      <p className="quiet">{m.donations_disclosure_use_note({ least: page.smallestGroup })}</p>
      {byPurpose.size > 1 ? (
        <BarChart
          caption={m.donations_disclosure_use_chart()}
          labelTitle={m.donations_purpose()}
          valueTitle={m.donations_disclosure_amount()}
          bars={[...byPurpose].map(([label, fen]) => ({ label, value: Number(fen), text: formatMoney(fen) }))}
        />
      ) : null}
      <UseTable use={page} />
    </>
  );
}

function MonthsChart({ months }: { months: Disclosure['byMonth'] }) {
  const bars = [...months].reverse().map((month) => {
    const fen = month.moneyReceivedFen + month.goodsReceivedFen;
    return { label: formatMonth(month.month), value: Number(fen), text: formatMoney(fen) };
  });
  return (
    <ColumnChart
      caption={m.donations_disclosure_chart()}
      labelTitle={m.donations_month()}
      valueTitle={m.donations_disclosure_received()}
      bars={bars}
    />
  );
}

function GiftsTable({ gifts }: { gifts: Disclosure['gifts'] }) {
  const given = ({ kind, receivedFen, items }: Disclosure['gifts'][number]) =>
    kind === 'money' && receivedFen !== null
      ? formatMoney(receivedFen)
      : items
          .map((item) => `${goodsName(item)} ${formatNumber(item.quantity)} ${item.unit}`)
          .join(m.reports_list_mark());
  return (
    <Table
      caption={m.donations_disclosure_gifts()}
      rows={gifts.map((gift, index) => ({ ...gift, index }))}
      rowKey={(gift) => gift.index}
      empty={m.donations_disclosure_none()}
      columns={[
        {
          key: 'donor',
          title: m.donations_donor(),
          heading: true,
          cell: (gift) => gift.donorName ?? m.donations_donor_anonymous(),
        },
        {
          key: 'date',
          title: m.donations_received_on(),
          cell: (gift) => (gift.receivedOn ? formatDate(gift.receivedOn) : m.kit_empty_value()),
        },
        { key: 'kind', title: m.donations_kind(), cell: (gift) => giftKindLabel[gift.kind]() },
        {
          key: 'purpose',
          title: m.donations_purpose(),
          cell: (gift) => named({ name: gift.purposeName, nameEn: gift.purposeNameEn }),
        },
        { key: 'given', title: m.donations_given(), numeric: true, cell: given },
      ]}
    />
  );
}

/** Figures that were wrong: what stood there, what stands there now, and why. */
function Corrections({ corrections }: { corrections: Disclosure['corrections'] }) {
  return (
    <Table
      caption={m.donations_corrections()}
      rows={corrections}
      rowKey={(row) => row.id}
      empty={m.donations_corrections_none()}
      columns={[
        ...correctedColumns(),
        { key: 'reason', title: m.donations_correction_reason(), cell: (row) => row.reason },
        {
          key: 'on',
          title: m.donations_correction_on(),
          cell: (row) => (row.publishedAt ? formatInstant(row.publishedAt) : m.kit_empty_value()),
        },
      ]}
    />
  );
}

function GoodsTable({ goods }: { goods: Disclosure['goods'] }) {
  return (
    <Table
      caption={m.donations_disclosure_goods()}
      rows={goods}
      rowKey={(row) => `${row.name} ${row.spec} ${row.unit} ${row.purpose}`}
      empty={m.donations_disclosure_none()}
      columns={[
        { key: 'name', title: m.donations_item_name(), heading: true, cell: goodsName },
        {
          key: 'purpose',
          title: m.donations_purpose(),
          cell: (row) => named({ name: row.purposeName, nameEn: row.purposeNameEn }),
        },
        {
          key: 'received',
          title: m.donations_quantity_stocked(),
          numeric: true,
          cell: (row) => `${formatNumber(row.received)} ${row.unit}`,
        },
        {
          key: 'used',
          title: m.donations_quantity_handed_over(),
          numeric: true,
          cell: (row) =>
            row.handedOver === null ? m.donations_quantity_not_told() : formatNumber(row.handedOver),
        },
        {
          key: 'lost',
          title: m.donations_quantity_lost(),
          numeric: true,
          cell: (row) => formatNumber(row.lost),
        },
        {
          key: 'left',
          title: m.donations_quantity_remaining(),
          numeric: true,
          cell: (row) =>
            row.handedOver === null
              ? m.kit_empty_value()
              : formatNumber(row.received - row.handedOver - row.lost),
        },
      ]}
    />
  );
}
