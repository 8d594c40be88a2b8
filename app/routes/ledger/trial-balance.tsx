import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { page } from '~/routes/authorised.server';
import { formatInstant, formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { accountKindLabel, accountLabel } from '~/ui/ledger/labels';
import { credit, debit } from '~/ui/ledger/sides';
import { m } from '~/words/generated/messages';

export const loader = page('ledger.view', async ({ actor }) => trialBalance(actor, {}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.ledger_title() }) }];

export default function TrialBalance() {
  const { asOf, lines, sumFen } = useLoaderData<typeof loader>();
  const sum = (of: (fen: bigint) => bigint) => lines.reduce((total, line) => total + of(line.balanceFen), 0n);
  return (
    <Page
      title={m.ledger_title()}
      lead={m.ledger_lead()}
      actions={
        <>
          <ButtonLink to="/bank-lines">{m.ledger_lines_title()}</ButtonLink>
          <ButtonLink to="/ledger/periods">{m.ledger_periods()}</ButtonLink>
        </>
      }
    >
      <Notice tone={sumFen === 0n ? 'ok' : 'late'} title={m.ledger_sum({ amount: formatMoney(sumFen) })}>
        <p>{m.ledger_as_of({ at: formatInstant(asOf) })}</p>
      </Notice>
      <Table
        caption={m.ledger_title()}
        rows={lines}
        rowKey={(line) => line.code}
        empty={m.ledger_empty()}
        columns={[
          {
            key: 'account',
            title: m.ledger_account(),
            heading: true,
            cell: (line) => (
              <Link to={`/ledger/accounts/${line.code}`}>{accountLabel(line.code, line.name)}</Link>
            ),
          },
          { key: 'kind', title: m.ledger_kind(), cell: (line) => accountKindLabel[line.kind]() },
          {
            key: 'count',
            title: m.ledger_accounts_count(),
            numeric: true,
            cell: (line) => formatNumber(line.accounts),
          },
          { key: 'debit', title: m.ledger_debit(), numeric: true, cell: (line) => debit(line.balanceFen) },
          { key: 'credit', title: m.ledger_credit(), numeric: true, cell: (line) => credit(line.balanceFen) },
        ]}
        totals={{
          debit: formatMoney(sum((fen) => (fen > 0n ? fen : 0n))),
          credit: formatMoney(sum((fen) => (fen < 0n ? -fen : 0n))),
        }}
      />
    </Page>
  );
}
