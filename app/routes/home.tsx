import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listWork } from '~/domain/reports/list-work';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { WorkList } from '~/ui/kit/work-list';
import { workLabel } from '~/ui/reports/work-label';
import { m } from '~/words/generated/messages';
import { publicPage } from './authorised.server';

export const loader = publicPage(async ({ viewer }) => ({
  name: viewer?.name ?? null,
  work: viewer ? await listWork(viewer) : [],
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.name ? m.kit_page_title({ page: m.reports_nav_work() }) : m.kit_product() },
];

export default function Home() {
  const { name, work } = useLoaderData<typeof loader>();
  if (name === null) return <Welcome />;
  return (
    <Page title={m.reports_nav_work()} lead={m.reports_greeting({ name })}>
      <WorkList items={work.map(({ key, ...item }) => ({ key, label: workLabel[key](), ...item }))} />
    </Page>
  );
}

/** What somebody finds who has no account here: the doors that are open to everybody. */
function Welcome() {
  return (
    <Page title={m.reports_welcome_title()} lead={m.reports_welcome_lead()} narrow>
      <Section title={m.reports_welcome_public()}>
        <p>{m.reports_welcome_public_text()}</p>
        <div className="actions">
          <ButtonLink to="/give" main>
            {m.reports_welcome_give()}
          </ButtonLink>
          <ButtonLink to="/disclosure">{m.reports_welcome_disclosure()}</ButtonLink>
          <ButtonLink to="/verify">{m.reports_welcome_verify()}</ButtonLink>
        </div>
      </Section>
      <Section title={m.reports_welcome_account()}>
        <p>{m.reports_welcome_account_text()}</p>
        <div className="actions">
          <ButtonLink to="/sign-in">{m.reports_welcome_sign_in()}</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
