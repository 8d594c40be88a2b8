import { m } from '~/words/generated/messages';
import { Section } from '../kit/page';
import { Timeline, type TimelineEvent } from '../kit/timeline';

/** What happened to a gift or a receipt, newest first. */
export function History({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <Section title={m.donations_history()}>
      <Timeline events={events} />
    </Section>
  );
}
