import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOpenAppeals } from '~/domain/donations/appeals';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { publicPage } from '~/routes/authorised.server';
import { AppealProgress, ReportDue, RunningStatus } from '~/ui/donations/appeal-facts';
import { appealKindText } from '~/ui/donations/appeal-labels';
import { named } from '~/ui/donations/labels';
import { OtherDistricts } from '~/ui/donations/other-districts';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { publicDistrict } from '../public-district.server';

export const loader = publicPage(async (visit) => {
  const { actor, ...whose } = await publicDistrict(visit);
  const [appeals, { entities, purposes }] = await Promise.all([
    listOpenAppeals(actor, {}),
    listGivingChoices(actor, {}),
  ]);
  return { ...whose, appeals, receives: entities.length > 0, purposes: purposes.map(named) };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_appeals() }) }];

/** What gifts may be for, as one reads a list in either language. */
const listed = (names: readonly string[]): string => names.join(getLocale() === 'en' ? ', ' : '、');

export default function Appeals() {
  const { appeals, district, others, receives, purposes } = useLoaderData<typeof loader>();
  return (
    <Page title={m.donations_appeals()} lead={m.donations_appeals_lead()} narrow>
      {appeals.some(({ running }) => running) ? null : (
        <Section>
          <p>{m.donations_appeals_none_now()}</p>
          {receives ? (
            <>
              <p>{m.donations_appeals_none_give({ purposes: listed(purposes) })}</p>
              <div className="actions">
                <ButtonLink to={`/give?district=${district.slug}`} main>
                  {m.donations_give_tab_money()}
                </ButtonLink>
                <ButtonLink to={`/give/goods?district=${district.slug}`}>
                  {m.donations_give_tab_goods()}
                </ButtonLink>
              </div>
            </>
          ) : (
            <p>{m.donations_nobody_receives()}</p>
          )}
        </Section>
      )}
      {appeals.map((appeal) => (
        <Section
          key={appeal.id}
          title={getLocale() === 'en' ? appeal.titleEn : appeal.title}
          actions={<RunningStatus appeal={appeal} />}
        >
          {appeal.urgent ? <p>{appealKindText(appeal)}</p> : null}
          <AppealProgress appeal={appeal} />
          <ReportDue appeal={appeal} />
          <div className="actions">
            {appeal.running ? (
              <ButtonLink
                to={`/give?${new URLSearchParams({ district: district.slug, appeal: appeal.id })}`}
                main
              >
                {m.donations_appeal_give()}
              </ButtonLink>
            ) : null}
            <Link to={`/appeals/${appeal.id}?district=${district.slug}`} className="button">
              {m.donations_appeal_read()}
            </Link>
          </div>
        </Section>
      ))}
      <OtherDistricts path="/appeals" others={others} />
    </Page>
  );
}
