import { m } from '~/words/generated/messages';
import { Section } from '../kit/page';
import { Timeline } from '../kit/timeline';

interface Told {
  readonly seq: bigint;
  readonly at: Date;
  readonly actorName: string;
  /** What happened, in words; `inWords` of event-words.ts makes them in the loader, so that they cost no script. */
  readonly what: string;
  readonly reason: string | null;
}

/** Jobs act under their own name, `noun.verb`; people read that the product did it. */
const JOB = /^[a-z]+\.[a-z-]+$/;

/** What happened to a gift or a receipt, newest first. */
export function History({ events }: { events: readonly Told[] }) {
  return (
    <Section title={m.donations_history()}>
      <Timeline
        events={events.map((event) => ({
          key: String(event.seq),
          at: event.at,
          by: JOB.test(event.actorName) ? undefined : event.actorName || m.donations_source_public(),
          what: event.what,
          reason: event.reason,
        }))}
      />
    </Section>
  );
}
