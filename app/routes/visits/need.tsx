import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listTowns } from '~/domain/organisations/list-towns';
import { findNeed } from '~/domain/visits/list-visits';
import { notFound, page } from '~/routes/authorised.server';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatInstant, formatMinutes, formatNumber } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { visitEventWords } from '~/ui/visits/event-words';
import { needStatusLabel, needStatusTone } from '~/ui/visits/labels';
import { windowTime } from '~/ui/visits/visit-time';
import { serviceText, skillText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-needs', async ({ actor, id }) => {
  const need = await findNeed(actor, { needId: id });
  if (!need) throw notFound();
  const [towns, events] = await Promise.all([
    listTowns(actor),
    listTimeline(actor, { type: 'visit-need', id }),
  ]);
  return { need, town: towns.find((town) => town.code === need.townCode)?.name, events };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_need() }) }];

export default function Need() {
  const { need, town, events } = useLoaderData<typeof loader>();
  return (
    <Page
      title={need.outline}
      above={[{ to: '/visits/needs', label: m.visits_needs_title() }]}
      status={
        <Status tone={needStatusTone[need.status] ?? 'info'}>{needStatusLabel[need.status]?.()}</Status>
      }
      narrow
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.visits_service(), value: serviceText(need.serviceKind) },
            { term: m.visits_skill(), value: need.skill ? skillText(need.skill) : m.visits_skill_none() },
            { term: m.visits_place(), value: `${town ?? ''} ${need.place}` },
            { term: m.visits_duration(), value: formatMinutes(need.durationMinutes) },
            { term: m.visits_volunteers_needed(), value: formatNumber(need.volunteersNeeded) },
            { term: m.visits_windows(), value: need.windows.map(windowTime).join(m.reports_list_mark()) },
            {
              term: m.visits_requested(),
              value: m.visits_requested_value({ by: need.requestedBy, at: formatInstant(need.requestedAt) }),
            },
          ]}
        />
      </Section>
      <Section title={m.visits_history()}>
        <Timeline
          events={events.map((event) => ({
            key: String(event.seq),
            at: event.at,
            by: event.actorName,
            what: visitEventWords[event.kind]?.() ?? event.kind,
            reason: event.reason,
          }))}
        />
      </Section>
    </Page>
  );
}
