import './bed-board.css';
import { Link } from '@remix-run/react';
import type { BedKind, SexRule } from '~/domain/beds/bed.rules';
import type { BedStatus } from '~/domain/beds/board.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDayMonth } from '~/ui/kit/format';
import { Icon } from '~/ui/kit/icon';
import { Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { kindLabel, sexRuleLabel, statusIcon, statusLabel, statusTone } from './labels';

/** What the board needs of a bed and no more: a centre has hundreds of them on one page. */
export interface BedOnBoard {
  readonly id: string;
  readonly name: string;
  readonly kind: BedKind;
  readonly status: BedStatus;
  readonly who?: string;
  readonly date?: PlainDate;
}

interface RoomOnBoard {
  readonly name: string;
  readonly sexRule: SexRule;
  readonly beds: readonly BedOnBoard[];
}

export interface BuildingOnBoard {
  readonly name: string;
  readonly floors: readonly { readonly name: string; readonly rooms: readonly RoomOnBoard[] }[];
}

/** Buildings as they stand, each bed a door to its page. */
export function BedBoard({ buildings }: { buildings: readonly BuildingOnBoard[] }) {
  return buildings.map((building) => (
    <Section key={building.name} title={building.name}>
      <div>
        {building.floors.map((floor) => (
          <section key={floor.name} className="board-floor">
            <h3>{floor.name}</h3>
            <ul className="board-rooms">
              {floor.rooms.map((room) => (
                <Room key={room.name} room={room} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  ));
}

function Room({ room: { name, sexRule, beds } }: { room: RoomOnBoard }) {
  const kinds = new Set(beds.map(({ kind }) => kind));
  const facts = [sexRuleLabel[sexRule](), ...[...kinds].map((kind) => kindLabel[kind]())];
  const free = beds.filter(({ status }) => status === 'free').length;
  return (
    <li className="board-room">
      <h4>{name}</h4>
      <p>
        {facts.join(m.reports_list_mark())} · {m.beds_room_free({ free, all: beds.length })}
      </p>
      <ul>
        {beds.map((bed) => (
          <li key={bed.id} className={`tone-${statusTone[bed.status]}`}>
            <Link to={`/beds/${bed.id}`}>
              <span>
                {bed.name}
                {kinds.size > 1 ? ` ${kindLabel[bed.kind]()}` : ''}
              </span>
              <span>
                <Icon name={statusIcon[bed.status]} />
                {bed.who ?? statusLabel[bed.status]()}
                {bed.date ? <small>{dateText(bed.status, bed.date)}</small> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What the date of a bed means: until when it is not free, or from when it is kept. */
function dateText(status: BedStatus, day: PlainDate): string {
  const date = formatDayMonth(day);
  if (status === 'closed') return m.beds_closed_until({ date });
  return status === 'reserved' ? m.beds_reserved_from({ date }) : m.beds_leaves({ date });
}
