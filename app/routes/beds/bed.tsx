import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { changeBed } from '~/domain/beds/change-bed';
import { closeBed } from '~/domain/beds/close-bed';
import { type Bed, findBed } from '~/domain/beds/find-bed';
import { reopenBed } from '~/domain/beds/reopen-bed';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { bedEventWords } from '~/ui/beds/event-words';
import {
  attributeLabel,
  attributesText,
  causeLabel,
  kindLabel,
  optionsOf,
  placeText,
  sexRuleLabel,
  statusLabel,
  statusTone,
} from '~/ui/beds/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, Choices, DateField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('beds.view', async ({ actor, id }) => {
  const bed = await findBed(actor, { id });
  if (!bed) throw notFound();
  const events = await listTimeline(actor, { type: 'bed', id });
  return {
    bed,
    events: events.map(({ seq, at, actorName, kind, reason }) => ({
      key: String(seq),
      at,
      by: actorName,
      what: (bedEventWords as Readonly<Record<string, () => string>>)[kind]?.() ?? kind,
      reason,
    })),
    today: dateOf(actor.at ?? new Date()),
    mayEdit: actor.permissions.has('beds.edit'),
    maySeeStays: actor.permissions.has('stays.view'),
    viewer: actor.name,
  };
});

const ofBed = {
  with: ({ id }: { id: string }) => ({ bedId: id }),
  then: (_: unknown, { id }: { id: string }) => `/beds/${id}`,
};

export const action = intents({
  close: post(closeBed, ofBed),
  reopen: post(reopenBed, ofBed),
  change: post(changeBed, ofBed),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? placeText(data.bed) : m.beds_title() }) },
];

export default function BedPage() {
  const { bed, events, today, mayEdit, maySeeStays, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={placeText(bed)}
      above={[{ to: '/beds', label: m.beds_title() }]}
      status={<Status tone={statusTone[bed.status]}>{statusLabel[bed.status]()}</Status>}
      watermark={viewer}
      actions={mayEdit ? <Deeds bed={bed} today={today} reply={reply} /> : null}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.beds_building(), value: bed.building },
            { term: m.beds_floor(), value: bed.floor },
            { term: m.beds_kind(), value: kindLabel[bed.kind]() },
            { term: m.beds_sex(), value: sexRuleLabel[bed.sexRule]() },
            { term: m.beds_attributes(), value: attributesText(bed.attributes) },
            { term: m.beds_status(), value: <Standing bed={bed} maySeeStays={maySeeStays} /> },
          ]}
        />
      </Section>
      <Section title={m.beds_people()}>
        <Table
          caption={m.beds_people()}
          rows={bed.occupancies}
          rowKey={(row) => row.id}
          empty={m.beds_people_empty()}
          columns={[
            {
              key: 'person',
              title: m.beds_occupant(),
              heading: true,
              cell: (row) =>
                row.stayId && maySeeStays ? (
                  <Link to={`/stays/${row.stayId}`}>{row.personName}</Link>
                ) : (
                  row.personName
                ),
            },
            { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.beds_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_now()),
            },
          ]}
        />
      </Section>
      <Section title={m.beds_closures()}>
        <Table
          caption={m.beds_closures()}
          rows={bed.closures}
          rowKey={(row) => row.id}
          empty={m.beds_closures_empty()}
          columns={[
            {
              key: 'cause',
              title: m.beds_close_cause(),
              heading: true,
              cell: (row) => causeLabel[row.cause](),
            },
            { key: 'reason', title: m.beds_close_reason(), cell: (row) => row.reason },
            { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.beds_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_open()),
            },
          ]}
        />
      </Section>
      <Section title={m.beds_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}

/** How the bed stands today, with whoever or whatever makes it so. */
function Standing({ bed, maySeeStays }: { bed: Bed; maySeeStays: boolean }) {
  const { occupant, closure, reservation, status } = bed;
  if (occupant) {
    const text = m.beds_since({ name: occupant.personName, date: formatDate(occupant.fromOn) });
    return occupant.stayId && maySeeStays ? <Link to={`/stays/${occupant.stayId}`}>{text}</Link> : text;
  }
  if (closure) return m.beds_closed_because({ cause: causeLabel[closure.cause](), reason: closure.reason });
  if (reservation)
    return m.beds_kept_for({ name: reservation.personName, date: formatDate(reservation.fromOn) });
  return statusLabel[status]();
}

function Deeds({ bed, today, reply }: { bed: Bed; today: string; reply?: Reply }) {
  return (
    <>
      {bed.closure ? (
        <Dialog id="reopen" title={m.beds_reopen()} trigger={m.beds_reopen()}>
          <p>{m.beds_reopen_lead()}</p>
          <EditForm intent="reopen" reply={reply}>
            <SubmitButton>{m.beds_reopen()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : (
        <Dialog id="close" title={m.beds_close()} trigger={m.beds_close()}>
          <EditForm intent="close" reply={reply} values={{ from: today }}>
            <DateField name="from" label={m.beds_close_from()} />
            <DateField name="until" label={m.beds_close_until()} hint={m.beds_close_until_hint()} optional />
            <Choice name="cause" label={m.beds_close_cause()} options={optionsOf(causeLabel)} inline />
            <TextField name="reason" label={m.beds_close_reason()} maxLength={200} />
            <SubmitButton>{m.beds_close()}</SubmitButton>
          </EditForm>
        </Dialog>
      )}
      <Dialog id="change" title={m.beds_change()} trigger={m.beds_change()}>
        <EditForm intent="change" reply={reply} values={{ kind: bed.kind, attributes: [...bed.attributes] }}>
          <Choice name="kind" label={m.beds_kind()} options={optionsOf(kindLabel)} inline />
          <Choices
            name="attributes"
            label={m.beds_attributes()}
            options={optionsOf(attributeLabel)}
            inline
            optional
          />
          <SubmitButton>{m.beds_change_do()}</SubmitButton>
        </EditForm>
      </Dialog>
    </>
  );
}
