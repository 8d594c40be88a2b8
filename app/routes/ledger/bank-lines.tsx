import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countUnmatchedBankLines, listBankLines } from '~/domain/ledger/list-bank-lines';
import { addressOf, oneOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { lineState, lineStateLabel, lineStateTone } from '~/ui/ledger/labels';
import { m } from '~/words/generated/messages';

const states = ['unmatched', 'matched', 'out', 'all'] as const;

const stateLabel: Record<(typeof states)[number], () => string> = {
  unmatched: m.ledger_lines_unmatched,
  matched: m.ledger_lines_matched,
  out: m.ledger_lines_out,
  all: m.ledger_lines_all,
};

export const loader = page('ledger.view', async ({ actor, url }) => {
  const { read, unread } = addressOf(url);
  const state = read('state', oneOf(states)) ?? 'all';
  const [lines, unmatched] = await Promise.all([
    listBankLines(actor, { state, after: url.searchParams.get('after') ?? undefined }),
    countUnmatchedBankLines(actor, {}),
  ]);
  return { state, unread: unread(), lines, unmatched, mayImport: actor.permissions.has('ledger.import') };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.ledger_lines_title() }) }];

export default function BankLines() {
  const { state, unread, lines, unmatched, mayImport } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.ledger_lines_title()}
      lead={m.ledger_lines_lead({ count: formatNumber(unmatched) })}
      actions={
        <>
          {unmatched > 0 ? <ButtonLink to="/payments/review">{m.payments_review()}</ButtonLink> : null}
          {mayImport ? (
            <ButtonLink to="/imports/bank-statement" main>
              {m.ledger_lines_import()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={{ state }}>
        <SelectField
          name="state"
          label={m.ledger_line_state()}
          options={states.map((value) => ({ value, label: stateLabel[value]() }))}
        />
      </FilterForm>
      <Table
        caption={m.ledger_lines_title()}
        rows={lines.rows}
        next={lines.next}
        rowKey={(line) => line.id}
        empty={m.ledger_lines_empty()}
        columns={[
          {
            key: 'on',
            title: m.ledger_line_on(),
            heading: true,
            cell: (line) => (
              <Link
                to={`/bank-lines/${line.id}`}
              >{`${formatDate(line.bookedOn)} · ${line.counterpartyName || m.ledger_line_nobody()}`}</Link>
            ),
          },
          {
            key: 'amount',
            title: m.ledger_line_amount(),
            numeric: true,
            cell: (line) => formatMoney(line.amountFen),
          },
          { key: 'remark', title: m.ledger_line_remark(), cell: (line) => line.remark },
          { key: 'summary', title: m.ledger_line_summary(), cell: (line) => line.summary },
          {
            key: 'state',
            title: m.ledger_line_state(),
            cell: (line) => {
              const is = lineState(line);
              return <Status tone={lineStateTone[is]}>{lineStateLabel[is]()}</Status>;
            },
          },
        ]}
      />
    </Page>
  );
}
