import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { addToIncident, directIncident } from '~/domain/care/add-to-incident';
import { closeIncident } from '~/domain/care/close-incident';
import { parties } from '~/domain/care/incident.rules';
import { findIncident } from '~/domain/care/list-incidents';
import { tellOfIncident } from '~/domain/care/tell-of-incident';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { careEventWords } from '~/ui/care/event-words';
import {
  incidentLabel,
  noticeStateLabel,
  noticeStateTone,
  partyLabel,
  severityLabel,
  severityTone,
  toldHowLabel,
} from '~/ui/care/incident-labels';
import { optionsOf } from '~/ui/care/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatTime } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('care.view', async ({ actor, id }) => {
  const incident = await findIncident(actor, { id });
  if (!incident) throw notFound();
  const now = actor.at ?? new Date();
  const events = await listTimeline(actor, { type: 'incident', id });
  const { notices, entries, ...plain } = incident;
  return {
    incident: plain,
    notices: parties.map((whom) => ({ whom, notice: notices.find((one) => one.whom === whom) })),
    untold: notices.some(({ toldAt }) => !toldAt),
    entries: entries.map(({ id: key, kind, text, recordedAt, recordedByName }) => ({
      key,
      at: recordedAt,
      by: recordedByName,
      what: kind === 'direction' ? m.care_direction_of({ text }) : text,
    })),
    events: historyLines(events, careEventWords),
    now: `${dateOf(now)}T${formatTime(now)}`,
    mayRecord: actor.permissions.has('care.record'),
    mayDirect: actor.permissions.has('care.supervise'),
    maySeePerson: actor.permissions.has('people.view'),
    viewer: actor.name,
  };
});

const ofIncident = {
  with: ({ id }: { id: string }) => ({ incidentId: id }),
  then: (_: unknown, { id }: { id: string }) => `/incidents/${id}`,
};

export const action = intents({
  tell: post(tellOfIncident, ofIncident),
  add: post(addToIncident, ofIncident),
  direct: post(directIncident, ofIncident),
  close: post(closeIncident, ofIncident),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? incidentLabel[data.incident.kind]() : m.care_incidents() }) },
];

