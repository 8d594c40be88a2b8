import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { comparePlans, findPlan, listPlans, type PlanDifference } from '~/domain/visits/list-visits';
import { notFound, page } from '~/routes/authorised.server';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatInstant, formatMinutes, formatNumber, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { planStatusLabel } from '~/ui/visits/labels';
import { PlanViews } from '~/ui/visits/plan-views';
import { visitTime } from '~/ui/visits/visit-time';
import { m } from '~/words/generated/messages';

/** Differences of one list. */
const SHOWN = 300;

/** A visit as one of the plans has it: when, and who comes. */
const visitText = (visit: PlanDifference['here']): string =>
  visit ? [visitTime(visit.startsAt, visit.endsAt), ...visit.names].join(' ') : m.visits_compare_none();

export const loader = page('visits.view', async ({ actor, id, url }) => {
  const plan = await findPlan(actor, { planId: id });
  if (!plan) throw notFound();
  if (plan.status === 'discarded') throw redirect(`/visits/plans/${id}`);
  const others = (await listPlans(actor)).filter(
    (one) =>
      one.id !== id &&
      one.status !== 'requested' &&
      one.status !== 'discarded' &&
      one.fromDate < plan.untilDate &&
      plan.fromDate < one.untilDate,
  );
  const chosen =
    others.find((one) => one.id === url.searchParams.get('with')) ??
    others.find((one) => one.id === plan.basedOnId) ??
    others[0];
  const found = chosen && (await comparePlans(actor, { planId: id, withId: chosen.id, limit: SHOWN }));
  const other = chosen && (await findPlan(actor, { planId: chosen.id }));
  const totalsOf = (one: typeof other, visits = 0) => ({
    visits: formatNumber(visits),
    unmet: formatNumber(one?.unmetCount ?? 0),
    travel: one?.totals ? formatMinutes(one.totals.travelMinutes) : '',
    wait: one?.totals ? formatMinutes(one.totals.waitMinutes) : '',
    changed: one?.totals ? formatNumber(one.totals.changedAssignments) : '',
  });
  const [a, b] = [totalsOf(plan, found?.visitsHere), totalsOf(other, found?.visitsThere)];
  return {
    planId: id,
    title: m.visits_plan_title({
      period: formatPeriod(plan.fromDate as PlainDate, plan.untilDate as PlainDate),
    }),
    chosen: chosen?.id ?? '',
    others: others.map((one) => ({
      value: one.id,
      label: m.visits_compare_option({
        at: formatInstant(one.requestedAt),
        status: planStatusLabel[one.status]?.() ?? one.status,
      }),
    })),
    totals: [
      { id: 'visits', what: m.visits_compare_visits(), here: a.visits, there: b.visits },
      { id: 'unmet', what: m.visits_plan_unmet(), here: a.unmet, there: b.unmet },
      { id: 'travel', what: m.visits_travel(), here: a.travel, there: b.travel },
      { id: 'wait', what: m.visits_compare_wait(), here: a.wait, there: b.wait },
      { id: 'changed', what: m.visits_compare_changed(), here: a.changed, there: b.changed },
    ],
    differing: found?.differing ?? 0,
    rows: (found?.rows ?? []).map(({ needId, outline, here, there }) => ({
      needId,
      outline,
      here: visitText(here),
      there: visitText(there),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plan_compare() }) }];

export default function PlanCompare() {
  const { planId, title, chosen, others, totals, differing, rows } = useLoaderData<typeof loader>();
  return (
    <Page title={title} above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}>
      <PlanViews planId={planId} />
      {others.length === 0 ? (
        <Section>
          <p>{m.visits_compare_nothing()}</p>
        </Section>
      ) : (
        <>
          <Section>
            <FilterForm values={{ with: chosen }}>
              <SelectField name="with" label={m.visits_compare_with()} options={others} />
            </FilterForm>
            <Table
              caption={m.visits_compare_totals()}
              rows={totals}
              rowKey={(row) => row.id}
              empty=""
              columns={[
                { key: 'what', title: m.visits_compare_what(), heading: true, cell: (row) => row.what },
                { key: 'here', title: m.visits_compare_here(), numeric: true, cell: (row) => row.here },
                { key: 'there', title: m.visits_compare_there(), numeric: true, cell: (row) => row.there },
              ]}
            />
          </Section>
          <Section title={m.visits_compare_differences({ count: differing })}>
            <Table
              caption={m.visits_compare_differences({ count: differing })}
              rows={rows}
              rowKey={(row) => row.needId}
              empty={m.visits_compare_same()}
              columns={[
                {
                  key: 'need',
                  title: m.visits_outline(),
                  heading: true,
                  cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
                },
                { key: 'here', title: m.visits_compare_here(), cell: (row) => row.here },
                { key: 'there', title: m.visits_compare_there(), cell: (row) => row.there },
              ]}
            />
          </Section>
        </>
      )}
    </Page>
  );
}
