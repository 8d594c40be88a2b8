import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { accountBalance, codeBalance } from '~/domain/ledger/account-balance';
import { listPostings } from '~/domain/ledger/list-postings';
import { addressOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { accountLabel, entryLabel, purposeLabel } from '~/ui/ledger/labels';
import { credit, debit } from '~/ui/ledger/sides';
import { m } from '~/words/generated/messages';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const loader = page('ledger.view', async ({ actor, param, url }) => {
  const code = param('code');
  const { read, unread } = addressOf(url);
  const subject = read('subject', (text) => {
    const [type, id] = text.split(':');
    return type && id && UUID.test(id) ? { type, id } : undefined;
  });
  const [postings, balanceFen] = await Promise.all([
    listPostings(actor, { code, subject, after: url.searchParams.get('after') ?? undefined }),
    subject ? accountBalance(actor, { code, subject }) : codeBalance(actor, { code }),
  ]);
  return { code, unread: unread(), postings, balanceFen };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? accountLabel(data.code) : m.ledger_title() }) },
];

export default function Account() {
  const { code, unread, postings, balanceFen } = useLoaderData<typeof loader>();
  return (
    <Page
      title={accountLabel(code)}
      lead={m.ledger_balance({ amount: formatMoney(balanceFen) })}
      above={[{ to: '/ledger', label: m.ledger_title() }]}
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <Table
        caption={accountLabel(code)}
        rows={postings.rows}
        next={postings.next}
        rowKey={(row) => `${row.entryId} ${row.line}`}
        empty={m.ledger_empty()}
        columns={[
          {
            key: 'entry',
            title: m.ledger_entry(),
            heading: true,
            cell: (row) => (
              <Link to={`/ledger/entries/${row.entryId}`}>
                {row.reversesId ? m.ledger_reversal_of({ what: entryLabel(row.kind) }) : entryLabel(row.kind)}
              </Link>
            ),
          },
          { key: 'on', title: m.ledger_on(), cell: (row) => formatDate(row.onDate) },
          ...(postings.rows.some(purposeLabel)
            ? [{ key: 'purpose', title: m.ledger_purpose(), cell: purposeLabel }]
            : []),
          { key: 'memo', title: m.ledger_memo(), cell: (row) => row.memo },
          { key: 'debit', title: m.ledger_debit(), numeric: true, cell: (row) => debit(row.amountFen) },
          { key: 'credit', title: m.ledger_credit(), numeric: true, cell: (row) => credit(row.amountFen) },
        ]}
      />
    </Page>
  );
}
