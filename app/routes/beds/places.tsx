import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { addBuilding } from '~/domain/beds/add-building';
import { addFloor } from '~/domain/beds/add-floor';
import { addRoom } from '~/domain/beds/add-room';
import { listPlaces } from '~/domain/beds/list-places';
import { removePlace } from '~/domain/beds/remove-place';
import { renamePlace } from '~/domain/beds/rename-place';
import { dateOf } from '~/domain/kernel/plain-date';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { intents, page, post } from '~/routes/authorised.server';
import { BedTabs } from '~/ui/beds/bed-tabs';
import { sexRuleLabel } from '~/ui/beds/labels';
import { RoomFields } from '~/ui/beds/room-fields';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, NumberField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, type Reply } from '~/ui/kit/form';
import { formatEmpty } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('beds.view', async ({ actor }) => {
  const today = dateOf(actor.at ?? new Date());
  const tree = await listPlaces(actor);
  const centres = actor.permissions.has('organisations.view')
    ? await listOrganisations(actor, { kinds: ['care_centre'] })
    : [];
  return {
    centre: centres[0]?.name,
    tree: tree.map(({ floors, ...building }) => ({
      ...building,
      floors: floors.map(({ rooms, ...floor }) => ({
        ...floor,
        rooms: rooms.map(({ beds, ...room }) => {
          const standing = beds.filter(({ retiredOn }) => retiredOn === null || retiredOn > today);
          return {
            id: room.id,
            name: room.name,
            rules: rulesText(room),
            beds: standing.map(({ name }) => name).join(m.reports_list_mark()),
            count: standing.length,
            nursing: standing.filter(({ kind }) => kind === 'nursing').length,
          };
        }),
      })),
    })),
    mayEdit: actor.permissions.has('beds.edit'),
    mayImport: actor.permissions.has('beds.import'),
  };
});

/** Whom a room takes, in words. */
const rulesText = (room: {
  sexRule: keyof typeof sexRuleLabel;
  isolation: boolean;
  oneHousehold: boolean;
  maxPeople: number | null;
}) =>
  [
    sexRuleLabel[room.sexRule](),
    ...(room.isolation ? [m.beds_room_isolation()] : []),
    ...(room.oneHousehold ? [m.beds_room_household()] : []),
    ...(room.maxPeople ? [m.beds_room_most({ count: room.maxPeople })] : []),
  ].join(m.reports_list_mark());

const then = () => '/beds/places';

export const action = intents({
  building: post(addBuilding, { then }),
  floor: post(addFloor, { then }),
  room: post(addRoom, { then: ({ roomId }) => `/beds/rooms/${roomId}` }),
  rename: post(renamePlace, { then }),
  remove: post(removePlace, { then }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_places() }) }];

export default function Places() {
  const { centre, tree, mayEdit, mayImport } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.beds_places()}
      lead={centre ?? m.beds_places_lead()}
      actions={
        <>
          {mayEdit ? (
            <Dialog id="building" title={m.beds_add_building()} trigger={m.beds_add_building()}>
              <EditForm intent="building" reply={reply}>
                <TextField name="name" label={m.beds_name()} maxLength={40} />
                <SubmitButton>{m.beds_add_building()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null}
          {mayImport ? <ButtonLink to="/imports/beds">{m.beds_import()}</ButtonLink> : null}
          {mayEdit ? <ButtonLink to="/beds/isolation">{m.beds_isolation()}</ButtonLink> : null}
          {mayEdit ? <ButtonLink to="/beds/rules">{m.beds_rules()}</ButtonLink> : null}
        </>
      }
    >
      <BedTabs />
      {tree.length === 0 ? <Notice tone="info">{m.beds_empty()}</Notice> : null}
      {tree.map((building) => (
        <Section
          key={building.id}
          title={building.name}
          actions={mayEdit ? <BuildingDeeds building={building} reply={reply} /> : null}
        >
          {building.floors.map((floor) => (
            <FloorPart key={floor.id} floor={floor} mayEdit={mayEdit} reply={reply} />
          ))}
        </Section>
      ))}
    </Page>
  );
}

