import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { findLatestChange } from '~/domain/audit/find-changes';
import { bedAttributes, bedKinds, type Share, type ShareDenominator } from '~/domain/beds/bed.rules';
import { type BedStatus, type BoardBed, bedStatuses } from '~/domain/beds/board.rules';
import { listBoard } from '~/domain/beds/list-board';
import { parsePlainDate } from '~/domain/kernel/plain-date';
import { page } from '~/routes/authorised.server';
import { BedBoard, type BedOnBoard } from '~/ui/beds/bed-board';
import { BedTabs } from '~/ui/beds/bed-tabs';
import {
  attributeIcon,
  attributeLabel,
  kindLabel,
  optionsOf,
  sexRuleLabel,
  statusIcon,
  statusLabel,
  statusTone,
} from '~/ui/beds/labels';
import { Checkbox, DateField, SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatNumber, formatPercent } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { ParamLink } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** Above so many beds the board begins with one building, because a whole town of tiles is read by nobody. */
const AT_ONCE = 400;

const lean = (bed: BoardBed): BedOnBoard => ({
  id: bed.id,
  name: bed.name,
  kind: bed.kind,
  status: bed.status,
  ...(bed.attributes.length > 0 && { attributes: bed.attributes }),
  who: bed.personName ?? undefined,
  date:
    bed.leaves ??
    bed.closedUntil ??
    (bed.status === 'reserved' || bed.status === 'cleaning' ? bed.reservedFrom : null) ??
    undefined,
});

export const loader = page('beds.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const wanted = {
    on: parsePlainDate(asked('on') ?? ''),
    kind: bedKinds.find((one) => one === asked('kind')),
    sex: (['male', 'female'] as const).find((one) => one === asked('sex')),
    attribute: bedAttributes.find((one) => one === asked('attribute')),
    status: bedStatuses.find((one) => one === asked('status')),
    floorId: asked('floor'),
    leaving: asked('leaving') !== undefined,
  };
  const filtered = Object.values(wanted).some(Boolean);
  // Before the board is read, so that nothing which is committed meanwhile goes unheard.
  const after = await findLatestChange(actor);
  const board = await listBoard(actor, { ...wanted, buildingId: asked('building') });
  const { buildings, houses, on } = board;
  const oneHouse = !filtered && !asked('building') && board.all > AT_ONCE && houses.length > 1;
  return {
    ...board,
    houses: houses.map(({ id, name, floors }) => ({
      id,
      name,
      free: floors.reduce((sum, { counts }) => sum + counts.free, 0),
      floors: floors.map((floor) => ({ id: floor.id, name: floor.name })),
    })),
    buildings: (oneHouse ? buildings.slice(0, 1) : buildings).map((building) => ({
      ...building,
      floors: building.floors.map((floor) => ({
        ...floor,
        rooms: floor.rooms.map((room) => ({ ...room, beds: room.beds.map(lean) })),
      })),
    })),
    building: asked('building'),
    oneHouse,
    wanted: { ...wanted, on, floor: wanted.floorId, leaving: wanted.leaving || undefined },
    filtered,
    live: wanted.on === undefined ? { path: '/live/beds', after } : undefined,
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_title() }) }];

