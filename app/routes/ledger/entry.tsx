import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Fragment } from 'react';
import { findFundsOfEntry } from '~/domain/funds/list-funds';
import { findEntry } from '~/domain/ledger/find-entry';
import { notFound, page } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatDate, formatInstant, formatMoney } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { accountLabel, entryLabel, purposeLabel, subjectPage } from '~/ui/ledger/labels';
import { credit, debit } from '~/ui/ledger/sides';
import { m } from '~/words/generated/messages';

export const loader = page('ledger.view', async ({ actor, id }) => {
  const entry = await findEntry(actor, { entryId: id });
  if (!entry) throw notFound();
  const funds = actor.permissions.has('funds.view') ? await findFundsOfEntry(actor, { entryId: id }) : [];
  return {
    entry,
    funds: funds.map((fund) => ({ id: fund.id, name: named(fund) })),
    origin: funds[0] ? `/funds/${funds[0].id}` : subjectPage(entry),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? entryLabel(data.entry.kind) : m.ledger_entry() }) },
];

export default function Entry() {
  const { entry, funds, origin } = useLoaderData<typeof loader>();
  const debits = entry.postings.reduce((sum, { amountFen }) => (amountFen > 0n ? sum + amountFen : sum), 0n);
  return (
    <Page
      title={entryLabel(entry.kind)}
      above={[{ to: '/ledger', label: m.ledger_title() }]}
      status={
        entry.reversedById ? (
          <Status tone="stopped">{m.ledger_reversed()}</Status>
        ) : entry.reversesId ? (
          <Status tone="info">{m.ledger_is_reversal()}</Status>
        ) : null
      }
      actions={origin ? <ButtonLink to={origin}>{m.ledger_origin()}</ButtonLink> : null}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.ledger_on(), value: formatDate(entry.onDate) },
            { term: m.ledger_memo(), value: entry.memo },
            {
              term: m.funds_of_entry(),
              value:
                funds.length > 0
                  ? funds.map(({ id, name }, place) => (
                      <Fragment key={id}>
                        {place > 0 ? ' → ' : null}
                        <Link to={`/funds/${id}`}>{name}</Link>
                      </Fragment>
                    ))
                  : null,
            },
            { term: m.ledger_posted_at(), value: formatInstant(entry.postedAt) },
            {
              term: m.ledger_reversed_by(),
              value: entry.reversedById && (
                <Link to={`/ledger/entries/${entry.reversedById}`}>{m.ledger_entry()}</Link>
              ),
            },
            {
              term: m.ledger_reverses(),
              value: entry.reversesId && (
                <Link to={`/ledger/entries/${entry.reversesId}`}>{m.ledger_entry()}</Link>
              ),
            },
          ].filter(({ value }) => value !== null)}
        />
      </Section>
      <Table
        caption={m.ledger_postings()}
        rows={entry.postings}
        rowKey={(posting) => `${posting.accountId} ${posting.amountFen}`}
        empty={m.ledger_empty()}
        columns={[
          {
            key: 'account',
            title: m.ledger_account(),
            heading: true,
            cell: (posting) => (
              <Link to={`/ledger/accounts/${posting.code}`}>{accountLabel(posting.code, posting.name)}</Link>
            ),
          },
          ...(entry.postings.some(purposeLabel)
            ? [{ key: 'purpose', title: m.ledger_purpose(), cell: purposeLabel }]
            : []),
          {
            key: 'debit',
            title: m.ledger_debit(),
            numeric: true,
            cell: (posting) => debit(posting.amountFen),
          },
          {
            key: 'credit',
            title: m.ledger_credit(),
            numeric: true,
            cell: (posting) => credit(posting.amountFen),
          },
        ]}
        totals={{ debit: formatMoney(debits), credit: formatMoney(debits) }}
      />
    </Page>
  );
}