type Building = ReturnType<typeof useLoaderData<typeof loader>>['tree'][number];
type Floor = Building['floors'][number];

function BuildingDeeds({ building, reply }: { building: Building; reply?: Reply }) {
  return (
    <>
      <Dialog id={`floor-${building.id}`} title={m.beds_add_floor()} trigger={m.beds_add_floor()}>
        <EditForm intent="floor" id={`floor-${building.id}`} reply={reply}>
          <HiddenField name="buildingId" value={building.id} />
          <TextField name="name" label={m.beds_name()} maxLength={40} />
          <NumberField name="level" label={m.beds_level()} hint={m.beds_level_hint()} optional />
          <SubmitButton>{m.beds_add_floor()}</SubmitButton>
        </EditForm>
      </Dialog>
      <Rename level="building" place={building} reply={reply} />
      {building.floors.length === 0 ? <Remove level="building" id={building.id} reply={reply} /> : null}
    </>
  );
}

interface FloorProps {
  floor: Floor;
  mayEdit: boolean;
  reply?: Reply;
}

function FloorPart({ floor, mayEdit, reply }: FloorProps) {
  return (
    <>
      <div className="section-head">
        <h3>{floor.name}</h3>
        {mayEdit ? (
          <div className="actions">
            <Dialog id={`room-${floor.id}`} title={m.beds_add_room()} trigger={m.beds_add_room()}>
              <EditForm intent="room" id={`room-${floor.id}`} reply={reply}>
                <HiddenField name="floorId" value={floor.id} />
                <TextField name="name" label={m.beds_name()} maxLength={40} />
                <RoomFields />
                <SubmitButton>{m.beds_add_room()}</SubmitButton>
              </EditForm>
            </Dialog>
            <Rename level="floor" place={floor} reply={reply} />
            {floor.rooms.length === 0 ? <Remove level="floor" id={floor.id} reply={reply} /> : null}
          </div>
        ) : null}
      </div>
      <Table
        caption={floor.name}
        rows={floor.rooms}
        rowKey={(row) => row.id}
        empty={m.beds_floor_empty()}
        columns={[
          {
            key: 'room',
            title: m.beds_room(),
            heading: true,
            cell: (row) => <Link to={`/beds/rooms/${row.id}`}>{row.name}</Link>,
          },
          { key: 'rules', title: m.beds_room_rules(), cell: (row) => row.rules },
          { key: 'beds', title: m.beds_bed(), cell: (row) => row.beds || formatEmpty() },
          {
            key: 'count',
            title: m.beds_count_nursing(),
            numeric: true,
            cell: (row) => `${row.count} / ${row.nursing}`,
          },
        ]}
      />
    </>
  );
}

function Rename({
  level,
  place,
  reply,
}: {
  level: 'building' | 'floor';
  place: { id: string; name: string; level?: number | null };
  reply?: Reply;
}) {
  const id = `rename-${place.id}`;
  return (
    <Dialog id={id} title={m.beds_rename()} trigger={m.beds_rename()}>
      <EditForm
        intent="rename"
        id={id}
        reply={reply}
        values={{ name: place.name, standing: place.level ?? undefined }}
      >
        <HiddenField name="level" value={level} />
        <HiddenField name="placeId" value={place.id} />
        <TextField name="name" label={m.beds_name()} maxLength={40} />
        {level === 'floor' ? (
          <NumberField name="standing" label={m.beds_level()} hint={m.beds_level_hint()} optional />
        ) : null}
        <SubmitButton>{m.beds_change_do()}</SubmitButton>
      </EditForm>
    </Dialog>
  );
}

/** Of what is empty and was added by mistake. */
function Remove({ level, id, reply }: { level: 'building' | 'floor'; id: string; reply?: Reply }) {
  return (
    <EditForm intent="remove" id={`remove-${id}`} reply={reply}>
      <HiddenField name="level" value={level} />
      <HiddenField name="placeId" value={id} />
      <SubmitButton>{m.beds_remove()}</SubmitButton>
    </EditForm>
  );
}
