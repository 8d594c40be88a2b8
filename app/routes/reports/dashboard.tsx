import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { NURSING_SHARE_GOAL } from '~/domain/beds/bed.rules';
import { getIndicators, listTrend, SUPPORT_RATE_GOAL } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { BarChart } from '~/ui/kit/chart';
import { DescriptionList } from '~/ui/kit/description-list';
import { DateField } from '~/ui/kit/fields';
import { Figure, Figures } from '~/ui/kit/figure';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatEmpty, formatMoney, formatNumber, formatPercent } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { definitionsOf, gradeLabel } from '~/ui/reports/labels';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  const figures = await getIndicators(actor, { on });
  return {
    figures,
    trend: (await listTrend(actor, { on })).reverse(),
    goal: NURSING_SHARE_GOAL / 100,
    supportGoal: SUPPORT_RATE_GOAL,
    grades: figures.grades.map(({ grade, residents }) => ({
      label: gradeLabel(grade),
      value: residents,
      text: m.reports_people_count({ count: residents }),
    })),
    definitions: definitionsOf(figures.denominator),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_title() }) }];

export default function Dashboard() {
  const { figures, trend, goal, supportGoal, grades, definitions } = useLoaderData<typeof loader>();
  const { on, beds, nursing, closed, occupied, occupancy, nursingShare, owing, owedFen } = figures;
  const { dependent, housed, supportRate, admitted, daysWaited } = figures;
  const met = nursingShare !== null && nursingShare >= goal;
  // Cut off, not rounded: 64.99 % must not read as reached.
  const cutOff = (share: number) => Math.floor(share * 1000) / 1000;
  const shownShare = nursingShare === null ? null : cutOff(nursingShare);
  const to = (path: string) => `/reports/${path}?on=${on}`;
  return (
    <Page
      title={m.reports_title()}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      actions={
        <a className="button" href={`/reports.csv?on=${on}`} download>
          {m.reports_csv()}
        </a>
      }
    >
      <FilterForm values={{ on }}>
        <DateField name="on" label={m.reports_on()} optional />
      </FilterForm>
      <Figures>
        <Figure
          label={m.reports_occupancy()}
          value={occupancy === null ? m.reports_no_beds() : formatPercent(occupancy)}
          to={to('beds')}
          note={m.reports_occupancy_note({ occupied, open: beds - closed, closed })}
        />
        <Figure
          label={m.reports_nursing()}
          value={shownShare === null ? m.reports_no_beds() : formatPercent(shownShare)}
          to={to('beds')}
          state={
            nursingShare === null
              ? undefined
              : met
                ? { tone: 'ok', words: m.reports_met() }
                : { tone: 'late', words: m.reports_not_met() }
          }
          note={m.reports_nursing_note({ nursing, beds, goal: formatPercent(goal, 0) })}
        />
        <Figure
          label={m.reports_support()}
          value={supportRate === null ? m.reports_support_none() : formatPercent(cutOff(supportRate))}
          to={to('support')}
          state={
            supportRate === null
              ? undefined
              : supportRate >= supportGoal
                ? { tone: 'ok', words: m.reports_met() }
                : { tone: 'late', words: m.reports_not_met() }
          }
          note={m.reports_support_note({ dependent, housed, goal: formatPercent(supportGoal, 0) })}
        />
        <Figure
          label={m.reports_waited()}
          value={
            daysWaited === null
              ? m.reports_waited_none()
              : m.reports_waited_value({ days: formatNumber(Math.round(daysWaited)) })
          }
          to={to('waited')}
          note={m.reports_waited_note({ count: admitted })}
        />
        <Figure
          label={m.reports_unpaid()}
          value={formatMoney(owedFen)}
          to={to('unpaid')}
          note={m.reports_unpaid_note({ count: owing })}
        />
        <Figure
          label={m.reports_gifts_received()}
          value={formatMoney(figures.giftsReceivedFen)}
          to={to('gifts-received')}
          note={m.reports_gifts_note()}
        />
        <Figure
          label={m.reports_gifts_used()}
          value={formatMoney(figures.giftsUsedFen)}
          to={to('gifts-used')}
          note={m.reports_gifts_note()}
        />
      </Figures>
      <Section>
        <BarChart
          caption={m.reports_grades()}
          labelTitle={m.reports_grade()}
          valueTitle={m.reports_people_count({ count: '' })}
          bars={grades}
        />
      </Section>
      <Section title={m.reports_trend()}>
        <p className="quiet">{m.reports_trend_lead()}</p>
        <Table
          caption={m.reports_trend()}
          rows={trend}
          rowKey={(row) => row.on}
          empty={m.reports_no_beds()}
          columns={[
            {
              key: 'on',
              title: m.reports_month(),
              heading: true,
              cell: (row) => <Link to={`/reports?on=${row.on}`}>{formatDate(row.on)}</Link>,
            },
            {
              key: 'occupancy',
              title: m.reports_occupancy(),
              numeric: true,
              cell: (row) => share(row.occupancy),
            },
            {
              key: 'nursing',
              title: m.reports_nursing(),
              numeric: true,
              cell: (row) => share(row.nursingShare),
            },
            {
              key: 'support',
              title: m.reports_support_short(),
              numeric: true,
              cell: (row) => share(row.supportRate),
            },
            {
              key: 'owed',
              title: m.reports_unpaid(),
              numeric: true,
              cell: (row) => formatMoney(row.owedFen),
            },
          ]}
        />
      </Section>
      <details>
        <summary className="button">{m.reports_definitions()}</summary>
        <DescriptionList items={definitions.map(({ term, text }) => ({ term, value: text }))} />
      </details>
    </Page>
  );
}

/** Cut off, not rounded. */
const share = (ratio: number | null): string =>
  ratio === null ? formatEmpty() : formatPercent(Math.floor(ratio * 1000) / 1000);
