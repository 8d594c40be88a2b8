import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { endOwnCalendar, findOwnCalendar, renewOwnCalendar } from '~/domain/volunteers/own-calendar';
import { env } from '~/platform/env';
import { intents, page, post } from '~/routes/authorised.server';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { SecretAddress } from '~/ui/kit/secret-address';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view-own', async ({ actor }) => ({
  madeAt: (await findOwnCalendar(actor))?.madeAt ?? null,
}));

export const action = intents({
  // Shown by this very answer and never again: what is kept is a digest.
  renew: post(renewOwnCalendar, {
    then: ({ secret }) => ({ address: `${env().appOrigin}/calendar/${secret}.ics` }),
  }),
  end: post(endOwnCalendar, { then: () => '/my/service/calendar' }),
});

export const meta: MetaFunction = () => [
  { title: m.kit_page_title({ page: m.volunteers_calendar_title() }) },
];

export default function OwnCalendar() {
  const { madeAt } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer && 'address' in answer ? answer.address : undefined;
  const reply = answer && 'address' in answer ? undefined : answer;
  return (
    <Page
      title={m.volunteers_calendar_title()}
      lead={m.volunteers_calendar_lead()}
      above={[{ to: '/my/service', label: m.volunteers_own_title() }]}
      narrow
    >
      <VolunteerTabs />
      <SecretAddress
        title={m.volunteers_calendar_secret_title()}
        label={m.volunteers_calendar_address()}
        address={address}
      >
        {m.volunteers_calendar_secret_text()}
        <br />
        {/* Telephones open this one in their calendar, with nothing to copy. */}
        <a href={address?.replace(/^https?:/, 'webcal:')}>{m.volunteers_calendar_open()}</a>
      </SecretAddress>
      <Section>
        <p>
          {madeAt
            ? m.volunteers_calendar_since({ date: formatDate(dateOf(madeAt)) })
            : m.volunteers_calendar_none()}
        </p>
        <p>{m.volunteers_calendar_contains()}</p>
        {madeAt ? <p>{m.volunteers_calendar_renew_hint()}</p> : null}
        <EditForm intent="renew" reply={reply}>
          <SubmitButton>{madeAt ? m.volunteers_calendar_renew() : m.volunteers_calendar_make()}</SubmitButton>
        </EditForm>
        {madeAt ? (
          <EditForm intent="end" reply={reply}>
            <SubmitButton danger>{m.volunteers_calendar_end()}</SubmitButton>
          </EditForm>
        ) : null}
      </Section>
    </Page>
  );
}
