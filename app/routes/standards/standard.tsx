import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { previewStandard } from '~/domain/fees/preview-prices';
import { dateOf } from '~/domain/kernel/plain-date';
import { approveStandard } from '~/domain/standards/approve-standard';
import { declineStandard } from '~/domain/standards/decline-standard';
import { findStandard } from '~/domain/standards/list-standards';
import { actingPerson } from '~/domain/standards/standard.rules';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { FeesOutside } from '~/ui/fees/fees-outside';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatInstant, formatMoney, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Timeline } from '~/ui/kit/timeline';
import { Decision } from '~/ui/standards/decision';
import { standardEventWords } from '~/ui/standards/event-words';
import { InForceStatus } from '~/ui/standards/in-force-status';
import { inForceOn, standardLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';

export const loader = page('standards.view', async ({ actor, id }) => {
  const standard = await findStandard(actor, { id });
  if (!standard) throw notFound();
  return {
    standard,
    today: dateOf(actor.at ?? new Date()),
    events: historyLines(await listTimeline(actor, { type: 'standard', id }), standardEventWords),
    mayApprove: actor.permissions.has('standards.approve'),
    outside:
      standard.status === 'proposed' && actor.permissions.has(previewStandard.permission)
        ? (await previewStandard(actor, { standardId: id }))?.map(({ problems, ...fee }) => ({
            ...fee,
            why: problems.map(refusalText),
          }))
        : undefined,
    own: standard.proposedBy === actingPerson(actor),
  };
});

export const action = intents({
  approve: post(approveStandard, {
    with: ({ id }) => ({ standardId: id }),
    then: (_, { id }) => `/standards/${id}`,
  }),
  decline: post(declineStandard, {
    with: ({ id }) => ({ standardId: id }),
    then: (_, { id }) => `/standards/${id}`,
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? standardLabel(data.standard.key) : m.standards_title() }) },
];

export default function Standard() {
  const { standard, today, events, mayApprove, own, outside } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={standardLabel(standard.key)}
      above={[{ to: '/standards', label: m.standards_title() }]}
      status={<InForceStatus state={inForceOn(today, standard)} />}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.standards_amount(), value: formatMoney(standard.amountFen) },
            {
              term: m.standards_period(),
              value: formatPeriod(standard.effectiveFrom, standard.effectiveUntil),
            },
            { term: m.standards_source(), value: standard.source },
            {
              term: m.standards_proposed_by(),
              value: m.standards_by_at({
                name: standard.proposedByName,
                at: formatInstant(standard.proposedAt),
              }),
            },
            {
              term: m.standards_decided_by(),
              value:
                standard.decidedAt &&
                m.standards_by_at({
                  name: standard.decidedByName ?? '',
                  at: formatInstant(standard.decidedAt),
                }),
            },
          ]}
        />
      </Section>
      {outside ? <FeesOutside fees={outside} /> : null}
      {standard.status === 'proposed' && mayApprove ? <Decision reply={reply} own={own} /> : null}
      <Section title={m.standards_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
