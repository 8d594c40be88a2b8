import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { declineTariff } from '~/domain/fees/decline-tariff';
import { findTariff, listBands } from '~/domain/fees/list-tariffs';
import { previewTariff } from '~/domain/fees/preview-prices';
import { getPriceRules } from '~/domain/fees/settle-price-rules';
import { dateOf } from '~/domain/kernel/plain-date';
import { actingPerson } from '~/domain/standards/standard.rules';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { BandStretches } from '~/ui/fees/band-stretches';
import { feeEventWords } from '~/ui/fees/event-words';
import { TariffPreview } from '~/ui/fees/tariff-preview';
import { DescriptionList } from '~/ui/kit/description-list';
import { formatInstant, formatMoney, formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Timeline } from '~/ui/kit/timeline';
import { Decision } from '~/ui/standards/decision';
import { InForceStatus } from '~/ui/standards/in-force-status';
import { gradeLabel, inForceOn } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';
import { inWords } from './bands.server';

export const loader = page('fees.view', async ({ actor, id }) => {
  const tariff = await findTariff(actor, { id });
  if (!tariff) throw notFound();
  const bands = await listBands(actor, { from: tariff.effectiveFrom, until: tariff.effectiveUntil });
  const band = bands.find((one) => one.grade === tariff.grade);
  return {
    tariff,
    stretches: inWords(band?.stretches ?? [], await getPriceRules(actor)),
    today: dateOf(actor.at ?? new Date()),
    events: historyLines(await listTimeline(actor, { type: 'tariff', id }), feeEventWords),
    mayApprove: actor.permissions.has('fees.approve-tariff'),
    preview: tariff.status === 'proposed' ? await previewTariff(actor, { tariffId: id }) : undefined,
    own: tariff.proposedBy === actingPerson(actor),
  };
});

export const action = intents({
  approve: post(approveTariff, {
    with: ({ id }) => ({ tariffId: id }),
    then: (_, { id }) => `/tariffs/${id}`,
  }),
  decline: post(declineTariff, {
    with: ({ id }) => ({ tariffId: id }),
    then: (_, { id }) => `/tariffs/${id}`,
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? gradeLabel(data.tariff.grade) : m.fees_tariffs_title() }) },
];

export default function Tariff() {
  const { tariff, stretches, today, events, mayApprove, own, preview } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_tariff_of({ grade: gradeLabel(tariff.grade) })}
      above={[{ to: '/tariffs', label: m.fees_tariffs_title() }]}
      status={<InForceStatus state={inForceOn(today, tariff)} />}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.fees_monthly(), value: formatMoney(tariff.monthlyFeeFen) },
            { term: m.standards_period(), value: formatPeriod(tariff.effectiveFrom, tariff.effectiveUntil) },
            { term: m.fees_note(), value: tariff.note },
            {
              term: m.standards_proposed_by(),
              value: m.standards_by_at({ name: tariff.proposedByName, at: formatInstant(tariff.proposedAt) }),
            },
            {
              term: m.standards_decided_by(),
              value:
                tariff.decidedAt &&
                m.standards_by_at({ name: tariff.decidedByName ?? '', at: formatInstant(tariff.decidedAt) }),
            },
          ]}
        />
      </Section>
      <Section title={m.fees_band_title({ grade: gradeLabel(tariff.grade) })}>
        <BandStretches stretches={stretches} feeFen={tariff.monthlyFeeFen} />
      </Section>
      {preview ? <TariffPreview preview={preview} /> : null}
      {tariff.status === 'proposed' && mayApprove ? <Decision reply={reply} own={own} /> : null}
      <Section title={m.standards_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
