import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listOwnAssignments } from '~/domain/visits/list-visits';
import { acceptOffer, declineOffer, listOwnOffers } from '~/domain/visits/substitute-offers';
import { intents, page, post } from '~/routes/authorised.server';
import { formatMinutes } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { ownStatus } from '~/ui/visits/labels';
import { OwnOffers } from '~/ui/visits/own-offers';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view-own', async ({ actor }) => {
  const [assignments, offers] = await Promise.all([listOwnAssignments(actor), listOwnOffers(actor)]);
  const now = actor.at ?? new Date();
  return {
    // What was not answered or not gone to by the end waits for nothing that the volunteer could still do.
    assignments: assignments.map((one) => ({
      ...one,
      state: ownStatus(one, now),
      waits:
        one.status === 'checked_in' ||
        ((one.status === 'published' || one.status === 'accepted') && one.endsAt > now),
    })),
    offers: offers.map((offer) => ({
      id: offer.id,
      title: visitTime(offer.startsAt, offer.endsAt),
      detail: [
        offer.place,
        serviceText(offer.serviceKind),
        offer.outline,
        m.visits_substitute_way({ minutes: formatMinutes(offer.travelMinutes) }),
      ].join(m.reports_list_mark()),
      standby: offer.status === 'standby',
    })),
  };
});

export const action = intents({
  'accept-offer': post(acceptOffer, {
    then: ({ assignmentId }) => (assignmentId ? `/my/visits/${assignmentId}` : '/my/visits'),
  }),
  'decline-offer': post(declineOffer, { then: () => '/my/visits' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_own_title() }) }];

export default function OwnVisits() {
  const { assignments, offers } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const parts = [
    {
      title: m.visits_own_coming(),
      empty: m.visits_own_empty(),
      rows: assignments.filter((one) => one.waits),
    },
    {
      title: m.visits_own_past(),
      empty: m.visits_own_past_empty(),
      rows: assignments.filter((one) => !one.waits).reverse(),
    },
  ];
  return (
    <Page title={m.visits_own_title()} narrow>
      <OwnOffers offers={offers} reply={reply} />
      {parts.map(({ title, empty, rows }) => (
        <Section key={title} title={title}>
          <Table
            caption={title}
            rows={rows}
            rowKey={(row) => row.assignmentId}
            empty={empty}
            columns={[
              {
                key: 'time',
                title: m.visits_time(),
                heading: true,
                cell: (row) => (
                  <Link to={`/my/visits/${row.assignmentId}`}>{visitTime(row.startsAt, row.endsAt)}</Link>
                ),
              },
              { key: 'place', title: m.visits_place(), cell: (row) => row.place },
              { key: 'service', title: m.visits_service(), cell: (row) => serviceText(row.serviceKind) },
              {
                key: 'status',
                title: m.visits_status(),
                cell: (row) => <Status tone={row.state.tone}>{row.state.text}</Status>,
              },
            ]}
          />
        </Section>
      ))}
    </Page>
  );
}
