import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';

interface ClosureChange {
  readonly change: 'made' | 'extended' | 'shortened' | 'reopened' | 'withdrawn';
  readonly untilOn: PlainDate | null;
  readonly reason: string | null;
  readonly at: Date;
  readonly byName: string;
}

const changeLabel: Record<ClosureChange['change'], () => string> = {
  made: m.beds_event_closed,
  extended: m.beds_event_closure_extended,
  shortened: m.beds_event_closure_shortened,
  reopened: m.beds_event_reopened,
  withdrawn: m.beds_event_closure_withdrawn,
};

/** What was done with a closure, by whom, until when, why; oldest first. */
export function ClosureHistory({ changes }: { changes: readonly ClosureChange[] }) {
  return (
    <ol>
      {changes.map(({ change, untilOn, reason, at, byName }) => (
        <li key={`${at.getTime()}${change}`}>
          {changeLabel[change]()}
          {m.kit_colon()}
          {m.beds_closure_by({
            by: byName,
            at: formatInstant(at),
            until: untilOn ? formatDate(untilOn) : m.beds_until_open(),
          })}
          {change !== 'made' && reason ? ` ${m.kit_reason_given({ reason })}` : null}
        </li>
      ))}
    </ol>
  );
}
