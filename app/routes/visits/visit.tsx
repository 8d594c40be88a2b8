import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listGoodsOfVisit } from '~/domain/donations/list-stock';
import { reasonText } from '~/domain/kernel/made-reasons';
import { dateOf } from '~/domain/kernel/plain-date';
import { giveBackVisit, moveVisit, releaseVolunteer } from '~/domain/visits/change-visit';
import { findVisit, listSubstitutes } from '~/domain/visits/find-substitutes';
import type { PlanningRule } from '~/domain/visits/planning/week.rules';
import { markMissed, recordAttendance } from '~/domain/visits/record-attendance';
import { askSubstitute } from '~/domain/visits/substitute-offers';
import { checkInOpens } from '~/domain/visits/visit.rules';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { GoodsToTake, goodsToTakeLines } from '~/ui/donations/goods-to-take';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { DateField, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatMinutes, formatTime } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import {
  assignmentStatusLabel,
  assignmentStatusTone,
  needStatusTone,
  offerStatusLabel,
  offerStatusTone,
  proofLabel,
  ruleLabel,
  visitStatusLabel,
} from '~/ui/visits/labels';
import { visitEventText } from '~/ui/visits/visit-event';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, id }) => {
  const visit = await findVisit(actor, { visitId: id });
  if (!visit) throw notFound();
  const now = actor.at ?? new Date();
  const mayChange =
    actor.permissions.has('visits.publish') && visit.status === 'published' && visit.endsAt > now;
  const [events, substitutes, goods] = await Promise.all([
    listTimeline(actor, {
      type: 'visit',
      id,
      parts: visit.assignments.map((one) => ({ type: 'visit-assignment', id: one.assignmentId })),
    }),
    mayChange && visit.lacking > 0 ? listSubstitutes(actor, { visitId: id }) : undefined,
    listGoodsOfVisit(actor, { visitId: id }),
  ]);
  const names = new Map(
    [...visit.assignments, ...visit.offers].map((one) => [one.volunteerId, one.volunteerName]),
  );
  const mayViewVolunteers = actor.permissions.has('volunteers.view');
  return {
    title: visitTime(visit.startsAt, visit.endsAt),
    needId: visit.needId,
    outline: visit.outline,
    // As words, so that the page does not bring those of every service and rule.
    facts: [
      { term: m.visits_place(), value: visit.place },
      { term: m.visits_service(), value: serviceText(visit.serviceKind) },
    ],
    status:
      visit.lacking > 0
        ? { tone: 'late' as const, text: m.visits_lacking({ count: visit.lacking }) }
        : {
            tone: visit.status === 'published' ? ('info' as const) : (needStatusTone[visit.status] ?? 'info'),
            text: visitStatusLabel[visit.status]?.() ?? '',
          },
    goods: goodsToTakeLines(goods),
    mayChange,
    mayMove: mayChange && !visit.begun,
    time: { date: dateOf(visit.startsAt), from: formatTime(visit.startsAt) },
    assignments: visit.assignments.map((one) => ({
      id: one.assignmentId,
      name: one.volunteerName,
      page: mayViewVolunteers ? `/volunteers/${one.volunteerId}` : undefined,
      tone: assignmentStatusTone[one.status] ?? ('info' as const),
      status: assignmentStatusLabel[one.status]?.() ?? '',
      said: [one.declineReason && reasonText(one.declineReason), one.record, one.attendanceReason]
        .filter(Boolean)
        .join(m.reports_list_mark()),
      shown: [
        one.checkedInBy ? (proofLabel[one.checkedInBy]?.() ?? '') : '',
        one.checkInMetres === null ? '' : `${one.checkInMetres} ${m.visits_metres()}`,
        one.checkedOutBy && one.checkedOutBy !== one.checkedInBy
          ? (proofLabel[one.checkedOutBy]?.() ?? '')
          : '',
      ]
        .filter(Boolean)
        .join(m.reports_list_mark()),
      mayRecord:
        actor.permissions.has('visits.confirm-hours') &&
        ['published', 'accepted', 'checked_in', 'missed'].includes(one.status) &&
        checkInOpens(visit) <= now,
      arrived: one.checkedInAt !== null,
      mayMiss:
        actor.permissions.has('visits.confirm-hours') &&
        (one.status === 'published' || one.status === 'accepted') &&
        visit.endsAt <= now,
      checkedIn: one.checkedInAt ? formatTime(one.checkedInAt) : '',
      checkedOut: one.checkedOutAt ? formatTime(one.checkedOutAt) : '',
      mayRelease: mayChange && (one.status === 'published' || one.status === 'accepted'),
    })),
    offers: visit.offers.map((one) => ({
      id: one.id,
      name: one.volunteerName,
      at: formatInstant(one.askedAt),
      tone: offerStatusTone[one.status] ?? ('info' as const),
      status: offerStatusLabel[one.status]?.() ?? '',
    })),
    substitutes: substitutes?.substitutes.map((one) => ({
      id: one.volunteerId,
      name: `${one.name} ${one.number}`,
      why: [
        m.visits_substitute_way({ minutes: formatMinutes(one.travelMinutes) }),
        ...(one.knownThere ? [m.visits_substitute_known()] : []),
        m.visits_substitute_promised({ minutes: formatMinutes(one.promisedMinutes) }),
      ].join(m.reports_list_mark()),
      asked: one.offer === 'open' || one.offer === 'standby' ? offerStatusLabel[one.offer]?.() : undefined,
      // A place is free: who stands by need not wait for whoever was asked before them.
      mayAsk: one.offer !== 'open',
    })),
    stopped:
      substitutes &&
      Object.entries(substitutes.stoppedBy)
        .map(([rule, count]) => ruleLabel[rule as PlanningRule]({ count }))
        .join(m.reports_list_mark()),
    events: historyLines(events, (event) => visitEventText(event, names)),
  };
});

