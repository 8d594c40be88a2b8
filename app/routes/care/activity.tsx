import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findActivity } from '~/domain/care/list-activities';
import { cancelActivity } from '~/domain/care/plan-activity';
import { joinActivity, leaveActivity, recordPresence } from '~/domain/care/take-part';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { dateOf } from '~/domain/kernel/plain-date';
import { listStays } from '~/domain/stays/list-stays';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import {
  activityKindLabel,
  activityStateLabel,
  activityStateTone,
  activityTime,
  presenceLabel,
  presenceTone,
} from '~/ui/care/activity-labels';
import { careEventWords } from '~/ui/care/event-words';
import { levelLabel, levelTone, riskLabel } from '~/ui/care/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choices, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('care.view', async ({ actor, id }) => {
  const activity = await findActivity(actor, { id });
  if (!activity) throw notFound();
  const mayRecord = actor.permissions.has('care.record') && activity.state !== 'cancelled';
  const listed = new Set(activity.people.map(({ personId }) => personId));
  const [residents, events] = await Promise.all([
    mayRecord ? listStays(actor, { on: dateOf(activity.startsAt), limit: PAGE_LIMIT }) : undefined,
    listTimeline(actor, { type: 'activity', id }),
  ]);
  return {
    activity,
    others: (residents?.rows ?? [])
      .filter(({ personId }) => !listed.has(personId))
      .map(({ personId, personName }) => ({ value: personId, label: personName })),
    events: historyLines(events, careEventWords),
    begun: activity.state === 'running' || activity.state === 'over',
    mayRecord,
    viewer: actor.name,
  };
});

const ofActivity = {
  with: ({ id }: { id: string }) => ({ activityId: id }),
  then: (_: unknown, { id }: { id: string }) => `/activities/${id}`,
};

export const action = intents({
  join: post(joinActivity, ofActivity),
  leave: post(leaveActivity, ofActivity),
  present: post(recordPresence, ofActivity),
  cancel: post(cancelActivity, ofActivity),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.activity.name ?? m.care_activities() }) },
];

export default function Activity() {
  const { activity, others, events, begun, mayRecord, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { people, state } = activity;
  const free = activity.capacity - activity.joined;
  return (
    <Page
      title={activity.name}
      above={[{ to: '/activities', label: m.care_activities() }]}
      status={<Status tone={activityStateTone[state]}>{activityStateLabel[state]()}</Status>}
      actions={
        <>
          {mayRecord && others.length > 0 && free > 0 ? (
            <Dialog id="join" title={m.care_join()} trigger={m.care_join()}>
              <EditForm intent="join" reply={reply}>
                <p>{m.care_free({ count: free })}</p>
                <Choices name="personIds" label={m.care_activity_people()} options={others} inline />
                <SubmitButton>{m.care_join()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayRecord && begun && people.length > 0 ? (
            <Dialog id="present" title={m.care_presence_record()} trigger={m.care_presence_record()}>
              <EditForm
                intent="present"
                reply={reply}
                values={{
                  present: people.filter(({ status }) => status !== 'absent').map(({ personId }) => personId),
                }}
              >
                <p>{m.care_presence_lead()}</p>
                <Choices
                  name="present"
                  label={m.care_presence_present()}
                  options={people.map(({ personId, personName }) => ({ value: personId, label: personName }))}
                  inline
                  optional
                />
                <SubmitButton>{m.care_presence_do()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayRecord && state !== 'over' ? (
            <Dialog id="cancel" title={m.care_cancel()} trigger={m.care_cancel()} danger>
              <EditForm intent="cancel" reply={reply}>
                <TextField name="reason" label={m.care_cancel_reason()} maxLength={300} />
                <SubmitButton danger>{m.care_cancel()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          <PrintButton />
        </>
      }
      watermark={viewer}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.care_time(), value: activityTime(activity) },
            { term: m.care_kind(), value: activityKindLabel[activity.kind]() },
            { term: m.care_place(), value: activity.place },
            { term: m.care_leader(), value: activity.leaderName },
            {
              term: m.care_activity_people(),
              value: m.care_activity_of({ joined: activity.joined, capacity: activity.capacity }),
            },
            { term: m.care_activity_note(), value: activity.note },
            ...(activity.cancelReason
              ? [{ term: m.care_cancel_reason(), value: activity.cancelReason }]
              : []),
          ]}
        />
      </Section>
      <Section title={m.care_activity_people()}>
        <Table
          caption={m.care_activity_people()}
          rows={people}
          rowKey={(row) => row.personId}
          empty={m.care_activity_nobody()}
          columns={[
            {
              key: 'who',
              title: m.care_person(),
              heading: true,
              cell: (row) => <Link to={`/people/${row.personId}/risks`}>{row.personName}</Link>,
            },
            {
              key: 'risks',
              title: m.care_risks(),
              cell: (row) => (
                <span className="flex flex-wrap gap-1">
                  {row.marks.map(({ risk, level }) => (
                    <Status key={risk} tone={levelTone[level]}>
                      {m.care_level_of({ risk: riskLabel[risk](), level: levelLabel[level]() })}
                    </Status>
                  ))}
                </span>
              ),
            },
            {
              key: 'presence',
              title: m.care_presence(),
              cell: (row) => <Status tone={presenceTone[row.status]}>{presenceLabel[row.status]()}</Status>,
            },
            {
              key: 'do',
              title: m.care_change(),
              cell: (row) =>
                mayRecord && row.status === 'joined' ? (
                  <EditForm intent="leave" id={`leave-${row.personId}`} reply={reply}>
                    <HiddenField name="personId" value={row.personId} />
                    <SubmitButton>{m.care_leave()}</SubmitButton>
                  </EditForm>
                ) : null,
            },
          ]}
        />
      </Section>
      <Section title={m.care_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
