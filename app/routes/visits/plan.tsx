import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { findPlan, listNeeds } from '~/domain/visits/list-visits';
import type { Explanation, PlanningRule, UnmetNeed } from '~/domain/visits/planning/week.rules';
import { publishPlan } from '~/domain/visits/publish-plan';
import { replan } from '~/domain/visits/request-plan';
import { stopPlan } from '~/domain/visits/stop-plan';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatMinutes, formatNumber, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { KeepFresh, Progress } from '~/ui/kit/progress';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import {
  assignmentStatusLabel,
  assignmentStatusTone,
  planStatusLabel,
  planStatusTone,
  ruleLabel,
} from '~/ui/visits/labels';
import { PlanViews } from '~/ui/visits/plan-views';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, id }) => {
  const plan = await findPlan(actor, { planId: id });
  if (!plan) throw notFound();
  const open = plan.unmet.length > 0 ? await listNeeds(actor, { status: 'open' }) : [];
  const unmet = plan.unmet.map((one) => ({
    ...one,
    outline: open.find((need) => need.id === one.needId)?.outline,
  }));
  return {
    plan,
    unmet,
    mayPlan: actor.permissions.has('visits.plan'),
    mayPublish: actor.permissions.has('visits.publish'),
    mayViewVolunteers: actor.permissions.has('volunteers.view'),
  };
});

const ofThisPlan = {
  with: ({ id }: { id: string }) => ({ planId: id }),
  then: ({ planId }: { planId: string }) => `/visits/plans/${planId}`,
};

export const action = intents({
  publish: post(publishPlan, ofThisPlan),
  stop: post(stopPlan, ofThisPlan),
  replan: post(replan, ofThisPlan),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plans_title() }) }];

export default function Plan() {
  const { plan, unmet, mayPlan, mayPublish, mayViewVolunteers } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const period = formatPeriod(plan.fromDate as PlainDate, plan.untilDate as PlainDate);
  const visits = new Set(plan.assignments.map((assignment) => assignment.visitId)).size;
  return (
    <Page
      title={m.visits_plan_title({ period })}
      above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}
      status={
        <Status tone={planStatusTone[plan.status] ?? 'info'}>{planStatusLabel[plan.status]?.()}</Status>
      }
      lead={
        plan.status === 'requested' ? undefined : (
          <>
            {m.visits_plan_proposed_lead({ visits, unmet: unmet.length })}{' '}
            {plan.totals
              ? m.visits_plan_totals({
                  travel: formatMinutes(plan.totals.travelMinutes),
                  wait: formatMinutes(plan.totals.waitMinutes),
                })
              : null}
          </>
        )
      }
      actions={
        <>
          {mayPlan && plan.status !== 'requested' ? (
            <Dialog id="replan" title={m.visits_plan_replan()} trigger={m.visits_plan_replan()}>
              <EditForm intent="replan" reply={reply}>
                <p>{m.visits_plan_replan_hint()}</p>
                <SubmitButton>{m.visits_plan_replan()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayPublish && plan.status === 'proposed' ? (
            <Dialog id="publish" title={m.visits_plan_publish_title()} trigger={m.visits_plan_publish()}>
              <EditForm intent="publish" reply={reply}>
                <p>{m.visits_plan_publish_hint()}</p>
                <SubmitButton>{m.visits_plan_publish()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
        </>
      }
    >
      {plan.status === 'requested' ? null : <PlanViews planId={plan.id} />}
      {plan.status === 'requested' ? (
        <Section>
          <Progress label={m.visits_plan_making()} done={plan.progress} total={100} />
          <KeepFresh />
          {plan.stopRequestedAt ? (
            <p>{m.visits_plan_stopping()}</p>
          ) : mayPlan ? (
            <EditForm intent="stop" reply={reply}>
              <p>{m.visits_plan_stop_hint()}</p>
              <SubmitButton>{m.visits_plan_stop()}</SubmitButton>
            </EditForm>
          ) : null}
        </Section>
      ) : (
        <>
          <Section title={m.visits_plan_assignments()}>
            <Table
              caption={m.visits_plan_assignments()}
              rows={plan.assignments}
              rowKey={(row) => row.assignmentId}
              empty={m.visits_plan_assignments_empty()}
              columns={[
                {
                  key: 'time',
                  title: m.visits_time(),
                  heading: true,
                  cell: (row) => visitTime(row.startsAt, row.endsAt),
                },
                {
                  key: 'need',
                  title: m.visits_outline(),
                  cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
                },
                { key: 'service', title: m.visits_service(), cell: (row) => serviceText(row.serviceKind) },
                { key: 'place', title: m.visits_place(), cell: (row) => row.place },
                {
                  key: 'volunteer',
                  title: m.visits_volunteer(),
                  cell: (row) =>
                    mayViewVolunteers ? (
                      <Link to={`/volunteers/${row.volunteerId}`}>{row.volunteerName}</Link>
                    ) : (
                      row.volunteerName
                    ),
                },
                {
                  key: 'travel',
                  title: m.visits_travel(),
                  numeric: true,
                  cell: (row) => formatMinutes(row.travelMinutes),
                },
                {
                  key: 'why',
                  title: m.visits_why(),
                  cell: (row) => whyText(row.explanation, plan.nextNames),
                },
                {
                  key: 'status',
                  title: m.visits_status(),
                  cell: (row) => (
                    <Status tone={assignmentStatusTone[row.status] ?? 'info'}>
                      {assignmentStatusLabel[row.status]?.()}
                      {row.declineReason ? `${m.kit_colon()}${row.declineReason}` : null}
                    </Status>
                  ),
                },
              ]}
            />
          </Section>
          <Section title={m.visits_plan_unmet()}>
            <Table
              caption={m.visits_plan_unmet()}
              rows={unmet}
              rowKey={(row) => row.needId}
              empty={m.visits_plan_unmet_none()}
              columns={[
                {
                  key: 'need',
                  title: m.visits_need(),
                  heading: true,
                  cell: (row) => (
                    <Link to={`/visits/needs/${row.needId}`}>{row.outline ?? m.visits_need()}</Link>
                  ),
                },
                {
                  key: 'why',
                  title: m.visits_why(),
                  cell: (row) =>
                    [row.visitId && m.visits_plan_take_back(), stoppedText(row)].filter(Boolean).join(' '),
                },
              ]}
            />
          </Section>
        </>
      )}
    </Page>
  );
}

/** Why this volunteer: what it costs, and who would have been next. */
function whyText({ cost, next }: Explanation, nameOf: Readonly<Record<string, string>>): string {
  const parts = [
    // Plans of before did not keep what it cost.
    cost && m.visits_why_cost({ way: formatMinutes(cost.way), wait: formatMinutes(cost.wait) }),
    cost?.late > 0 && m.visits_why_late({ minutes: formatMinutes(cost.late) }),
    cost?.stranger && m.visits_why_stranger(),
    cost?.changed && m.visits_why_changed(),
    next
      ? m.visits_why_next_extra({
          name: nameOf[next.volunteerId] ?? m.visits_volunteer(),
          extra: formatNumber(next.extraCost ?? 0),
        })
      : m.visits_why_only(),
  ];
  return parts.filter(Boolean).join(' ');
}

function stoppedText({ stoppedBy, free = 0 }: UnmetNeed): string {
  const rules = Object.entries(stoppedBy) as [PlanningRule, number][];
  const words = rules.map(([rule, count]) => ruleLabel[rule]({ count }));
  if (free > 0) words.push(m.visits_rule_free({ count: free }));
  return words.length > 0 ? words.join(m.reports_list_mark()) : m.visits_rule_none();
}
