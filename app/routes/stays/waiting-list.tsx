import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { dateOf, daysBetween } from '~/domain/kernel/plain-date';
import { listStandingOffers } from '~/domain/stays/list-offers';
import { listWaiting, type WaitingPlace } from '~/domain/stays/list-waiting';
import { page } from '~/routes/authorised.server';
import { formatDate, formatInstant, formatNumber } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { categoryLabel } from '~/ui/people/labels';
import { offeredPlace } from '~/ui/stays/answer-offer';
import { decidedByLabel, gradeText, offerLabel, offerTone } from '~/ui/stays/labels';
import { aheadTexts, WaitingRule } from '~/ui/stays/waiting-reasons';
import { m } from '~/words/generated/messages';

export const loader = page('stays.view', async ({ actor }) => {
  const [list, offers] = await Promise.all([listWaiting(actor), listStandingOffers(actor)]);
  return {
    ...list,
    offers,
    today: dateOf(actor.at ?? new Date()),
    seesGrades: actor.permissions.has('assessments.view'),
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_waiting_title() }) }];

export default function WaitingList() {
  const { rule, places, all, offers, today, seesGrades, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stays_waiting_title()}
      lead={rule ? m.stays_waiting_lead({ all: formatNumber(all) }) : undefined}
      watermark={viewer}
      actions={<PrintButton />}
    >
      {rule ? null : (
        <Notice tone="late">
          <p>{m.refusal_STAY_RULE_MISSING()}</p>
        </Notice>
      )}
      <Section>
        <Table
          caption={m.stays_waiting_title()}
          rows={places}
          rowKey={(row) => row.waiting.applicationId}
          empty={m.stays_waiting_empty()}
          columns={[
            {
              key: 'place',
              title: m.stays_waiting_place(),
              numeric: true,
              cell: (row) => formatNumber(row.place),
            },
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: ({ waiting }) => (
                <Link to={`/applications/${waiting.applicationId}`}>{waiting.personName}</Link>
              ),
            },
            {
              key: 'category',
              title: m.stays_category(),
              cell: ({ waiting }) => categoryLabel[waiting.category](),
            },
            ...(seesGrades
              ? [
                  {
                    key: 'grade',
                    title: m.stays_grade(),
                    cell: ({ waiting }: WaitingPlace) => gradeText(waiting.grade),
                  },
                ]
              : []),
            {
              key: 'applied',
              title: m.stays_applied_on(),
              cell: ({ waiting }) => formatDate(waiting.appliedOn),
            },
            {
              key: 'days',
              title: m.stays_waiting_days(),
              numeric: true,
              cell: ({ waiting }) => formatNumber(daysBetween(waiting.appliedOn, today)),
            },
            { key: 'why', title: m.stays_waiting_why(), cell: (row) => <Why place={row} /> },
          ]}
        />
      </Section>
      {rule ? (
        <Section title={m.stays_rule()}>
          <WaitingRule rule={rule} />
        </Section>
      ) : null}
      <Section title={m.stays_offers_standing()}>
        <Table
          caption={m.stays_offers_standing()}
          rows={offers}
          rowKey={(row) => row.id}
          empty={m.stays_offers_standing_none()}
          columns={[
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: (row) => <Link to={`/applications/${row.applicationId}`}>{row.personName}</Link>,
            },
            { key: 'bed', title: m.stays_bed(), cell: (row) => offeredPlace(row) },
            { key: 'expires', title: m.stays_offer_expires(), cell: (row) => formatInstant(row.expiresAt) },
            {
              key: 'status',
              title: m.stays_status(),
              cell: (row) => <Status tone={offerTone[row.status]}>{offerLabel[row.status]()}</Status>,
            },
          ]}
        />
      </Section>
    </Page>
  );
}

/** Why a person stands where they stand: who is ahead by what, and what puts them before the next one. */
function Why({ place: { place, ahead, beforeNeighbourBy } }: { place: WaitingPlace }) {
  const reasons = aheadTexts(ahead).join(m.reports_list_mark());
  return (
    <div>
      {place === 1 ? (
        <Status tone="ok">{m.stays_waiting_next()}</Status>
      ) : (
        <p>{m.stays_waiting_ahead({ count: place - 1, reasons })}</p>
      )}
      {beforeNeighbourBy ? (
        <p className="quiet">{m.stays_waiting_before({ reason: decidedByLabel[beforeNeighbourBy]() })}</p>
      ) : null}
    </div>
  );
}
