import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { NURSING_SHARE_GOAL } from '~/domain/beds/bed.rules';
import { getIndicators } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { DateField } from '~/ui/kit/fields';
import { Figure, Figures } from '~/ui/kit/figure';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatMoney, formatPercent } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => ({
  figures: await getIndicators(actor, { on: asOf(url) }),
  goal: NURSING_SHARE_GOAL / 100,
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_title() }) }];

export default function Dashboard() {
  const { figures, goal } = useLoaderData<typeof loader>();
  const { on, beds, nursing, closed, occupied, occupancy, nursingShare, owing, owedFen } = figures;
  const met = nursingShare !== null && nursingShare >= goal;
  // Cut off, not rounded: 64.99 % must not read as reached.
  const shownShare = nursingShare === null ? null : Math.floor(nursingShare * 1000) / 1000;
  const to = (path: string) => `/reports/${path}?on=${on}`;
  return (
    <Page title={m.reports_title()} lead={`${m.reports_on()} ${formatDate(on)}`}>
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
    </Page>
  );
}
