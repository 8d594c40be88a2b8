import type { Key, ReactNode } from 'react';
import { m } from '~/words/generated/messages';
import { formatInstant } from './format';

export interface TimelineEvent {
  readonly key: Key;
  readonly at: Date;
  /** Who did it; absent for the product itself. */
  readonly by?: string;
  /** What happened, in words. */
  readonly what: ReactNode;
  readonly reason?: string | null;
}

/** What happened to a record, newest first. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return <p className="quiet">{m.kit_timeline_empty()}</p>;
  return (
    <ol className="timeline">
      {events.map(({ key, at, by, what, reason }) => (
        <li key={key}>
          <p className="quiet">
            <time dateTime={at.toISOString()}>{formatInstant(at)}</time> · {by ?? m.kit_by_system()}
          </p>
          <p>{what}</p>
          {reason ? <p className="quiet">{m.kit_reason_given({ reason })}</p> : null}
        </li>
      ))}
    </ol>
  );
}
