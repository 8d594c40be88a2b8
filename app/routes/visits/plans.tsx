import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { listPlans } from '~/domain/visits/list-visits';
import { requestPlan } from '~/domain/visits/request-plan';
import { page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { Checkbox, DateField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatPeriod } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { planStatusLabel, planStatusTone } from '~/ui/visits/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor }) => {
  const today = dateOf(new Date());
  return {
    plans: await listPlans(actor),
    mayPlan: actor.permissions.has('visits.plan'),
    proposedRange: { fromDate: today, lastDate: addDays(today, 6) },
  };
});

export const action = post(requestPlan, { then: ({ planId }) => `/visits/plans/${planId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plans_title() }) }];

export default function Plans() {
  const { plans, mayPlan, proposedRange } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_plans_title()}
      actions={
        <>
          <ButtonLink to="/visits/plans/settings">{m.visits_planning()}</ButtonLink>
          {mayPlan ? (
            <Dialog id="plan" title={m.visits_plan_new()} trigger={m.visits_plan_new()}>
              <p>{m.visits_plan_new_hint()}</p>
              <EditForm reply={reply} values={proposedRange}>
                <DateField name="fromDate" label={m.visits_plan_from()} />
                <DateField name="lastDate" label={m.visits_plan_last()} />
                <Checkbox
                  name="movesPublished"
                  label={m.visits_plan_moves_published()}
                  hint={m.visits_plan_moves_published_hint()}
                />
                <SubmitButton>{m.visits_plan_new()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
    >
      <Table
        caption={m.visits_plans_title()}
        rows={plans}
        rowKey={(row) => row.id}
        empty={m.visits_plan_empty()}
        columns={[
          {
            key: 'period',
            title: m.visits_plan_period(),
            heading: true,
            cell: (row) => (
              <Link to={`/visits/plans/${row.id}`}>
                {formatPeriod(row.fromDate as PlainDate, row.untilDate as PlainDate)}
              </Link>
            ),
          },
          {
            key: 'by',
            title: m.visits_plan_requested(),
            cell: (row) =>
              m.visits_requested_value({ by: row.requestedBy, at: formatInstant(row.requestedAt) }),
          },
          {
            key: 'status',
            title: m.visits_status(),
            cell: (row) => (
              <Status tone={planStatusTone[row.status] ?? 'info'}>{planStatusLabel[row.status]?.()}</Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
