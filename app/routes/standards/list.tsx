import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listStandards } from '~/domain/standards/list-standards';
import { page } from '~/routes/authorised.server';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { inForceOn } from '~/ui/standards/labels';
import { StandardsTable } from '~/ui/standards/standards-table';
import { m } from '~/words/generated/messages';

export const loader = page('standards.view', async ({ actor, url }) => ({
  standards: await listStandards(actor, {}),
  today: dateOf(actor.at ?? new Date()),
  onlyProposed: url.searchParams.get('status') === 'proposed',
  mayPropose: actor.permissions.has('standards.propose'),
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.standards_title() }) }];

export default function Standards() {
  const { standards, today, onlyProposed, mayPropose } = useLoaderData<typeof loader>();
  const states = standards.map((standard) => ({ standard, state: inForceOn(today, standard) }));
  const inState = (...wanted: string[]) =>
    states.flatMap(({ standard, state }) => (wanted.includes(state) ? [standard] : []));
  const proposed = inState('proposed');
  return (
    <Page
      title={m.standards_title()}
      lead={m.standards_lead()}
      actions={
        <>
          {mayPropose ? (
            <ButtonLink to="/standards/new" main>
              {m.standards_propose()}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/calendar-days">{m.standards_calendar_title()}</ButtonLink>
          {onlyProposed ? <ButtonLink to="/standards">{m.standards_show_all()}</ButtonLink> : null}
        </>
      }
    >
      {proposed.length > 0 || onlyProposed ? (
        <Section title={m.standards_waiting_title()}>
          <StandardsTable
            caption={m.standards_waiting_title()}
            rows={proposed}
            today={today}
            empty={m.standards_waiting_empty()}
          />
        </Section>
      ) : null}
      {onlyProposed ? null : (
        <>
          <Section title={m.standards_current_title()}>
            <StandardsTable
              caption={m.standards_current_title()}
              rows={inState('current', 'coming')}
              today={today}
              empty={m.standards_current_empty()}
            />
          </Section>
          <Section title={m.standards_past_title()}>
            <StandardsTable
              caption={m.standards_past_title()}
              rows={inState('ended', 'declined')}
              today={today}
              empty={m.standards_past_empty()}
            />
          </Section>
        </>
      )}
    </Page>
  );
}
