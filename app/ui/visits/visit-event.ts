import { m } from '~/words/generated/messages';
import { eventText } from '../audit/history-lines';
import { formatInstant } from '../kit/format';
import { visitEventWords } from './event-words';

/**
 * What happened to a visit, with the times of a move and who was asked to step in, by `names` of volunteers: whoever stands by is
 * asked by itself when another says no, and would else seem to be asked by that other.
 */
export function visitEventText(
  event: { readonly kind: string; readonly data: unknown },
  names: ReadonlyMap<string, string>,
): string {
  const {
    volunteerId = '',
    stoodBy,
    standby,
    before,
    after,
  } = event.data as {
    volunteerId?: string;
    stoodBy?: boolean;
    standby?: boolean;
    before?: string;
    after?: string;
  };
  const name = names.get(volunteerId);
  if (event.kind === 'visits.moved' && before && after)
    return m.visits_event_moved_times({
      before: formatInstant(new Date(before)),
      after: formatInstant(new Date(after)),
    });
  if (event.kind === 'visits.substitute-asked' && name)
    return stoodBy ? m.visits_event_standby_asked({ name }) : m.visits_event_substitute_asked_whom({ name });
  if (event.kind === 'visits.offer-accepted')
    return standby ? m.visits_event_stands_by() : m.visits_event_stepped_in();
  return eventText(event, visitEventWords);
}
