import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listActivities } from '~/domain/care/list-activities';
import { addDays, dateOf, monthOf, monthRange } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { ActivitiesTable } from '~/ui/care/care-tables';
import { activityRow } from '~/ui/care/rows';
import { formatMonth } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { m } from '~/words/generated/messages';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `?month=YYYY-MM`; this month when absent. */
export const loader = page('care.view', async ({ actor, url }) => {
  const asked = url.searchParams.get('month') ?? '';
  const month = MONTH.test(asked) ? asked : monthOf(dateOf(actor.at ?? new Date()));
  const { from, until } = monthRange(month);
  return {
    month,
    before: monthOf(addDays(from, -1)),
    after: monthOf(until),
    rows: (await listActivities(actor, { from, until })).map(activityRow),
    mayRecord: actor.permissions.has('care.record'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.care_activities() }) }];

export default function Activities() {
  const { month, before, after, rows, mayRecord } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.care_activities_of({ month: formatMonth(month) })}
      lead={m.care_activities_lead()}
      actions={
        <>
          {mayRecord ? (
            <ButtonLink to="/activities/new" main>
              {m.care_activity_new()}
            </ButtonLink>
          ) : null}
          <ButtonLink to={`?month=${before}`}>{formatMonth(before)}</ButtonLink>
          <ButtonLink to={`?month=${after}`}>{formatMonth(after)}</ButtonLink>
          <PrintButton />
        </>
      }
    >
      <Section>
        <ActivitiesTable rows={rows} />
      </Section>
    </Page>
  );
}
