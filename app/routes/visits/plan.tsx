import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { reasonText } from '~/domain/kernel/made-reasons';
import { addDays, daysBetween, type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';
import { discardPlan } from '~/domain/visits/discard-plan';
import { findPlan, listPlanAssignments, listPlanUnmet } from '~/domain/visits/list-visits';
import type { Explanation, PlanningRule, UnmetNeed } from '~/domain/visits/planning/week.rules';
import { publishPlan } from '~/domain/visits/publish-plan';
import { replan } from '~/domain/visits/request-plan';
import { stopPlan } from '~/domain/visits/stop-plan';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { SelectField, SubmitButton } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import {
  formatDate,
  formatInstant,
  formatMinutes,
  formatNumber,
  formatPeriod,
  formatWeekday,
} from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { KeepFresh, Progress } from '~/ui/kit/progress';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { costText, nextText } from '~/ui/visits/cost-words';
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

/** Needs not met that stand below the visits; the others on a page of their own. */
const UNMET_SHOWN = 20;

export const loader = page('visits.view', async ({ actor, id, url }) => {
  const plan = await findPlan(actor, { planId: id });
  if (!plan) throw notFound();
  const onlyUnmet = url.searchParams.get('show') === 'unmet';
  const date = parsePlainDate(url.searchParams.get('date') ?? '');
  const after = url.searchParams.get('after') ?? undefined;
  // Of a discarded plan nothing is left to be shown.
  const made = plan.status !== 'requested' && plan.status !== 'discarded';
  const assignments = made && !onlyUnmet && (await listPlanAssignments(actor, { planId: id, date, after }));
  const unmet =
    made && (await listPlanUnmet(actor, { planId: id, ...(onlyUnmet ? { after } : { limit: UNMET_SHOWN }) }));
  const from = plan.fromDate as PlainDate;
  return {
    plan,
    endedEarly: made && plan.endedEarly ? endedText(plan.endedEarly) : undefined,
    onlyUnmet,
    date,
    days: Array.from({ length: daysBetween(from, plan.untilDate as PlainDate) }, (_, day) => {
      const value = addDays(from, day);
      return { value, label: `${formatDate(value)} ${formatWeekday(value)}` };
    }),
    assignments: assignments && {
      next: assignments.next,
      rows: assignments.rows.map((row) => ({
        assignmentId: row.assignmentId,
        needId: row.needId,
        volunteerId: row.volunteerId,
        volunteerName: row.volunteerName,
        time: visitTime(row.startsAt, row.endsAt),
        outline: row.outline,
        service: serviceText(row.serviceKind),
        place: row.place,
        travel: formatMinutes(row.travelMinutes),
        why: whyText(row.explanation, assignments.nextNames),
        status: row.status,
        declineReason: row.declineReason && reasonText(row.declineReason),
      })),
    },
    unmet: unmet && {
      next: unmet.next,
      rows: unmet.rows.map((row) => ({
        needId: row.needId,
        outline: row.outline,
        place: row.place,
        why: [row.visitId && m.visits_plan_take_back(), stoppedText(row)].filter(Boolean).join(' '),
      })),
    },
    mayPlan: actor.permissions.has('visits.plan'),
    mayPublish: actor.permissions.has('visits.publish'),
    mayViewVolunteers: actor.permissions.has('volunteers.view'),
  };
});

function endedText({ how, at, by }: { how: string; at: Date; by: string | null }): string {
  const when = formatInstant(at);
  if (how === 'out-of-time') return m.visits_plan_out_of_time({ at: when });
  return by ? m.visits_plan_stopped_by({ at: when, by }) : m.visits_plan_stopped({ at: when });
}

const ofThisPlan = {
  with: ({ id }: { id: string }) => ({ planId: id }),
  then: ({ planId }: { planId: string }) => `/visits/plans/${planId}`,
};

export const action = intents({
  publish: post(publishPlan, ofThisPlan),
  stop: post(stopPlan, ofThisPlan),
  replan: post(replan, ofThisPlan),
  discard: post(discardPlan, ofThisPlan),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plans_title() }) }];

