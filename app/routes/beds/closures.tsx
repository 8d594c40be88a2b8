import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { type ClosureCause, closureCauses } from '~/domain/beds/bed.rules';
import { listClosedDays, listClosures } from '~/domain/beds/list-closures';
import { groupedBy } from '~/domain/kernel/grouped';
import { dateOf } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { BedTabs } from '~/ui/beds/bed-tabs';
import { ClosureHistory } from '~/ui/beds/closure-history';
import { causeLabel, placeText } from '~/ui/beds/labels';
import { formatDate, formatMonth, formatNumber } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { monthAsked } from './month.server';

export const loader = page('beds.view', async ({ actor, url }) => {
  const { month, from, until, before, after, year } = monthAsked(url);
  const { rows, next } = await listClosures(actor, {
    from,
    until,
    after: url.searchParams.get('after') ?? undefined,
  });
  const days = groupedBy(await listClosedDays(actor, year), (row) => row.month);
  return {
    month,
    before,
    after,
    closures: rows,
    next,
    months: [...days].reverse().map(([name, ofMonth]) => ({
      name,
      days: Object.fromEntries(ofMonth.map((row) => [row.cause, row.days])) as Partial<
        Record<ClosureCause, number>
      >,
      total: ofMonth.reduce((sum, row) => sum + row.days, 0),
    })),
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_closures() }) }];

export default function Closures() {
  const { month, before, after, closures, next, months, today, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.beds_closures()}
      lead={m.beds_closures_lead({ month: formatMonth(month) })}
      watermark={viewer}
      actions={
        <>
          <ButtonLink to={`?month=${before}`}>{formatMonth(before)}</ButtonLink>
          <ButtonLink to={`?month=${after}`}>{formatMonth(after)}</ButtonLink>
          <a className="button" href={`/beds/closures.csv?month=${month}`} download>
            CSV
          </a>
          <PrintButton />
        </>
      }
    >
      <BedTabs />
      <Section title={formatMonth(month)}>
        <Table
          caption={m.beds_closures()}
          rows={closures}
          rowKey={(row) => row.id}
          next={next}
          empty={m.beds_closures_none()}
          columns={[
            {
              key: 'bed',
              title: m.beds_bed(),
              heading: true,
              cell: (row) => <Link to={`/beds/${row.bedId}`}>{placeText(row)}</Link>,
            },
            {
              key: 'cause',
              title: m.beds_close_cause(),
              cell: (row) => (
                <>
                  {causeLabel[row.cause]()} {row.fromOn > today ? <Planned /> : null}
                </>
              ),
            },
            { key: 'reason', title: m.beds_close_reason(), cell: (row) => row.reason },
            { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.beds_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_open()),
            },
            {
              key: 'lost',
              title: m.beds_days_lost(),
              numeric: true,
              cell: (row) => formatNumber(row.daysLost),
            },
            { key: 'done', title: m.beds_history(), cell: (row) => <ClosureHistory changes={row.changes} /> },
          ]}
        />
      </Section>
      <Section title={m.beds_days_by_month()}>
        <Table
          caption={m.beds_days_by_month()}
          rows={months}
          rowKey={(row) => row.name}
          empty={m.beds_closures_none()}
          columns={[
            {
              key: 'month',
              title: m.beds_month(),
              heading: true,
              cell: (row) => <Link to={`?month=${row.name}`}>{formatMonth(row.name)}</Link>,
            },
            ...closureCauses.map((cause) => ({
              key: cause,
              title: causeLabel[cause](),
              numeric: true,
              cell: (row: (typeof months)[number]) => formatNumber(row.days[cause] ?? 0),
            })),
            { key: 'total', title: m.beds_total(), numeric: true, cell: (row) => formatNumber(row.total) },
          ]}
        />
      </Section>
    </Page>
  );
}

const Planned = () => <Status tone="due">{m.beds_planned()}</Status>;
