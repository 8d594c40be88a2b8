import './bed-board.css';
import { Link } from '@remix-run/react';
import { useRef } from 'react';
import type { BedAttribute, BedKind, SexRule } from '~/domain/beds/bed.rules';
import type { BedStatus } from '~/domain/beds/board.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDayMonth } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { type Live, useLive } from '~/ui/kit/live';
import { Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import {
  attributeIcon,
  attributesText,
  kindLabel,
  sexIcon,
  sexRuleLabel,
  statusIcon,
  statusLabel,
  statusTone,
} from './labels';

/** What the board needs of a bed and no more: a centre has hundreds of them on one page. */
export interface BedOnBoard {
  readonly id: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly status: BedStatus;
  readonly attributes?: readonly BedAttribute[];
  readonly who?: string;
  readonly date?: PlainDate;
  /** Away for some days, the bed held. */
  readonly away?: boolean;
}

interface RoomOnBoard {
  readonly id: string;
  readonly name: string;
  readonly sexRule: SexRule;
  readonly isolation: boolean;
  readonly oneHousehold: boolean;
  readonly maxPeople: number | null;
  readonly beds: readonly BedOnBoard[];
}

interface FloorOnBoard {
  readonly id: string;
  readonly name: string;
  readonly counts: Readonly<Record<BedStatus, number>>;
  readonly rooms: readonly RoomOnBoard[];
}

export interface BuildingOnBoard {
  readonly id: string;
  readonly name: string;
  readonly floors: readonly FloorOnBoard[];
}

const sum = (counts: FloorOnBoard['counts']): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** Buildings as they stand, each bed a door to its page. With `live` it follows what others do, and says what has changed. */
export function BedBoard({ buildings, live }: { buildings: readonly BuildingOnBoard[]; live?: Live }) {
  const changed = useChanges(buildings, live);
  return (
    <>
      <div className="board-changes" role="status">
        {changed.size > 0 ? (
          <p className="notice tone-info">
            <Icon name="refresh" />
            <span>{changesText([...changed.values()])}</span>
          </p>
        ) : null}
      </div>
      {buildings.map((building) => (
        <Section key={building.id} title={building.name}>
          <div className="board">
            {building.floors.map((floor) => (
              <section key={floor.id} className="board-floor">
                <h3>
                  {floor.name}
                  <small>{m.beds_room_free({ free: floor.counts.free, all: sum(floor.counts) })}</small>
                </h3>
                <ul className="board-rooms">
                  {floor.rooms.map((room) => (
                    <Room key={room.id} room={room} changed={changed} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </Section>
      ))}
    </>
  );
}

/** Changes that are told one by one; of more only their number. */
const TOLD = 4;

const changesText = (texts: readonly string[]): string =>
  texts.length > TOLD
    ? m.beds_changed_many({ texts: texts.slice(0, TOLD).join(m.beds_between()), more: texts.length - TOLD })
    : m.beds_changed({ texts: texts.join(m.beds_between()) });

/** What the last change of others did, by bed. Changes of what is shown (another filter, another day) are none. */
function useChanges(buildings: readonly BuildingOnBoard[], live?: Live): ReadonlyMap<string, string> {
  const before = useRef(buildings);
  const heard = useRef(false);
  const found = useRef<ReadonlyMap<string, string>>(new Map());
  useLive(live, () => {
    heard.current = true;
  });
  if (before.current !== buildings) {
    if (heard.current) {
      const changes = changesBetween(before.current, buildings);
      if (changes.size > 0) found.current = changes;
    } else found.current = new Map();
    heard.current = false;
    before.current = buildings;
  }
  return found.current;
}

function changesBetween(
  before: readonly BuildingOnBoard[],
  after: readonly BuildingOnBoard[],
): Map<string, string> {
  const [old, now] = [stands(before), stands(after)];
  const changes = new Map<string, string>();
  for (const [id, { place, text }] of now) {
    const was = old.get(id);
    if (was?.text !== text)
      changes.set(id, m.beds_change_of({ place, before: was?.text ?? '—', after: text }));
  }
  return changes;
}

function stands(buildings: readonly BuildingOnBoard[]) {
  const found = new Map<string, { place: string; text: string }>();
  for (const { floors } of buildings)
    for (const { rooms } of floors)
      for (const room of rooms)
        for (const bed of room.beds) {
          const text = bed.who ? `${statusLabel[bed.status]()} ${bed.who}` : statusLabel[bed.status]();
          found.set(bed.id, { place: `${room.name} ${bed.name}`, text });
        }
  return found;
}

function roomFacts(
  { sexRule, isolation, oneHousehold, maxPeople }: RoomOnBoard,
  kinds: ReadonlySet<BedKind>,
) {
  return [
    sexRuleLabel[sexRule](),
    ...[...kinds].map((kind) => kindLabel[kind]()),
    ...(isolation ? [m.beds_room_isolation()] : []),
    ...(oneHousehold ? [m.beds_room_household()] : []),
    ...(maxPeople ? [m.beds_room_most({ count: maxPeople })] : []),
  ];
}

function Room({ room, changed }: { room: RoomOnBoard; changed: ReadonlyMap<string, string> }) {
  const { name, beds } = room;
  const kinds = new Set(beds.map(({ kind }) => kind));
  return (
    <li className="board-room">
      <h4>
        <Icon name={sexIcon[room.sexRule]} />
        {name}
      </h4>
      <p>{roomFacts(room, kinds).join(m.reports_list_mark())}</p>
      <ul>
        {beds.map((bed) => (
          <li
            key={bed.id}
            className={`tone-${statusTone[bed.status]}${changed.has(bed.id) ? ' board-changed' : ''}`}
          >
            <Link to={`/beds/${bed.id}`}>
              <span>
                {bed.name}
                {kinds.size > 1 ? ` ${kindLabel[bed.kind]()}` : ''}
                {bed.attributes ? <Attributes attributes={bed.attributes} /> : null}
              </span>
              <span>
                <Icon name={bed.away ? 'external' : statusIcon[bed.status]} />
                {bed.who ?? statusLabel[bed.status]()}
                {bed.away ? <small>{m.beds_away()}</small> : null}
                {bed.date ? <small>{dateText(bed.status, bed.date)}</small> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Features of a bed as pictures, and as words for those who do not see them. */
function Attributes({ attributes }: { attributes: readonly BedAttribute[] }) {
  return (
    <span className="board-attributes">
      {attributes.map((one) => (
        <Icon key={one} name={attributeIcon[one]} />
      ))}
      <span className="sr-only">{attributesText(attributes)}</span>
    </span>
  );
}

/** What the date of a bed means: until when it is not free, or from when it is kept. */
function dateText(status: BedStatus, day: PlainDate): string {
  const date = formatDayMonth(day);
  if (status === 'closed') return m.beds_closed_until({ date });
  return status === 'occupied' ? m.beds_leaves({ date }) : m.beds_reserved_from({ date });
}
