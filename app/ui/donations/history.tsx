import { m } from '~/words/generated/messages';
import { Section } from '../kit/page';
import { Timeline } from '../kit/timeline';
import { donationEventWords } from './event-words';

interface Happened {
  readonly seq: bigint;
  readonly at: Date;
  readonly actorName: string;
  readonly kind: string;
  readonly reason: string | null;
}

/** Jobs act under their own name, `noun.verb`; people read that the product did it. */
const JOB = /^[a-z]+\.[a-z-]+$/;

/** What happened to a gift or a receipt, newest first. */
export function History({ events }: { events: readonly Happened[] }) {
  return (
    <Section title={m.donations_history()}>
      <Timeline
        events={events.map((event) => ({
          key: String(event.seq),
          at: event.at,
          by: JOB.test(event.actorName) ? undefined : event.actorName,
          what: donationEventWords[event.kind]?.() ?? event.kind,
          reason: event.reason,
        }))}
      />
    </Section>
  );
}
