import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { draftAppeal, listFreeNeeds } from '~/domain/donations/appeals';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { page, post } from '~/routes/authorised.server';
import { AppealFields } from '~/ui/donations/appeal-fields';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor }) => ({
  entities: await listReceivingEntities(actor, {}),
  purposes: (await listGivingChoices(actor, {})).purposes,
  needs: await listFreeNeeds(actor, {}),
}));

export const action = post(draftAppeal, { then: ({ appealId }) => `/gifts/appeals/${appealId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_appeal_new() }) }];

export default function AppealNew() {
  const choices = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_appeal_new()}
      lead={m.donations_appeal_new_lead()}
      above={[{ to: '/gifts/appeals', label: m.donations_appeals_kept() }]}
      narrow
    >
      <Section>
        <EditForm
          reply={reply}
          values={{ kind: 'open', entityId: choices.entities[0]?.id, purpose: choices.purposes[0]?.code }}
        >
          <AppealFields {...choices} />
          <SubmitButton>{m.donations_appeal_new()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