const of = ({ id }: { id: string }) => ({ visitId: id });
const back = (_: unknown, { id }: { id: string }) => `/visits/${id}`;

export const action = intents({
  ask: post(askSubstitute, { with: of, then: back }),
  release: post(releaseVolunteer, { then: back }),
  attend: post(recordAttendance, { then: back }),
  miss: post(markMissed, { then: back }),
  move: post(moveVisit, { with: of, then: back }),
  'give-back': post(giveBackVisit, { with: of, then: ({ needId }) => `/visits/needs/${needId}` }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.title ?? m.visits_nav_day() }) },
];

export default function Visit() {
  const visit = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { assignments, offers, substitutes } = visit;
  return (
    <Page
      title={visit.title}
      above={[{ to: '/visits', label: m.visits_nav_day() }]}
      status={<Status tone={visit.status.tone}>{visit.status.text}</Status>}
      actions={
        visit.mayMove ? (
          <>
            <Dialog id="move" title={m.visits_move()} trigger={m.visits_move()}>
              <p>{m.visits_move_hint()}</p>
              <EditForm intent="move" reply={reply} values={visit.time}>
                <DateField name="date" label={m.visits_date()} />
                <TextField name="from" type="time" label={m.visits_from()} />
                <SubmitButton>{m.visits_move()}</SubmitButton>
              </EditForm>
            </Dialog>
            <Dialog id="give-back" title={m.visits_give_back()} trigger={m.visits_give_back()} danger>
              <p>{m.visits_give_back_hint()}</p>
              <EditForm intent="give-back" reply={reply}>
                <TextArea name="reason" label={m.visits_reason()} rows={2} />
                <SubmitButton danger>{m.visits_give_back()}</SubmitButton>
              </EditForm>
            </Dialog>
          </>
        ) : null
      }
    >
      <Section>
        <DescriptionList
          items={[
            {
              term: m.visits_outline(),
              value: <Link to={`/visits/needs/${visit.needId}`}>{visit.outline}</Link>,
            },
            ...visit.facts,
          ]}
        />
      </Section>
      <GoodsToTake lines={visit.goods} />
      <Section title={m.visits_people()}>
        <Table
          caption={m.visits_people()}
          rows={assignments}
          rowKey={(row) => row.id}
          empty={m.visits_people_none()}
          columns={[
            {
              key: 'name',
              title: m.visits_volunteer(),
              heading: true,
              cell: (row) => (row.page ? <Link to={row.page}>{row.name}</Link> : row.name),
            },
            {
              key: 'status',
              title: m.visits_answer(),
              cell: (row) => <Status tone={row.tone}>{row.status}</Status>,
            },
            { key: 'in', title: m.visits_own_checked_in_at(), cell: (row) => row.checkedIn },
            { key: 'out', title: m.visits_own_checked_out_at(), cell: (row) => row.checkedOut },
            { key: 'shown', title: m.visits_proof(), cell: (row) => row.shown },
            { key: 'said', title: m.visits_own_record(), cell: (row) => row.said },
            {
              key: 'release',
              title: m.visits_release(),
              cell: (row) => (
                <div className="flex flex-wrap gap-2">
                  {row.mayRelease ? (
                    <Dialog id={`release-${row.id}`} title={m.visits_release()} trigger={m.visits_release()}>
                      <p>{m.visits_release_hint()}</p>
                      <EditForm intent="release" id={`release-${row.id}`} reply={reply}>
                        <HiddenField name="assignmentId" value={row.id} />
                        <TextArea name="reason" label={m.visits_reason()} rows={2} />
                        <SubmitButton>{m.visits_release()}</SubmitButton>
                      </EditForm>
                    </Dialog>
                  ) : null}
                  {row.mayRecord ? (
                    <Dialog
                      id={`attend-${row.id}`}
                      title={m.visits_attendance()}
                      trigger={m.visits_attendance()}
                    >
                      <p>{m.visits_attendance_hint()}</p>
                      <EditForm intent="attend" id={`attend-${row.id}`} reply={reply}>
                        <HiddenField name="assignmentId" value={row.id} />
                        {row.arrived ? null : (
                          <TextField name="arrivedAt" type="datetime-local" label={m.visits_arrived_at()} />
                        )}
                        <TextField name="leftAt" type="datetime-local" label={m.visits_left_at()} optional />
                        <TextArea name="record" label={m.visits_own_record()} rows={2} optional />
                        <TextArea name="reason" label={m.visits_reason()} rows={2} />
                        <SubmitButton>{m.visits_attendance()}</SubmitButton>
                      </EditForm>
                    </Dialog>
                  ) : null}
                  {row.mayMiss ? (
                    <Dialog
                      id={`miss-${row.id}`}
                      title={m.visits_missed()}
                      trigger={m.visits_missed()}
                      danger
                    >
                      <EditForm intent="miss" id={`miss-${row.id}`} reply={reply}>
                        <HiddenField name="assignmentId" value={row.id} />
                        <TextArea name="reason" label={m.visits_reason()} rows={2} />
                        <SubmitButton danger>{m.visits_missed()}</SubmitButton>
                      </EditForm>
                    </Dialog>
                  ) : null}
                </div>
              ),
            },
          ]}
        />
      </Section>
      {substitutes ? (
        <Section title={m.visits_substitutes()}>
          <Table
            caption={m.visits_substitutes()}
            rows={substitutes}
            rowKey={(row) => row.id}
            empty={m.visits_substitutes_none()}
            columns={[
              {
                key: 'name',
                title: m.visits_volunteer(),
                heading: true,
                cell: (row) => <Link to={`/volunteers/${row.id}`}>{row.name}</Link>,
              },
              { key: 'why', title: m.visits_substitute_why(), cell: (row) => row.why },
              {
                key: 'ask',
                title: m.visits_ask(),
                cell: (row) => (
                  <>
                    {row.asked}
                    {row.mayAsk ? (
                      <EditForm intent="ask" id={`ask-${row.id}`} reply={reply}>
                        <HiddenField name="volunteerId" value={row.id} />
                        <SubmitButton>{m.visits_ask()}</SubmitButton>
                      </EditForm>
                    ) : null}
                  </>
                ),
              },
            ]}
          />
          {visit.stopped ? (
            <p className="quiet">{m.visits_substitutes_stopped({ reasons: visit.stopped })}</p>
          ) : null}
        </Section>
      ) : null}
      {offers.length > 0 ? (
        <Section title={m.visits_offers()}>
          <Table
            caption={m.visits_offers()}
            rows={offers}
            rowKey={(row) => row.id}
            empty=""
            columns={[
              { key: 'name', title: m.visits_volunteer(), heading: true, cell: (row) => row.name },
              { key: 'at', title: m.visits_time(), cell: (row) => row.at },
              {
                key: 'status',
                title: m.visits_answer(),
                cell: (row) => <Status tone={row.tone}>{row.status}</Status>,
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={m.visits_history()}>
        <Timeline events={visit.events} />
      </Section>
    </Page>
  );
}
