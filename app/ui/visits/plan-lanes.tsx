import './plan-lanes.css';
import { Link, useSubmit } from '@remix-run/react';
import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '~/ui/kit/icon';
import { Notice } from '~/ui/kit/notice';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';

/** A visit on a lane; quarters of an hour from the beginning of the chart. */
export interface DrawnVisit {
  readonly visitId: string;
  readonly column: number;
  readonly quarters: number;
  readonly tone: Tone;
  readonly fixed: boolean;
  /** On the bar, as far as it fits. */
  readonly text: string;
  /** All of it. */
  readonly whole: string;
}

export interface DrawnLane {
  readonly volunteerId: string;
  readonly name: string;
  readonly slots: readonly { readonly column: number; readonly quarters: number }[];
  readonly visits: readonly DrawnVisit[];
}

/** What a move would mean; `key` says which move it is the answer for. */
export interface Weighed {
  readonly key: string;
  readonly ok: boolean;
  readonly text: string;
  /** What has to be sent to make the move. */
  readonly move: readonly (readonly [string, string])[];
}

interface LanesProps {
  readonly label: string;
  readonly planId: string;
  readonly date: string;
  readonly lanes: readonly DrawnLane[];
  /** First quarter of the day on the chart, and how many there are. */
  readonly firstQuarter: number;
  readonly quarters: number;
  /** Hours along the chart. */
  readonly marks: readonly { readonly column: number; readonly text: string }[];
  readonly movable: boolean;
  /** The visits have pages of their own: those of a proposal have none. */
  readonly promised: boolean;
}

interface Drag {
  readonly visit: DrawnVisit;
  readonly from: string;
  /** Quarters between the beginning of the bar and the pointer. */
  readonly grip: number;
  readonly over?: { readonly volunteerId: string; readonly column: number };
}

const TRACK = '[data-volunteer]';

/**
 * A day of a plan. With a pointer a visit is dragged to another time or volunteer; what that would mean, or the rule that
 * forbids it, is said before it is let go. Each visit is a link to a page that does the same without a pointer; to who
 * may only look at a proposal it is a text.
 */
