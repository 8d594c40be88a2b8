import { Link } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { m } from '~/words/generated/messages';
import { formatDate, formatMoney } from '../kit/format';
import { Page } from '../kit/page';
import { Table } from '../kit/table';

interface GiftPosting {
  readonly entryId: string;
  readonly line: number;
  readonly onDate: string;
  readonly memo: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly amountFen: bigint;
}

/** The vouchers behind a figure of gifts, each leading to its ledger entry and to what it was for. */
export function GiftPostings({
  title,
  on,
  postings,
  toLedger,
}: {
  title: string;
  on: PlainDate;
  postings: { rows: readonly GiftPosting[]; totalFen: bigint; next?: string };
  /** Whether the reader may open the ledger. */
  toLedger: boolean;
}) {
  return (
    <Page
      title={title}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      above={[{ to: `/reports?on=${on}`, label: m.reports_title() }]}
    >
      <Table
        caption={title}
        rows={postings.rows}
        next={postings.next}
        rowKey={(row) => `${row.entryId} ${row.line}`}
        empty={m.reports_postings_empty()}
        totals={{ amount: formatMoney(postings.totalFen) }}
        columns={[
          {
            key: 'date',
            title: m.reports_posting_date(),
            heading: true,
            cell: (row) =>
              toLedger ? (
                <Link to={`/ledger/entries/${row.entryId}`}>{formatDate(row.onDate as PlainDate)}</Link>
              ) : (
                formatDate(row.onDate as PlainDate)
              ),
          },
          { key: 'memo', title: m.reports_posting_memo(), cell: (row) => row.memo },
          {
            key: 'source',
            title: m.reports_posting_source(),
            cell: (row) =>
              row.subjectType === 'gift' ? (
                <Link to={`/gifts/${row.subjectId}`}>{m.reports_posting_gift()}</Link>
              ) : null,
          },
          {
            key: 'amount',
            title: m.reports_posting_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.amountFen),
          },
        ]}
      />
    </Page>
  );
}