export default function Plan() {
  const { plan, endedEarly, mayPlan, mayPublish, ...shown } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const period = formatPeriod(plan.fromDate as PlainDate, plan.untilDate as PlainDate);
  const shows = plan.status !== 'requested' && plan.status !== 'discarded';
  return (
    <Page
      title={m.visits_plan_title({ period })}
      above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}
      status={
        <Status tone={planStatusTone[plan.status] ?? 'info'}>{planStatusLabel[plan.status]?.()}</Status>
      }
      lead={
        !shows ? undefined : (
          <>
            {m.visits_plan_lead({
              visits: formatNumber(plan.visits),
              unmet: formatNumber(plan.unmetCount),
            })}{' '}
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
          {mayPlan && shows ? (
            <Dialog id="replan" title={m.visits_plan_replan()} trigger={m.visits_plan_replan()}>
              <EditForm intent="replan" reply={reply}>
                <p>{m.visits_plan_replan_hint()}</p>
                <SubmitButton>{m.visits_plan_replan()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayPlan && plan.status === 'proposed' ? (
            <Dialog
              id="discard"
              title={m.visits_plan_discard_title()}
              trigger={m.visits_plan_discard()}
              danger
            >
              <EditForm intent="discard" reply={reply}>
                <p>{m.visits_plan_discard_hint()}</p>
                <SubmitButton danger>{m.visits_plan_discard()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayPublish && plan.status === 'proposed' && plan.visits + plan.takesBack > 0 ? (
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
      {endedEarly ? <Notice tone="info">{endedEarly}</Notice> : null}
      {plan.status === 'discarded' ? <Notice tone="info">{m.visits_plan_discarded()}</Notice> : null}
      {shows ? <PlanViews planId={plan.id} /> : null}
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
      ) : null}
      {shows ? (
        <>
          <Assignments {...shown} />
          <Unmet planId={plan.id} count={plan.unmetCount} {...shown} />
        </>
      ) : null}
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Assignments({
  assignments,
  date,
  days,
  mayViewVolunteers,
}: Pick<Shown, 'assignments' | 'date' | 'days' | 'mayViewVolunteers'>) {
  if (!assignments) return null;
  return (
    <Section title={m.visits_plan_assignments()}>
      <FilterForm values={{ date }}>
        <SelectField name="date" label={m.visits_byhand_date()} options={days} optional />
      </FilterForm>
      <Table
        caption={m.visits_plan_assignments()}
        rows={assignments.rows}
        next={assignments.next}
        rowKey={(row) => row.assignmentId}
        empty={m.visits_plan_assignments_empty()}
        columns={[
          { key: 'time', title: m.visits_time(), heading: true, cell: (row) => row.time },
          {
            key: 'need',
            title: m.visits_outline(),
            cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
          },
          { key: 'service', title: m.visits_service(), cell: (row) => row.service },
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
          { key: 'travel', title: m.visits_travel(), numeric: true, cell: (row) => row.travel },
          { key: 'why', title: m.visits_why(), cell: (row) => row.why },
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
  );
}

function Unmet({
  planId,
  count,
  unmet,
  onlyUnmet,
}: Pick<Shown, 'unmet' | 'onlyUnmet'> & { planId: string; count: number }) {
  if (!unmet) return null;
  return (
    <Section title={m.visits_plan_unmet()}>
      <Table
        caption={m.visits_plan_unmet()}
        rows={unmet.rows}
        next={onlyUnmet ? unmet.next : undefined}
        rowKey={(row) => row.needId}
        empty={m.visits_plan_unmet_none()}
        columns={[
          {
            key: 'need',
            title: m.visits_need(),
            heading: true,
            cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
          },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          { key: 'why', title: m.visits_why(), cell: (row) => row.why },
        ]}
      />
      {unmet.next && !onlyUnmet ? (
        <p>
          <Link to={`/visits/plans/${planId}?show=unmet`}>
            {m.visits_plan_unmet_all({ count: formatNumber(count) })}
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

/** Why this volunteer: what it costs, and who would have been next. */
function whyText({ cost, next }: Explanation, nameOf: Readonly<Record<string, string>>): string {
  const parts = [
    // Plans of before did not keep what it cost.
    cost && costText(cost),
    cost?.late > 0 && m.visits_why_late({ minutes: formatMinutes(cost.late) }),
    cost?.stranger && m.visits_why_stranger(),
    cost?.changed && m.visits_why_changed(),
    next
      ? nextText(nameOf[next.volunteerId] ?? m.visits_volunteer(), next.extraCost ?? 0)
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
