import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { listSeries } from '~/domain/visits/list-visits';
import { page } from '~/routes/authorised.server';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { townOf } from '~/ui/people/labels';
import { seriesWords } from '~/ui/visits/need-choices';
import { dayText } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-needs', async ({ actor, url }) => {
  const [series, towns] = await Promise.all([
    listSeries(actor, { after: url.searchParams.get('after') ?? undefined }),
    listTowns(actor),
  ]);
  return {
    next: series.next,
    rows: series.rows.map(({ id, outline, serviceKind, townCode, place, nextOn, ...series }) => ({
      id,
      outline,
      service: serviceText(serviceKind),
      place: [townOf(towns, townCode), place].filter(Boolean).join(' '),
      rule: seriesWords(series),
      nextOn: nextOn ? dayText(nextOn) : m.visits_series_no_more(),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_series_running() }) }];

export default function SeriesList() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.visits_series_running()}
      lead={m.visits_series_running_lead()}
      above={[{ to: '/visits/needs', label: m.visits_needs_title() }]}
    >
      <Table
        caption={m.visits_series_running()}
        rows={rows}
        rowKey={(row) => row.id}
        next={next}
        empty={m.visits_series_none()}
        columns={[
          {
            key: 'outline',
            title: m.visits_outline(),
            heading: true,
            cell: (row) => <Link to={`/visits/series/${row.id}`}>{row.outline}</Link>,
          },
          { key: 'service', title: m.visits_service(), cell: (row) => row.service },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          { key: 'rule', title: m.visits_repeat(), cell: (row) => row.rule },
          { key: 'next', title: m.visits_series_next(), cell: (row) => row.nextOn },
        ]}
      />
    </Page>
  );
}
