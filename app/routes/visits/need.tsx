import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listTowns } from '~/domain/organisations/list-towns';
import { cancelNeed, endSeries } from '~/domain/visits/cancel-need';
import { excludeVolunteer, liftVolunteerExclusion } from '~/domain/visits/exclude-volunteer';
import { findNeed, listExclusions } from '~/domain/visits/list-visits';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant, formatMinutes, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { Timeline } from '~/ui/kit/timeline';
import { townLabel } from '~/ui/people/labels';
import { visitEventWords } from '~/ui/visits/event-words';
import { exclusionScopeLabel, needStatusLabel, needStatusTone } from '~/ui/visits/labels';
import { priorityLabel, seriesWords } from '~/ui/visits/need-choices';
import { visitTime, windowTime } from '~/ui/visits/visit-time';
import { serviceText, skillText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-needs', async ({ actor, id }) => {
  const need = await findNeed(actor, { needId: id });
  if (!need) throw notFound();
  const may = (permission: Parameters<typeof actor.permissions.has>[0]) => actor.permissions.has(permission);
  const [towns, events, exclusions] = await Promise.all([
    listTowns(actor),
    listTimeline(actor, { type: 'visit-need', id }),
    may('visits.exclude') ? listExclusions(actor, { needId: id }) : undefined,
  ]);
  const town = towns.find((one) => one.code === need.townCode);
  const { after, follower, series, visit } = need;
  const state = need.lapsed ? 'lapsed' : need.status;
  const stands = need.status === 'open' || need.status === 'planned';
  return {
    id,
    outline: need.outline,
    status: {
      tone: needStatusTone[state] ?? ('info' as const),
      text: needStatusLabel[state]?.(),
    },
    lapsed: need.lapsed && may('visits.request'),
    // As words, so that the page does not bring those of every service and skill.
    facts: [
      {
        term: m.visits_for(),
        value: need.personName ?? (need.householdId ? m.visits_for_household() : m.visits_for_place()),
        to: need.personId && may('people.view') ? `/people/${need.personId}` : undefined,
      },
      { term: m.visits_priority(), value: priorityLabel[need.priority]?.() },
      { term: m.visits_service(), value: serviceText(need.serviceKind) },
      { term: m.visits_skill(), value: need.skill ? skillText(need.skill) : m.visits_skill_none() },
      { term: m.visits_place(), value: `${town ? townLabel(town) : ''} ${need.place}` },
      { term: m.visits_duration(), value: formatMinutes(need.durationMinutes) },
      { term: m.visits_volunteers_needed(), value: formatNumber(need.volunteersNeeded) },
      { term: m.visits_windows(), value: need.windows.map(windowTime).join(m.reports_list_mark()) },
      ...(visit && may('visits.view')
        ? [
            {
              term: m.visits_need_planned(),
              value: visitTime(visit.startsAt, visit.endsAt),
              to: `/visits/${visit.id}`,
            },
          ]
        : []),
      ...(need.sameVolunteers ? [{ term: m.visits_volunteer(), value: m.visits_same_volunteers() }] : []),
      ...(after
        ? [
            {
              term: m.visits_after(),
              value: m.visits_after_value({
                outline: after.outline,
                min: need.afterMinMinutes ?? 0,
                max: need.afterMaxMinutes ?? 0,
              }),
              to: `/visits/needs/${after.id}`,
            },
          ]
        : []),
      ...(follower
        ? [{ term: m.visits_follower(), value: follower.outline, to: `/visits/needs/${follower.id}` }]
        : []),
      ...(series
        ? [{ term: m.visits_repeat(), value: seriesWords(series), to: `/visits/series/${series.id}` }]
        : []),
      ...(need.cancelReason ? [{ term: m.visits_cancelled_why(), value: need.cancelReason }] : []),
      {
        term: m.visits_requested(),
        value: m.visits_requested_value({ by: need.requestedBy, at: formatInstant(need.requestedAt) }),
      },
    ],
    mayPrintCode: may('visits.show-code') && (need.personId !== null || need.householdId !== null),
    mayChange: may('visits.request') && need.status === 'open',
    mayCancel: may('visits.request') && stands,
    endableSeries: may('visits.request') && series?.status === 'active' ? series.id : undefined,
    exclusions: exclusions?.map(({ scope, ...one }) => ({ ...one, scope: exclusionScopeLabel[scope]() })),
    exclusionScopes: [
      'need' as const,
      ...(need.seriesId ? ['series' as const] : []),
      ...(need.personId ? ['person' as const] : []),
      ...(need.householdId ? ['household' as const] : []),
    ].map((value) => ({ value, label: exclusionScopeLabel[value]() })),
    // Why a volunteer is not sent is told to those who may decide it.
    events: historyLines(
      events.map((event) =>
        event.kind === 'visit.volunteer-excluded' && !exclusions ? { ...event, reason: null } : event,
      ),
      visitEventWords,
    ),
  };
});

