import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { minutesOf, timeOfDay } from '~/domain/kernel/inputs';
import { dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { fixVisit, placeVisit } from '~/domain/visits/place-visit';
import { minuteOf } from '~/domain/visits/plan-facts';
import { type NamedCandidate, weighMove } from '~/domain/visits/weigh-move';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { Choices, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatDate, formatWeekday } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { changeText } from '~/ui/visits/cost-words';
import { stopLabel } from '~/ui/visits/labels';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { timeText } from '~/ui/volunteers/time-text';
import { m } from '~/words/generated/messages';

/** Volunteers of one list. */
const SHOWN = 60;

export const loader = page('visits.plan', async ({ actor, id: planId, param, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const known = placeVisit.input.shape.visitId.safeParse(param('visitId'));
  if (!known.success) throw notFound();
  const visitId = known.data;
  const now = await weighMove(actor, { visitId, date: dateOf(new Date()), fromMinute: 0 });
  if (!now || now.visit.planId !== planId) throw notFound();
  const set = minuteOf(now.visit.startsAt);
  const from = timeOfDay().safeParse(asked('from'));
  const date = now.days.find((day) => day === parsePlainDate(asked('date'))) ?? set.date;
  const fromMinute = from.success ? minutesOf(from.data) : set.fromMinute;
  const weighed = await weighMove(actor, { visitId, date, fromMinute });
  if (!weighed) throw notFound();
  const { visit, need, team, candidates, before } = weighed;
  const cost = before.reduce((sum, one) => sum + one.cost.total, 0) / Math.max(1, before.length);
  const isOn = (one: NamedCandidate) => team.some(({ volunteerId }) => volunteerId === one.volunteerId);
  const wanted = asked('volunteer');
  const able = candidates.filter((one) => one.rule === null);
  const chosen = able.filter(isOn).map((one) => one.volunteerId);
  const first = able.find((one) => one.volunteerId === wanted);
  // Who was dragged here comes in the place of the first of the team.
  const volunteerIds = first ? [first.volunteerId, ...chosen.slice(1)] : chosen;
  return {
    planId,
    visit: {
      id: visitId,
      outline: visit.outline,
      place: visit.place,
      service: serviceText(visit.serviceKind),
      time: visitTime(visit.startsAt, visit.endsAt),
      team: team.map((one) => one.name).join(m.reports_list_mark()),
      fixed: visit.fixed,
    },
    wanted: need.volunteersNeeded,
    windows: need.windows
      .map((one) => `${formatDate(one.date)} ${timeText(one.fromMinute)}–${timeText(one.untilMinute)}`)
      .join(m.reports_list_mark()),
    days: now.days.map((day) => ({ value: day, label: `${formatDate(day)} ${formatWeekday(day)}` })),
    asked: { date, from: timeText(fromMinute) },
    values: { date, from: timeText(fromMinute), volunteerIds },
    able: able.slice(0, SHOWN).map((one) => ({
      value: one.volunteerId,
      label: isOn(one) ? m.visits_byhand_now({ name: one.name }) : one.name,
      hint: changeText({ ...one.cost, total: Math.round(one.cost.total - cost) }),
    })),
    stopped: candidates
      .filter((one) => one.rule !== null && (isOn(one) || one.volunteerId === wanted || able.length < SHOWN))
      .slice(0, SHOWN)
      .map((one) => ({ id: one.volunteerId, name: one.name, why: one.rule ? stopLabel[one.rule]() : '' })),
  };
});

const back = {
  then: ({ planId, date }: { planId: string; date: string }) => `/visits/plans/${planId}/board?date=${date}`,
};

export const action = intents({
  move: post(placeVisit, { with: ({ param }) => ({ visitId: param('visitId') }), ...back }),
  fix: post(fixVisit, { with: ({ param }) => ({ visitId: param('visitId') }), ...back }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_byhand_title() }) }];

export default function PlanVisit() {
  const { planId, visit, wanted, windows, days, asked, values, able, stopped } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_byhand_title()}
      above={[
        { to: '/visits/plans', label: m.visits_plans_title() },
        { to: `/visits/plans/${planId}/board`, label: m.visits_plan_board() },
      ]}
      status={visit.fixed ? <Status tone="info">{m.visits_plan_fixed()}</Status> : null}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.visits_outline(), value: visit.outline },
            { term: m.visits_service(), value: visit.service },
            { term: m.visits_place(), value: visit.place },
            { term: m.visits_time(), value: visit.time },
            { term: m.visits_volunteer(), value: visit.team },
            { term: m.visits_windows(), value: windows },
          ]}
        />
        <EditForm intent="fix" reply={reply}>
          {visit.fixed ? null : <HiddenField name="fixed" value="on" />}
          <SubmitButton>{visit.fixed ? m.visits_plan_unfix() : m.visits_plan_fix()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.visits_byhand_when()}>
        <FilterForm values={asked}>
          <SelectField name="date" label={m.visits_byhand_date()} options={days} />
          <TextField name="from" type="time" label={m.visits_byhand_from()} />
        </FilterForm>
      </Section>
      <Section title={m.visits_byhand_who()}>
        {able.length > 0 ? (
          <EditForm intent="move" reply={reply} values={values}>
            <HiddenField name="date" value={values.date} />
            <HiddenField name="from" value={values.from} />
            <Choices
              name="volunteerIds"
              label={m.visits_byhand_team({ count: wanted })}
              hint={m.visits_byhand_hint()}
              options={able}
            />
            <SubmitButton>{m.visits_byhand()}</SubmitButton>
          </EditForm>
        ) : (
          <p>{m.visits_byhand_nobody()}</p>
        )}
      </Section>
      <Section title={m.visits_byhand_stopped()}>
        <Table
          caption={m.visits_byhand_stopped()}
          rows={stopped}
          rowKey={(row) => row.id}
          empty={m.visits_byhand_stopped_none()}
          columns={[
            {
              key: 'name',
              title: m.visits_volunteer(),
              heading: true,
              cell: (row) => <Link to={`/volunteers/${row.id}`}>{row.name}</Link>,
            },
            { key: 'why', title: m.visits_why(), cell: (row) => row.why },
          ]}
        />
      </Section>
    </Page>
  );
}
