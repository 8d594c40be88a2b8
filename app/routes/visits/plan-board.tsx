import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { findPlanDay } from '~/domain/visits/plan-day';
import { notFound, page } from '~/routes/authorised.server';
import { SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatMinutes, formatPeriod, formatWeekday } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Paging } from '~/ui/kit/table';
import { townOptions } from '~/ui/people/labels';
import {
  assignmentStatusLabel,
  assignmentStatusTone,
  planStatusLabel,
  planStatusTone,
} from '~/ui/visits/labels';
import { PlanLanes } from '~/ui/visits/plan-lanes';
import { PlanViews } from '~/ui/visits/plan-views';
import { timeText } from '~/ui/volunteers/time-text';
import { m } from '~/words/generated/messages';

/** Quarters of an hour from which to which the chart reaches where nothing lies beyond. */
const FROM = 7 * 4;
const UNTIL = 19 * 4;

export const loader = page('visits.view', async ({ actor, id, url }) => {
  const townCode = url.searchParams.get('town') || undefined;
  const [towns, day] = await Promise.all([
    listTowns(actor),
    findPlanDay(actor, {
      planId: id,
      date: parsePlainDate(url.searchParams.get('date') ?? ''),
      townCode,
      after: url.searchParams.get('after') ?? undefined,
    }),
  ]);
  if (!day) throw notFound();
  if (day.plan.status === 'discarded') throw redirect(`/visits/plans/${id}`);
  const { plan, date, days, lanes, next } = day;
  const all = lanes.flatMap((lane) => [...lane.slots, ...lane.stops]);
  const first = Math.min(FROM, ...all.map((one) => Math.floor(one.fromMinute / 60) * 4));
  const last = Math.max(UNTIL, ...all.map((one) => Math.ceil(one.untilMinute / 60) * 4));
  const bar = ({ fromMinute, untilMinute }: { fromMinute: number; untilMinute: number }) => {
    const column = Math.floor(fromMinute / 15) - first;
    return { column, quarters: Math.max(1, Math.ceil(untilMinute / 15) - first - column) };
  };
  return {
    planId: id,
    title: m.visits_plan_title({
      period: formatPeriod(plan.fromDate as PlainDate, plan.untilDate as PlainDate),
    }),
    status: {
      tone: planStatusTone[plan.status] ?? ('info' as const),
      text: planStatusLabel[plan.status]?.(),
    },
    movable: plan.status === 'proposed' && actor.permissions.has('visits.plan'),
    promised: plan.status === 'published',
    date,
    town: townCode,
    towns: townOptions(towns),
    next,
    days: days.map((one) => ({ value: one, label: `${formatDate(one)} ${formatWeekday(one)}` })),
    firstQuarter: first,
    quarters: last - first,
    marks: Array.from({ length: (last - first) / 4 }, (_, hour) => ({
      column: hour * 4,
      text: timeText((first + hour * 4) * 15),
    })),
    lanes: lanes.map(({ volunteerId, name, slots, stops }) => ({
      volunteerId,
      name,
      slots: slots.map(bar),
      visits: stops.map((stop) => {
        const time = `${timeText(stop.fromMinute)}–${timeText(stop.untilMinute)}`;
        const whole = [
          time,
          stop.outline,
          stop.place,
          m.visits_board_travel({ minutes: formatMinutes(stop.travelMinutes) }),
          stop.fixed ? m.visits_plan_fixed() : undefined,
          // What the colour says: whoever declined is not coming.
          plan.status === 'published' ? assignmentStatusLabel[stop.status]?.() : undefined,
        ];
        return {
          visitId: stop.visitId,
          ...bar(stop),
          tone: assignmentStatusTone[stop.status] ?? ('info' as const),
          fixed: stop.fixed,
          text: stop.outline,
          whole: whole.filter(Boolean).join(m.reports_list_mark()),
        };
      }),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_plan_board() }) }];

export default function PlanBoard() {
  const { title, status, days, town, towns, next, ...chart } = useLoaderData<typeof loader>();
  return (
    <Page
      title={title}
      above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}
      status={<Status tone={status.tone}>{status.text}</Status>}
      lead={chart.movable ? m.visits_board_lead() : undefined}
    >
      <PlanViews planId={chart.planId} />
      <Section>
        <FilterForm values={{ date: chart.date, town }}>
          <SelectField name="date" label={m.visits_byhand_date()} options={days} />
          <SelectField name="town" label={m.visits_board_town()} options={towns} optional />
        </FilterForm>
        {chart.lanes.length > 0 ? (
          <>
            <PlanLanes label={m.visits_plan_board()} {...chart} />
            <Paging next={next} />
          </>
        ) : (
          <p>{m.visits_board_empty()}</p>
        )}
      </Section>
    </Page>
  );
}
