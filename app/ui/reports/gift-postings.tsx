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
  /** What it was used for, or which goods went out; null of what was received. */
  readonly what: string | null;
  readonly voucher: string | null;
  readonly fundId: string | null;
}

/** What the reader may open. */
interface May {
  readonly ledger: boolean;
  readonly gifts: boolean;
  readonly funds: boolean;
}

/** The record that a voucher comes from: a gift, a use of money, a hand-over, a count or sale; its page for whoever may open it. */
function Source({ row, may }: { row: GiftPosting; may: May }) {
  const sources: Readonly<Record<string, { label: string; to: string | false | null } | undefined>> = {
    gift: { label: m.reports_posting_gift(), to: may.gifts && `/gifts/${row.subjectId}` },
    'gift-spending': {
      label: [m.reports_posting_spending(), row.voucher].filter(Boolean).join(' '),
      to: may.funds && row.fundId ? `/funds/${row.fundId}` : may.gifts && '/gifts/spendings',
    },
    'goods-allocation': {
      label: m.reports_posting_hand_over(),
      to: may.gifts && `/goods/allocations/${row.subjectId}`,
    },
    'stock-change': {
      label: m.reports_posting_stock_change(),
      to: may.gifts && `/goods/changes/${row.subjectId}`,
    },
  };
  const source = sources[row.subjectType];
  if (!source) return null;
  return source.to ? <Link to={source.to}>{source.label}</Link> : source.label;
}

/** The vouchers behind a figure of gifts, each leading to its ledger entry and to what it was for. */
export function GiftPostings({
  title,
  on,
  postings,
  may,
}: {
  title: string;
  on: PlainDate;
  postings: { rows: readonly GiftPosting[]; totalFen: bigint; next?: string };
  may: May;
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
              may.ledger ? (
                <Link to={`/ledger/entries/${row.entryId}`}>{formatDate(row.onDate as PlainDate)}</Link>
              ) : (
                formatDate(row.onDate as PlainDate)
              ),
          },
          { key: 'memo', title: m.reports_posting_memo(), cell: (row) => row.what ?? row.memo },
          {
            key: 'source',
            title: m.reports_posting_source(),
            cell: (row) => <Source row={row} may={may} />,
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