const of = ({ id }: { id: string }) => ({ needId: id });
const back = (_: unknown, { id }: { id: string }) => `/visits/needs/${id}`;

export const action = intents({
  cancel: post(cancelNeed, { with: of, then: back }),
  'end-series': post(endSeries, { then: back }),
  exclude: post(excludeVolunteer, { with: of, then: back }),
  lift: post(liftVolunteerExclusion, { with: of, then: back }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_need() }) }];

export default function Need() {
  const {
    id,
    outline,
    status,
    lapsed,
    facts,
    mayPrintCode,
    mayChange,
    mayCancel,
    endableSeries,
    exclusions,
    exclusionScopes,
    events,
  } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={outline}
      above={[{ to: '/visits/needs', label: m.visits_needs_title() }]}
      status={<Status tone={status.tone}>{status.text}</Status>}
      actions={
        mayPrintCode || mayChange || mayCancel || endableSeries ? (
          <>
            {mayPrintCode ? (
              <ButtonLink to={`/visits/needs/${id}/code`}>{m.visits_paper()}</ButtonLink>
            ) : null}
            {mayChange ? (
              <ButtonLink to={`/visits/needs/${id}/change`} main={lapsed}>
                {lapsed ? m.visits_lapsed_new_times() : m.visits_change()}
              </ButtonLink>
            ) : null}
            {mayCancel ? (
              <Dialog
                id="cancel"
                title={lapsed ? m.visits_lapsed_close() : m.visits_cancel()}
                trigger={lapsed ? m.visits_lapsed_close() : m.visits_cancel()}
                danger
              >
                <p>{lapsed ? m.visits_lapsed_close_hint() : m.visits_cancel_hint()}</p>
                <EditForm intent="cancel" reply={reply}>
                  <TextArea name="reason" label={m.visits_cancel_reason()} rows={2} />
                  <SubmitButton danger>{lapsed ? m.visits_lapsed_close() : m.visits_cancel()}</SubmitButton>
                </EditForm>
              </Dialog>
            ) : null}
            {endableSeries ? (
              <Dialog id="end-series" title={m.visits_end_series()} trigger={m.visits_end_series()} danger>
                <p>{m.visits_end_series_hint()}</p>
                <EditForm intent="end-series" reply={reply}>
                  <HiddenField name="seriesId" value={endableSeries} />
                  <TextArea name="reason" label={m.visits_cancel_reason()} rows={2} />
                  <SubmitButton danger>{m.visits_end_series()}</SubmitButton>
                </EditForm>
              </Dialog>
            ) : null}
          </>
        ) : null
      }
      narrow
    >
      {lapsed ? <Notice tone="late">{m.visits_lapsed_lead()}</Notice> : null}
      <Section>
        <DescriptionList
          items={facts.map(({ term, value, to }: { term: string; value?: string; to?: string }) => ({
            term,
            value: to ? <Link to={to}>{value}</Link> : value,
          }))}
        />
      </Section>
      {exclusions ? (
        <Section title={m.visits_exclusions()}>
          <Table
            caption={m.visits_exclusions()}
            rows={exclusions}
            rowKey={(row) => row.id}
            empty={m.visits_exclusions_none()}
            columns={[
              {
                key: 'volunteer',
                title: m.visits_volunteer(),
                heading: true,
                cell: (row) => (
                  <Link to={`/volunteers/${row.volunteerId}`}>
                    {row.volunteerName} {row.volunteerNumber}
                  </Link>
                ),
              },
              { key: 'scope', title: m.visits_exclude_scope(), cell: (row) => row.scope },
              { key: 'reason', title: m.visits_exclude_reason(), cell: (row) => row.reason },
              {
                key: 'lift',
                title: m.visits_exclude_lift(),
                cell: (row) => (
                  <EditForm intent="lift" id={`lift-${row.id}`} reply={reply}>
                    <HiddenField name="exclusionId" value={row.id} />
                    <SubmitButton>{m.visits_exclude_lift()}</SubmitButton>
                  </EditForm>
                ),
              },
            ]}
          />
          <Dialog id="exclude" title={m.visits_exclude()} trigger={m.visits_exclude()}>
            <EditForm intent="exclude" reply={reply} values={{ scope: exclusionScopes.at(-1)?.value }}>
              <TextField
                name="volunteerNumber"
                label={m.visits_exclude_number()}
                size={12}
                autoComplete="off"
              />
              <Choice name="scope" label={m.visits_exclude_scope()} options={exclusionScopes} />
              <TextArea name="reason" label={m.visits_exclude_reason()} rows={2} />
              <SubmitButton>{m.visits_exclude()}</SubmitButton>
            </EditForm>
          </Dialog>
        </Section>
      ) : null}
      <Section title={m.visits_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