export default function Board() {
  const loaded = useLoaderData<typeof loader>();
  const { on, buildings, houses, shown, all, counts, share, denominator, oneHouse, live, viewer } = loaded;
  return (
    <Page
      title={m.beds_title()}
      lead={m.beds_lead({ date: formatDate(on) })}
      watermark={viewer}
      actions={
        <>
          <PrintButton />
          <a className="button" href={`/beds/list.pdf?on=${on}`}>
            {m.beds_print_list()}
          </a>
          <a className="button" href={`/beds/list.pdf?on=${on}&paper=a3`}>
            {m.beds_paper_a3()}
          </a>
        </>
      }
    >
      <BedTabs />
      <Section>
        <ul className="board-legend">
          {bedStatuses.map((status) => (
            <li key={status}>
              <Link className={`tone-${statusTone[status]}`} to={rowsBehind(status, on)}>
                <Icon name={statusIcon[status]} />
                {m.beds_count_of({ status: statusLabel[status](), count: formatNumber(counts[status]) })}
              </Link>
            </li>
          ))}
        </ul>
        <ShareLine share={share} denominator={denominator} />
        <Filters {...loaded} />
        <Houses houses={houses} building={loaded.building} />
        <p className="quiet">
          {all === 0 ? m.beds_empty() : m.beds_shown({ shown, all })}{' '}
          {oneHouse ? m.beds_shown_building({ building: buildings[0]?.name ?? '' }) : null}
        </p>
        {all > 0 && shown === 0 ? <p>{m.beds_none_shown()}</p> : null}
        <ul className="board-key quiet" aria-label={m.beds_legend()}>
          {bedAttributes.map((one) => (
            <li key={one}>
              <Icon name={attributeIcon[one]} /> {attributeLabel[one]()}
            </li>
          ))}
        </ul>
      </Section>
      <BedBoard buildings={buildings} live={live} />
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Filters({ wanted, filtered, houses }: Pick<Loaded, 'wanted' | 'filtered' | 'houses'>) {
  return (
    <details open={filtered || undefined}>
      <summary className="button">
        <Icon name="search" />
        {m.beds_filter()}
      </summary>
      <FilterForm values={wanted}>
        <DateField name="on" label={m.beds_on()} />
        <SelectField name="status" label={m.beds_status()} options={optionsOf(statusLabel)} optional />
        <SelectField name="kind" label={m.beds_kind()} options={optionsOf(kindLabel)} optional />
        <SelectField
          name="sex"
          label={m.beds_sex()}
          options={optionsOf(sexRuleLabel).filter(({ value }) => value !== 'any')}
          optional
        />
        <SelectField
          name="attribute"
          label={m.beds_attributes()}
          options={optionsOf(attributeLabel)}
          optional
        />
        <SelectField
          name="floor"
          label={m.beds_floor()}
          options={houses.flatMap(({ name, floors }) =>
            floors.map((floor) => ({ value: floor.id, label: `${name} ${floor.name}` })),
          )}
          optional
        />
        <Checkbox name="leaving" label={m.beds_only_leaving()} />
      </FilterForm>
    </details>
  );
}

/** One building at a time, where there are several. */
function Houses({ houses, building }: { houses: Loaded['houses']; building?: string }) {
  if (houses.length < 2) return null;
  return (
    <ul className="board-houses" aria-label={m.beds_building()}>
      {houses.map(({ id, name, free }) => (
        <li key={id} aria-current={id === building || undefined}>
          <ParamLink name="building" value={id} without="floor" className="button">
            <Icon name="building" />
            {m.beds_building_free({ name, free: formatNumber(free) })}
          </ParamLink>
        </li>
      ))}
      {building ? (
        <li>
          <ParamLink name="building" className="button">
            {m.beds_all_buildings()}
          </ParamLink>
        </li>
      ) : null}
    </ul>
  );
}

/** Where the rows behind a number are. */
const rowsBehind = (status: BedStatus, on: string): string => {
  if (status === 'occupied') return '/stays';
  if (status === 'cleaning') return '/beds/cleaning';
  return status === 'reserved' ? '/applications?status=offered' : `/beds?on=${on}&status=${status}`;
};

function ShareLine({ share, denominator }: { share: Share; denominator: ShareDenominator }) {
  const { percent, nursing, all, goal, met } = share;
  if (percent === undefined) return null;
  return (
    <p>
      <Link to="/beds?kind=nursing">{m.beds_share({ percent: formatPercent(percent / 100) })}</Link>{' '}
      <Status tone={met ? 'ok' : 'late'}>{met ? m.beds_share_met() : m.beds_share_unmet()}</Status>{' '}
      <span className="quiet">
        {m.beds_share_note({ nursing, all, goal })}{' '}
        {denominator === 'all' ? m.beds_denominator_all() : m.beds_denominator_in_service()}
      </span>
    </p>
  );
}
