import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { addBeds } from '~/domain/beds/add-beds';
import { changeRoom } from '~/domain/beds/change-room';
import { findRoom } from '~/domain/beds/find-room';
import { removePlace } from '~/domain/beds/remove-place';
import { renamePlace } from '~/domain/beds/rename-place';
import { previewShare } from '~/domain/beds/share-guard';
import { dateOf } from '~/domain/kernel/plain-date';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { bedEventWords } from '~/ui/beds/event-words';
import { attributeLabel, attributesText, kindLabel, optionsOf, sexRuleLabel } from '~/ui/beds/labels';
import { RoomFields } from '~/ui/beds/room-fields';
import { ShareNotice } from '~/ui/beds/share';
import { Choice, Choices, DateField, HiddenField, RowButton, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, useRowCount } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';

export const loader = page('beds.view', async ({ actor, id }) => {
  const room = await findRoom(actor, { id });
  if (!room) throw notFound();
  const events = await listTimeline(actor, { type: 'place', id });
  const mayEdit = actor.permissions.has('beds.edit');
  const { before, after, lowers } = await previewShare(actor, { change: { nursing: 0, all: 1 } });
  return {
    room,
    rules: {
      sexRule: room.sexRule,
      isolation: room.isolation,
      oneHousehold: room.oneHousehold,
      maxPeople: room.maxPeople ?? undefined,
    },
    events: historyLines(events, bedEventWords),
    // What one general bed more would do.
    share: mayEdit ? { before, after, lowers } : undefined,
    today: dateOf(actor.at ?? new Date()),
  };
});

const then = (_: unknown, { id }: { id: string }) => `/beds/rooms/${id}`;
const ofRoom = { with: ({ id }: { id: string }) => ({ roomId: id }), then };

export const action = intents({
  change: post(changeRoom, ofRoom),
  add: post(addBeds, ofRoom),
  rename: post(renamePlace, { with: ({ id }) => ({ placeId: id, level: 'room' as const }), then }),
  remove: post(removePlace, {
    with: ({ id }) => ({ placeId: id, level: 'room' as const }),
    then: () => '/beds/places',
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? `${data.room.building} ${data.room.name}` : m.beds_places() }) },
];

export default function RoomPage() {
  const { room, rules, events, share, today } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={`${room.building} ${room.name}`}
      lead={`${room.floor} · ${sexRuleLabel[room.sexRule]()}`}
      above={[
        { to: '/beds', label: m.beds_title() },
        { to: '/beds/places', label: m.beds_places() },
      ]}
    >
      <Section title={m.beds_bed()}>
        <Table
          caption={m.beds_bed()}
          rows={room.beds}
          rowKey={(row) => row.id}
          empty={m.beds_room_empty()}
          columns={[
            {
              key: 'name',
              title: m.beds_bed(),
              heading: true,
              cell: (row) => <Link to={`/beds/${row.id}`}>{row.name}</Link>,
            },
            { key: 'kind', title: m.beds_kind(), cell: (row) => kindLabel[row.kind]() },
            { key: 'attributes', title: m.beds_attributes(), cell: (row) => attributesText(row.attributes) },
            {
              key: 'service',
              title: m.beds_status(),
              cell: ({ openedOn, retiredOn }) => (
                <>
                  {openedOn && openedOn > today ? m.beds_why_unopened({ date: formatDate(openedOn) }) : null}
                  {retiredOn ? (
                    <Status tone="stopped">
                      {retiredOn > today
                        ? m.beds_why_retiring({ date: formatDate(retiredOn) })
                        : m.beds_retired()}
                    </Status>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      </Section>
      {share ? (
        <>
          <Section title={m.beds_add_beds()}>
            <EditForm intent="add" reply={reply} values={{ from: today, kind: 'nursing' }}>
              <BedNames />
              <Choice name="kind" label={m.beds_kind()} options={optionsOf(kindLabel)} inline />
              <Choices
                name="attributes"
                label={m.beds_attributes()}
                options={optionsOf(attributeLabel)}
                inline
                optional
              />
              <DateField name="from" label={m.beds_opened_on()} />
              <p>{m.beds_add_general()}</p>
              <ShareNotice share={share} />
              <SubmitButton>{m.beds_add_beds()}</SubmitButton>
            </EditForm>
          </Section>
          <Section title={m.beds_room_rules()}>
            <EditForm intent="change" reply={reply} values={rules}>
              <RoomFields />
              <SubmitButton>{m.beds_change_do()}</SubmitButton>
            </EditForm>
          </Section>
          <Section title={m.beds_rename()}>
            <EditForm intent="rename" reply={reply} values={{ name: room.name }}>
              <HiddenField name="level" value="room" />
              <TextField name="name" label={m.beds_name()} maxLength={40} />
              <SubmitButton>{m.beds_rename()}</SubmitButton>
            </EditForm>
            {room.beds.length === 0 ? (
              <EditForm intent="remove" reply={reply}>
                <SubmitButton>{m.beds_remove()}</SubmitButton>
              </EditForm>
            ) : null}
          </Section>
        </>
      ) : null}
      <Section title={m.beds_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}

/** A name per bed. */
function BedNames() {
  const count = useRowCount('names');
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by where they stand
        <TextField key={index} name={`names[${index}]`} label={m.beds_bed_name()} maxLength={40} />
      ))}
      <RowButton name="names">{m.beds_bed_more()}</RowButton>
    </>
  );
}
