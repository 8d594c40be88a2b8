import './bed-timeline.css';
import { Link } from '@remix-run/react';
import type { SpanKind } from '~/domain/beds/timeline.rules';
import { Icon, type IconName } from '~/ui/kit/icon';
import type { Tone } from '~/ui/kit/status';

/** A bar as the chart draws it: what it is, where it stands, and all of it in words. */
export interface DrawnBar {
  readonly kind: SpanKind;
  /** From 0. */
  readonly column: number;
  readonly days: number;
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
  /** On the bar, as far as it fits. */
  readonly text: string;
  /** Kind, who or why, and the days. */
  readonly whole: string;
  readonly to?: string;
}

export interface DrawnBed {
  readonly id: string;
  readonly name: string;
  readonly bars: readonly DrawnBar[];
}

export interface DrawnRoom {
  readonly id: string;
  readonly name: string;
  /** Building and floor, at the first room of each. */
  readonly above?: string;
  readonly beds: readonly DrawnBed[];
}

export const spanTone: Record<SpanKind, Tone> = {
  occupied: 'info',
  leave: 'demo',
  reserved: 'due',
  closed: 'stopped',
  cleaning: 'unconfirmed',
};

export const spanIcon: Record<SpanKind, IconName> = {
  occupied: 'user',
  leave: 'external',
  reserved: 'clock',
  closed: 'stopped',
  cleaning: 'refresh',
};

interface ChartProps {
  /** Names the chart; it can be scrolled with the keys. */
  readonly label: string;
  readonly rooms: readonly DrawnRoom[];
  /** First days of months and weeks: column from 0, and how it is called. */
  readonly marks: readonly { readonly column: number; readonly text: string }[];
  /** Column of today, when it is on the chart. */
  readonly now?: number;
}

/** Ninety days of beds, room by room: who is there, who is away, what is kept, closed or to be made ready. */
export function BedTimeline({ label, rooms, marks, now }: ChartProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached with the keys
    <section className="days-scroll" aria-label={label} tabIndex={0}>
      <div className="days-head" aria-hidden="true">
        <span className="days-name" />
        <span className="days-track">
          {marks.map(({ column, text }) => (
            <span key={column} style={{ gridColumn: `${column + 1} / span 7` }}>
              {text}
            </span>
          ))}
        </span>
      </div>
      <ul className="days">
        {rooms.flatMap((room) => [
          room.above ? (
            <li key={`above-${room.id}`} className="days-above">
              <span>{room.above}</span>
            </li>
          ) : null,
          <li key={room.id} className="days-room">
            <span className="days-name">{room.name}</span>
          </li>,
          ...room.beds.map((bed) => (
            <li key={bed.id}>
              <Link className="days-name" to={`/beds/${bed.id}`}>
                {bed.name}
              </Link>
              <span className="days-track">
                {now === undefined ? null : (
                  <span className="days-now" style={{ gridColumn: now + 1 }} aria-hidden="true" />
                )}
                {bed.bars.map((bar) => (
                  <BarLink key={`${bar.kind}${bar.column}`} bar={bar} />
                ))}
              </span>
            </li>
          )),
        ])}
      </ul>
    </section>
  );
}

function BarLink({ bar }: { bar: DrawnBar }) {
  const { kind, column, days, cutLeft, cutRight, text, whole, to } = bar;
  const look = {
    className: [
      `days-bar tone-${spanTone[kind]}`,
      kind === 'leave' ? 'days-leave' : '',
      cutLeft ? 'days-cut-left' : '',
      cutRight ? 'days-cut-right' : '',
    ]
      .filter(Boolean)
      .join(' '),
    style: { gridColumn: `${column + 1} / span ${days}` },
    title: whole,
  };
  const content = (
    <>
      <Icon name={spanIcon[kind]} />
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">{whole}</span>
    </>
  );
  return to ? (
    <Link {...look} to={to}>
      {content}
    </Link>
  ) : (
    <span {...look}>{content}</span>
  );
}
