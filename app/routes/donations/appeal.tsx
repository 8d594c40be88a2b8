import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findOpenAppeal } from '~/domain/donations/appeals';
import { notFound, publicPage } from '~/routes/authorised.server';
import {
  AppealAbout,
  AppealFacts,
  AppealProgress,
  AppealUpdates,
  ReportDue,
  RunningStatus,
} from '~/ui/donations/appeal-facts';
import { appealKindText } from '~/ui/donations/appeal-labels';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { publicDistrict } from '../public-district.server';

export const loader = publicPage(async (visit) => {
  const { actor, district } = await publicDistrict(visit);
  const appeal = await findOpenAppeal(actor, { appealId: visit.id });
  if (!appeal) throw notFound();
  return { appeal, district: district.slug };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.appeal.title ?? m.donations_appeals() }) },
];

export default function AppealPage() {
  const { appeal, district } = useLoaderData<typeof loader>();
  const query = new URLSearchParams({ district, appeal: appeal.id });
  return (
    <Page
      title={getLocale() === 'en' ? appeal.titleEn : appeal.title}
      lead={appealKindText(appeal)}
      above={[{ to: `/appeals?district=${district}`, label: m.donations_appeals() }]}
      status={<RunningStatus appeal={appeal} />}
      narrow
    >
      <Section title={m.donations_appeal_how_far()}>
        <AppealProgress appeal={appeal} />
        {appeal.running ? (
          <div className="actions">
            <ButtonLink to={`/give?${query}`} main>
              {m.donations_appeal_give()}
            </ButtonLink>
            {appeal.needs.some(({ quantity }) => quantity !== null) ? (
              <ButtonLink to={`/give/goods?${query}`}>{m.donations_give_tab_goods()}</ButtonLink>
            ) : null}
          </div>
        ) : null}
      </Section>
      <Section title={m.donations_appeal_about()}>
        <AppealAbout appeal={appeal} />
        <AppealFacts appeal={appeal} />
      </Section>
      <Section title={m.donations_appeal_updates()}>
        <ReportDue appeal={appeal} />
        <AppealUpdates appeal={appeal} />
      </Section>
    </Page>
  );
}