export function PlanLanes({
  label,
  planId,
  date,
  lanes,
  firstQuarter,
  quarters,
  marks,
  movable,
  promised,
}: LanesProps) {
  const submit = useSubmit();
  const [weighed, setWeighed] = useState<Weighed>();
  const [drag, setDrag] = useState<Drag>();
  /** Where a visit was let go before the answer was there. */
  const [dropped, setDropped] = useState<{ key: string; visitId: string }>();
  const moved = useRef(false);
  /** Whether the last question is still to be answered, though nothing is dragged any more. */
  const asked = useRef(false);

  const timeOf = (column: number) => {
    const minute = (firstQuarter + column) * 15;
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const keyOf = ({ visit, from, over }: Drag) =>
    over
      ? new URLSearchParams({
          visit: visit.visitId,
          who: from,
          to: over.volunteerId,
          date,
          from: timeOf(over.column),
        }).toString()
      : '';

  const key = drag ? keyOf(drag) : '';
  useEffect(() => {
    if (!key) return;
    const left = new AbortController();
    // An answer that does not come is asked for again at the next place.
    fetch(`/visits/plans/${planId}/weigh?${key}`, { signal: left.signal })
      .then((response) => (response.ok ? response.json() : undefined))
      .then(setWeighed, () => undefined);
    return () => {
      if (!asked.current) left.abort();
    };
  }, [key, planId]);

  const answer = weighed?.key === (key || dropped?.key) ? weighed : undefined;
  useEffect(() => {
    if (!dropped || answer?.key !== dropped.key) return;
    asked.current = false;
    setDropped(undefined);
    if (!answer.ok) return;
    const form = new FormData();
    form.set('intent', 'move');
    for (const [name, value] of answer.move) form.append(name, value);
    submit(form, { method: 'post', action: `/visits/plans/${planId}/visits/${dropped.visitId}` });
  }, [answer, dropped, planId, submit]);

  const place = (event: PointerEvent, grip: number): Drag['over'] => {
    const track = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.matches(TRACK));
    const volunteerId = track?.getAttribute('data-volunteer');
    if (!track || !volunteerId) return undefined;
    const { left, width } = track.getBoundingClientRect();
    const column = Math.round(((event.clientX - left) / width) * quarters - grip);
    return { volunteerId, column: Math.max(0, Math.min(quarters - 1, column)) };
  };
  const begin = (event: PointerEvent<HTMLElement>, lane: DrawnLane, visit: DrawnVisit) => {
    if (!movable || event.button !== 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    moved.current = false;
    event.currentTarget.setPointerCapture(event.pointerId);
    asked.current = false;
    setDropped(undefined);
    setWeighed(undefined);
    setDrag({ visit, from: lane.volunteerId, grip: ((event.clientX - left) / width) * visit.quarters });
  };
  const go = (event: PointerEvent) => {
    if (!drag) return;
    const over = place(event, drag.grip);
    const isHome = over?.volunteerId === drag.from && over.column === drag.visit.column;
    if (!isHome) moved.current = true;
    setDrag({ ...drag, over: isHome ? undefined : over });
  };
  const end = () => {
    if (drag && key) {
      asked.current = true;
      setDropped({ key, visitId: drag.visit.visitId });
    }
    setDrag(undefined);
  };

  return (
    <>
      <section
        className="lanes-scroll"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        style={{ '--quarters': quarters } as CSSProperties}
      >
        <div className="lanes-head" aria-hidden="true">
          <span className="lanes-name" />
          <div className="lanes-track">
            {marks.map(({ column, text }) => (
              <span key={column} style={{ gridColumn: `${column + 1} / span 4` }}>
                {text}
              </span>
            ))}
          </div>
        </div>
        <ul className="lanes">
          {lanes.map((lane) => (
            <li key={lane.volunteerId}>
              <span className="lanes-name">{lane.name}</span>
              <div
                className={
                  drag?.over?.volunteerId === lane.volunteerId ? 'lanes-track lanes-target' : 'lanes-track'
                }
                data-volunteer={lane.volunteerId}
              >
                {lane.slots.map(({ column, quarters: long }) => (
                  <span
                    key={column}
                    className="lanes-slot"
                    style={{ gridColumn: `${column + 1} / span ${long}` }}
                    aria-hidden="true"
                  />
                ))}
                {lane.visits.map((visit) => {
                  const shown = (
                    <>
                      {visit.fixed ? <Icon name="lock" /> : null}
                      <span aria-hidden="true">{visit.text}</span>
                      <span className="sr-only">{visit.whole}</span>
                    </>
                  );
                  const drawn = {
                    title: visit.whole,
                    style: { gridColumn: `${visit.column + 1} / span ${visit.quarters}` },
                  };
                  if (!movable && !promised)
                    return (
                      <span key={visit.visitId} className={`lanes-visit tone-${visit.tone}`} {...drawn}>
                        {shown}
                      </span>
                    );
                  const isDragged = drag?.visit.visitId === visit.visitId && drag.from === lane.volunteerId;
                  return (
                    <Link
                      key={visit.visitId}
                      // The page on which a visit is moved knows only those that can still be moved.
                      to={
                        movable
                          ? `/visits/plans/${planId}/visits/${visit.visitId}`
                          : `/visits/${visit.visitId}`
                      }
                      className={`lanes-visit tone-${visit.tone}${movable ? ' lanes-movable' : ''}${isDragged ? ' lanes-dragged' : ''}`}
                      {...drawn}
                      draggable={false}
                      onPointerDown={(event) => begin(event, lane, visit)}
                      onPointerMove={go}
                      onPointerUp={end}
                      onPointerCancel={() => setDrag(undefined)}
                      onClick={(event) => {
                        if (moved.current) event.preventDefault();
                        moved.current = false;
                      }}
                    >
                      {shown}
                    </Link>
                  );
                })}
              </div>
            </li>
          ))}
        </ul>
      </section>
      {movable ? (
        <div className="lanes-weighed" aria-live="polite">
          {key || dropped ? (
            answer ? (
              <Notice tone={answer.ok ? 'ok' : 'late'}>{answer.text}</Notice>
            ) : (
              <Notice tone="info">{m.visits_byhand_weighing()}</Notice>
            )
          ) : weighed && !weighed.ok ? (
            <Notice tone="late">{weighed.text}</Notice>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
