import { reasonText } from '~/domain/kernel/made-reasons';
import { jobName } from '../jobs/job-name';
import { eventName } from './event-name';

interface Told {
  readonly seq: bigint;
  readonly at: Date;
  readonly actorName: string;
  readonly kind: string;
  readonly reason: string | null;
}

/** Words of the events of an area, by kind. */
type EventWords = Readonly<Record<string, (() => string) | undefined>>;

/** What an event says; what other areas did to a record, such as a notice about a volunteer, in the words of theirs. */
export const eventText = ({ kind }: { readonly kind: string }, words: EventWords): string =>
  words[kind]?.() ?? eventName(kind);

/**
 * Lines of a record's history as `Timeline` takes them, from words by kind or of whoever can say more. Call it in a loader: the
 * words then cost no script.
 */
export const historyLines = <Event extends Told>(
  events: readonly Event[],
  words: EventWords | ((event: Event) => string),
) =>
  events.map((event) => ({
    key: String(event.seq),
    at: event.at,
    by: jobName(event.actorName),
    what: typeof words === 'function' ? words(event) : eventText(event, words),
    reason: reasonText(event.reason),
  }));
