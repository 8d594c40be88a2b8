import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { reasonText } from '~/domain/kernel/made-reasons';
import { listTowns } from '~/domain/organisations/list-towns';
import { endSeries } from '~/domain/visits/cancel-need';
import { findSeries } from '~/domain/visits/list-visits';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { townLabel } from '~/ui/people/labels';
import { visitEventWords } from '~/ui/visits/event-words';
import { needStatusLabel, needStatusTone } from '~/ui/visits/labels';
import { seriesWords } from '~/ui/visits/need-choices';
import { eachTime } from '~/ui/visits/series-words';
import { dayText, visitTime } from '~/ui/visits/visit-time';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-needs', async ({ actor, id }) => {
  const series = await findSeries(actor, { seriesId: id });
  if (!series) throw notFound();
  const [towns, events] = await Promise.all([
    listTowns(actor),
    listTimeline(actor, { type: 'visit-series', id }),
  ]);
  const town = towns.find((one) => one.code === series.townCode);
  return {
    id,
    outline: series.outline,
    mayChange: actor.permissions.has('visits.request') && series.status === 'active',
    facts: [
      { term: m.visits_repeat(), value: seriesWords(series) },
      { term: m.visits_series_each(), value: eachTime(series) },
      { term: m.visits_series_since(), value: formatDate(series.startsOn) },
      ...(series.nextOn ? [{ term: m.visits_series_next(), value: dayText(series.nextOn) }] : []),
      { term: m.visits_place(), value: `${town ? townLabel(town) : ''} ${series.place}` },
      ...(series.endReason
        ? [{ term: m.visits_series_ended_why(), value: reasonText(series.endReason) }]
        : []),
    ],
    days: series.days.map(({ id: needId, on, status, lapsed, visit }) => ({
      needId,
      day: dayText(on),
      visit:
        visit && actor.permissions.has('visits.view')
          ? { id: visit.visitId, time: visitTime(visit.startsAt, visit.endsAt) }
          : undefined,
      status: {
        tone: needStatusTone[lapsed ? 'lapsed' : status] ?? ('info' as const),
        text: needStatusLabel[lapsed ? 'lapsed' : status]?.(),
      },
    })),
    events: historyLines(events, visitEventWords),
  };
});

export const action = intents({
  'end-series': post(endSeries, {
    with: ({ id }) => ({ seriesId: id }),
    then: ({ seriesId }) => `/visits/series/${seriesId}`,
  }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_series_title() }) }];

export default function Series() {
  const { id, outline, mayChange, facts, days, events } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_series_of({ outline })}
      above={[
        { to: '/visits/needs', label: m.visits_needs_title() },
        { to: '/visits/series', label: m.visits_series_running() },
      ]}
      actions={
        mayChange ? (
          <>
            <ButtonLink to={`/visits/series/${id}/change`} main>
              {m.visits_series_change()}
            </ButtonLink>
            <Dialog id="end-series" title={m.visits_end_series()} trigger={m.visits_end_series()} danger>
              <p>{m.visits_end_series_hint()}</p>
              <EditForm intent="end-series" reply={reply}>
                <TextArea name="reason" label={m.visits_cancel_reason()} rows={2} />
                <SubmitButton danger>{m.visits_end_series()}</SubmitButton>
              </EditForm>
            </Dialog>
          </>
        ) : null
      }
      narrow
    >
      <Section>
        <DescriptionList items={facts} />
      </Section>
      <Section title={m.visits_series_days()}>
        <Table
          caption={m.visits_series_days()}
          rows={days}
          rowKey={(row) => row.needId}
          empty={m.visits_series_days_none()}
          columns={[
            {
              key: 'day',
              title: m.visits_date(),
              heading: true,
              cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.day}</Link>,
            },
            {
              key: 'visit',
              title: m.visits_need_planned(),
              cell: ({ visit }) => (visit ? <Link to={`/visits/${visit.id}`}>{visit.time}</Link> : null),
            },
            {
              key: 'status',
              title: m.visits_status(),
              cell: ({ status }) => <Status tone={status.tone}>{status.text}</Status>,
            },
          ]}
        />
      </Section>
      <Section title={m.visits_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
