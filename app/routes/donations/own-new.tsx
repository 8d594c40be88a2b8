import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listAppealsToGive } from '~/domain/donations/appeals';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { findOwnDonor } from '~/domain/donations/list-own-gifts';
import { pledgeMoney } from '~/domain/donations/pledge-gift';
import { page, post } from '~/routes/authorised.server';
import { AmountField, AppealField, DestinationFields } from '~/ui/donations/pledge-fields';
import { SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view-own', async ({ actor }) => ({
  donor: await findOwnDonor(actor, {}),
  choices: await listGivingChoices(actor, {}),
  appeals: await listAppealsToGive(actor, {}),
}));

export const action = post(pledgeMoney, { then: ({ giftId }) => `/my/gifts/${giftId}` });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_give_tab_money() }) }];

export default function OwnNew() {
  const { donor, choices, appeals } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_give_tab_money()}
      lead={donor ? m.donations_own_lead({ name: donor.name }) : undefined}
      above={[{ to: '/my/gifts', label: m.donations_own_title() }]}
      narrow
    >
      <Section>
        {!donor ? (
          <Notice tone="due" title={m.donations_not_linked()} />
        ) : choices.entities.length === 0 ? (
          <Notice tone="stopped" title={m.donations_nobody_receives()} />
        ) : (
          <EditForm
            reply={reply}
            values={{ anonymous: String(donor.anonymous), purpose: choices.purposes[0]?.code }}
          >
            <AmountField />
            <DestinationFields choices={choices} />
            <AppealField appeals={appeals} />
            <SubmitButton>{m.donations_give_money()}</SubmitButton>
          </EditForm>
        )}
      </Section>
    </Page>
  );
}
