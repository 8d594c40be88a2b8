import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listDonorYears, yearOf } from '~/domain/receipts/year-statement';
import { addressOf } from '~/routes/address.server';
import { page } from '~/routes/authorised.server';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatMoney, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** Years that can be chosen, this one and those before; and the one that the address asks for, whichever it is. */
const YEARS = 10;

export const loader = page('receipts.view', async ({ actor, url }) => {
  const thisYear = Number(dateOf(actor.at ?? new Date()).slice(0, 4));
  const { read, unread } = addressOf(url);
  const year = read('year', yearOf) ?? thisYear;
  const text = url.searchParams.get('text')?.trim().slice(0, 60) || undefined;
  return {
    filters: { year: String(year), text },
    unread: unread(),
    years: [...new Set([...Array.from({ length: YEARS }, (_, back) => thisYear - back), year])]
      .sort((one, other) => other - one)
      .map(String),
    donors: await listDonorYears(actor, { year, text, after: url.searchParams.get('after') ?? undefined }),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.receipts_year_title() }) }];

export default function Yearly() {
  const { filters, unread, years, donors } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.receipts_year_title()}
      lead={m.receipts_year_lead()}
      above={[{ to: '/receipts', label: m.receipts_title() }]}
    >
      {unread ? <Notice tone="due" title={unread} /> : null}
      <FilterForm values={filters}>
        <SelectField
          name="year"
          label={m.receipts_year()}
          options={years.map((year) => ({ value: year, label: year }))}
        />
        <TextField name="text" type="search" label={m.receipts_year_search()} optional />
      </FilterForm>
      <Table
        caption={m.receipts_year_title()}
        rows={donors.rows}
        rowKey={(row) => row.donorId}
        next={donors.next}
        empty={m.receipts_year_empty()}
        columns={[
          { key: 'name', title: m.receipts_payer(), heading: true, cell: (row) => row.name },
          {
            key: 'count',
            title: m.receipts_year_count(),
            numeric: true,
            cell: (row) => formatNumber(row.count),
          },
          { key: 'sum', title: m.receipts_amount(), numeric: true, cell: (row) => formatMoney(row.sumFen) },
          {
            key: 'paper',
            title: m.receipts_year_paper(),
            cell: (row) => (
              <a className="button" href={`/receipts/yearly/${row.donorId}/${filters.year}`}>
                {m.receipts_download()}
              </a>
            ),
          },
        ]}
      />
    </Page>
  );
}
