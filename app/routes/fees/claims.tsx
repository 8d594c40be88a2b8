import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listClaims, listClaimTotals } from '~/domain/fees/list-claims';
import { arrangedPayers } from '~/domain/fees/share.rules';
import { page } from '~/routes/authorised.server';
import { payerName } from '~/ui/fees/labels';
import { Choice, TextField } from '~/ui/kit/fields';
import { Figure, Figures } from '~/ui/kit/figure';
import { FilterForm } from '~/ui/kit/form';
import { formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { claimsAsked } from './claims.server';

export const loader = page('fees.view', async ({ actor, url }) => {
  const asked = claimsAsked(url);
  const after = url.searchParams.get('after') ?? undefined;
  const [claims, totals] = await Promise.all([
    listClaims(actor, { ...asked, after }),
    listClaimTotals(actor, asked),
  ]);
  return { ...asked, claims, totals };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_claims() }) }];

export default function Claims() {
  const { month, payer, claims, totals } = useLoaderData<typeof loader>();
  const of = `month=${month}&payer=${payer}`;
  return (
    <Page
      title={m.fees_claims()}
      lead={m.fees_claims_lead()}
      above={[{ to: '/payers', label: m.fees_payers() }]}
      actions={
        <>
          <a className="button" href={`/payers/claims.pdf?${of}`}>
            {m.fees_claims_pdf()}
          </a>
          <a className="button" href={`/payers/claims.csv?${of}`}>
            {m.fees_claims_csv()}
          </a>
        </>
      }
    >
      <FilterForm values={{ month, payer }}>
        <TextField name="month" label={m.fees_month()} />
        <Choice
          name="payer"
          label={m.fees_payer_who()}
          options={arrangedPayers.map((one) => ({ value: one, label: payerName[one]() }))}
          inline
        />
      </FilterForm>
      {totals.length > 0 ? (
        <Figures>
          {totals.map((total) => (
            <Figure
              key={total.payer}
              label={payerName[total.payer]()}
              value={formatMoney(total.amountFen)}
              to={`/payers/claims?month=${month}&payer=${total.payer}`}
              note={m.fees_bills_count({ count: formatNumber(total.bills) })}
            />
          ))}
        </Figures>
      ) : null}
      <Section title={m.fees_claims_of({ payer: payerName[payer](), month: formatMonth(month) })}>
        <Table
          caption={m.fees_claims_of({ payer: payerName[payer](), month: formatMonth(month) })}
          rows={claims.rows}
          rowKey={(row) => row.invoiceId}
          empty={m.fees_claims_none()}
          next={claims.next}
          columns={[
            {
              key: 'resident',
              title: m.fees_resident(),
              heading: true,
              cell: (row) => <Link to={`/bills/${row.invoiceId}`}>{row.personName}</Link>,
            },
            { key: 'number', title: m.fees_number(), cell: (row) => row.number },
            {
              key: 'charged',
              title: m.fees_claims_charged(),
              numeric: true,
              cell: (row) => formatMoney(row.chargedFen),
            },
            {
              key: 'carried',
              title: m.fees_claims_carried(),
              numeric: true,
              cell: (row) => formatMoney(row.carriedFen),
            },
            {
              key: 'amount',
              title: m.fees_claims_amount(),
              numeric: true,
              cell: (row) => formatMoney(row.amountFen),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