export default function Incident() {
  const loaded = useLoaderData<typeof loader>();
  const { incident, entries, events, untold, mayRecord, mayDirect, maySeePerson, viewer } = loaded;
  const reply = useActionData<typeof action>();
  const who = incident.personName ?? m.care_whole_centre();
  return (
    <Page
      title={m.care_incident_of({ kind: incidentLabel[incident.kind](), who })}
      above={[{ to: '/incidents', label: m.care_incidents() }]}
      status={
        incident.closedAt ? (
          <Status tone="ok">{m.care_incident_closed()}</Status>
        ) : (
          <Status tone="due">{m.care_incident_open()}</Status>
        )
      }
      actions={<PrintButton />}
      watermark={viewer}
    >
      <Section>
        <DescriptionList
          items={[
            {
              term: m.care_person(),
              value:
                incident.personId && maySeePerson ? (
                  <Link to={`/people/${incident.personId}`}>{who}</Link>
                ) : (
                  who
                ),
            },
            {
              term: m.care_severity(),
              value: (
                <Status tone={severityTone[incident.severity]}>{severityLabel[incident.severity]()}</Status>
              ),
            },
            { term: m.care_noticed_at(), value: formatInstant(incident.noticedAt) },
            { term: m.care_place(), value: incident.place },
            { term: m.care_what_happened(), value: incident.account.what },
            { term: m.care_what_done(), value: incident.account.done },
            { term: m.care_witnesses(), value: incident.account.witnesses },
            {
              term: m.care_recorded(),
              value: m.care_by({ name: incident.recordedByName, at: formatInstant(incident.recordedAt) }),
            },
          ]}
        />
      </Section>
      <Told {...loaded} />
      <Section title={m.care_follow_up()}>
        {entries.length > 0 ? (
          <Timeline events={entries} />
        ) : (
          <p className="quiet">{m.care_follow_up_none()}</p>
        )}
        {mayRecord ? (
          <EditForm intent="add" reply={reply}>
            <TextArea name="text" label={m.care_addition()} maxLength={2000} rows={3} />
            <SubmitButton>{m.care_addition_do()}</SubmitButton>
          </EditForm>
        ) : null}
        {mayDirect ? (
          <EditForm intent="direct" reply={reply}>
            <TextArea name="text" label={m.care_direction()} maxLength={2000} rows={3} />
            <SubmitButton>{m.care_direction_do()}</SubmitButton>
          </EditForm>
        ) : null}
      </Section>
      <Section title={m.care_closing_title()}>
        {incident.closedAt ? (
          <DescriptionList
            items={[
              { term: m.care_closing(), value: incident.closing },
              {
                term: m.care_closed_at(),
                value: m.care_by({ name: incident.closedByName ?? '', at: formatInstant(incident.closedAt) }),
              },
            ]}
          />
        ) : (
          <>
            <p className="quiet">{m.care_closing_lead()}</p>
            {untold ? <Notice tone="due" title={m.care_closing_untold()} /> : null}
            {mayRecord ? (
              <EditForm intent="close" reply={reply}>
                <TextArea name="measures" label={m.care_closing()} maxLength={2000} rows={3} />
                <SubmitButton>{m.care_closing_do()}</SubmitButton>
              </EditForm>
            ) : null}
          </>
        )}
      </Section>
      <Section title={m.care_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}

/** Who is told of the incident: until when, and when and how they were. */
function Told({ notices, now, mayRecord }: ReturnType<typeof useLoaderData<typeof loader>>) {
  const reply = useActionData<typeof action>();
  return (
    <Section title={m.care_told()}>
      <Table
        caption={m.care_told()}
        rows={notices}
        rowKey={(row) => row.whom}
        empty={null}
        columns={[
          { key: 'whom', title: m.care_party(), heading: true, cell: (row) => partyLabel[row.whom]() },
          {
            key: 'due',
            title: m.care_due_at(),
            cell: ({ notice }) => (notice?.dueAt ? formatInstant(notice.dueAt) : m.care_not_wanted()),
          },
          {
            key: 'told',
            title: m.care_told_at(),
            cell: ({ notice }) =>
              notice?.toldAt
                ? m.care_told_line({
                    at: formatInstant(notice.toldAt),
                    how: notice.toldHow ? toldHowLabel[notice.toldHow]() : '',
                    whom: notice.toldWhom ?? '',
                    by: notice.toldByName ?? '',
                  })
                : m.kit_empty_value(),
          },
          {
            key: 'state',
            title: m.care_standing(),
            cell: ({ notice }) =>
              notice ? (
                <Status tone={noticeStateTone[notice.state]}>{noticeStateLabel[notice.state]()}</Status>
              ) : (
                m.kit_empty_value()
              ),
          },
          {
            key: 'do',
            title: m.care_change(),
            cell: ({ whom, notice }) =>
              mayRecord && !notice?.toldAt ? (
                <Dialog
                  id={`tell-${whom}`}
                  title={m.care_tell_whom({ whom: partyLabel[whom]() })}
                  trigger={m.care_tell()}
                >
                  <EditForm intent="tell" id={`tell-${whom}`} reply={reply} values={{ toldAt: now }}>
                    <HiddenField name="whom" value={whom} />
                    <TextField name="toldAt" type="datetime-local" label={m.care_told_at()} />
                    <Choice name="how" label={m.care_told_how()} options={optionsOf(toldHowLabel)} inline />
                    <TextField name="toldWhom" label={m.care_told_whom()} maxLength={60} />
                    <SubmitButton>{m.care_tell()}</SubmitButton>
                  </EditForm>
                </Dialog>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
