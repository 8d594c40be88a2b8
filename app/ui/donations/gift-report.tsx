import type { GiftReport } from '~/domain/donations/share-report';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatMoney, formatMonth, formatNumber } from '../kit/format';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { Table } from '../kit/table';
import { appealKindText, appealStatusLabel } from './appeal-labels';
import { named } from './labels';
import { receivedColumns } from './received-columns';
import { UseTable, usedTotals } from './use-table';

/** What a report on gifts says, for staff and for whoever reads it by a link. */
export function GiftReportView({ report }: { report: GiftReport }) {
  const { moneyReceivedFen, soldFen, moneyCarriedFen, goodsReceivedFen, goodsLostFen } = report;
  const inAll = { moneyReceivedFen, soldFen, moneyCarriedFen, goodsReceivedFen, goodsLostFen };
  const received = [
    ...report.received.map((row) => ({ ...row, what: named(row) })),
    ...(report.received.length > 1
      ? [{ ...inAll, month: null, code: '', what: m.donations_disclosure_totals() }]
      : []),
  ];
  return (
    <>
      <Section title={m.donations_report_received()}>
        {report.reconciled ? null : <Notice tone="late" title={m.donations_disclosure_not_reconciled()} />}
        <Table
          caption={m.donations_report_received()}
          rows={received}
          rowKey={(row) => `${row.month} ${row.code}`}
          empty={m.donations_disclosure_none()}
          columns={[
            { key: 'purpose', title: m.donations_purpose(), heading: true, cell: (row) => row.what },
            {
              key: 'month',
              title: m.donations_month(),
              cell: (row) => (row.month ? formatMonth(row.month) : m.kit_empty_value()),
            },
            ...receivedColumns(received),
          ]}
        />
      </Section>
      <Section title={m.donations_report_use()}>
        <p className="quiet">{m.donations_report_use_note()}</p>
        <DescriptionList items={usedTotals(report.total)} />
        <UseTable use={report} otherMonths={report.otherMonths} />
      </Section>
      <Section title={m.donations_report_appeals()}>
        <Table
          caption={m.donations_report_appeals()}
          rows={report.appeals}
          rowKey={(row) => row.id}
          empty={m.donations_appeals_none()}
          columns={[
            {
              key: 'title',
              title: m.donations_appeal_title(),
              heading: true,
              cell: (row) => named({ name: row.title, nameEn: row.titleEn }),
            },
            { key: 'kind', title: m.donations_appeal_kind(), cell: appealKindText },
            { key: 'status', title: m.donations_status(), cell: (row) => appealStatusLabel[row.status]() },
            {
              key: 'goal',
              title: m.donations_appeal_goal(),
              numeric: true,
              cell: (row) => (row.goalFen === null ? m.kit_empty_value() : formatMoney(row.goalFen)),
            },
            {
              key: 'received',
              title: m.donations_received(),
              numeric: true,
              cell: (row) => formatMoney(row.receivedFen),
            },
            {
              key: 'gifts',
              title: m.donations_report_gifts(),
              numeric: true,
              cell: (row) => formatNumber(row.gifts),
            },
          ]}
        />
      </Section>
    </>
  );
}
